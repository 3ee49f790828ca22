"""Conversation: what a question leaves out is taken from the turns before it."""

from collections.abc import Callable
from dataclasses import replace

from qa.model import Kind, Query, Question
from qa.query import cues


def read(question: Question, reading: Callable[[Question], Query]) -> Query:
    """The question as it was read, with what it does not say taken from its history.

    Args:
        question: With its history.
        reading: Reads one question by itself.
    """
    query = None
    for earlier in question.history:
        query = _follow(reading(Question(earlier)), query)
    query = _follow(reading(replace(question, id="", history=())), query)
    return replace(query, kind=question.kind) if question.kind else query


def _follow(query: Query, before: Query | None) -> Query:
    """The query with the places, years and words of the one before where it has none."""
    if before is None:
        return query
    if _says_nothing(query):
        return query
    # A place that no report covers is not the one of the turn before.
    stays = not query.unknown_places
    places = query.places or (before.places if stays else ())
    mentions = query.mentions or (before.mentions if stays else ())
    years = query.years or (before.years if not query.places else ())
    if all(term.target or term.measure for term in query.terms):
        return replace(
            query,
            kind=query.kind if query.units else before.kind,
            places=places,
            mentions=mentions,
            years=years,
            terms=(*before.terms, *(t for t in query.terms if t not in before.terms)),
            units=query.units or before.units,
            plan=query.plan if query.plan is not None else before.plan,
            asked=before.asked,
        )
    # 那荷塘镇呢 asks the same of something else; what else is said anew only leans on the past.
    origin = "carried" if cues.has("follows_up", query.text) else "history"
    known = {word for term in query.terms for word in term.words}
    background = tuple(
        replace(term, origin=origin) for term in before.terms if term.words[0] not in known
    )
    kind = before.kind if query.kind is Kind.WHAT and not query.units else query.kind
    return replace(
        query,
        kind=kind,
        places=places,
        mentions=mentions,
        years=years,
        terms=(*query.terms, *background),
    )


def _says_nothing(query: Query) -> bool:
    """Whether a text asks for nothing, so that it is no question about the one before: 谢谢."""
    said = (query.terms, query.places, query.unknown_places, query.years, query.units)
    return not any(said) and query.kind is Kind.WHAT and not cues.has("elaborates", query.text)
