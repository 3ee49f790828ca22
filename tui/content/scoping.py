"""What a question is narrowed to, by the reader or by a correction; what it names itself wins."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from qa.model import Answer, Kind, Question


class Scope(NamedTuple):
    """What a question is narrowed to; empty means anything."""

    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kind: Kind | None = None
    """What is asked for."""


def narrowed(question: Question, scope: Scope, ask: Callable[[Question], Answer]) -> Question:
    """The question within a scope, but for places and years that it names itself."""
    if not (scope.places or scope.years):
        return question
    read = ask(Question(question.text)).query
    named = read.places or read.unknown_places
    places = () if named else scope.places
    # A year chosen with a place says nothing about another place.
    years = () if named or read.years or read.report_years else scope.years
    return replace(question, places=places, years=years)
