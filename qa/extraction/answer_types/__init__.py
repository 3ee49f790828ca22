"""Answer types: what makes a clause an answer, and how a clause grows to one; a module a type.

The first type that accepts a question decides. A further one is a module that calls `register`.
"""

from typing import Protocol

from qa.extraction.answer_types.date import Date
from qa.extraction.answer_types.enumeration import Enumeration
from qa.extraction.answer_types.name import Name
from qa.extraction.answer_types.quantity import Quantity
from qa.extraction.answer_types.statement import Statement
from qa.extraction.candidate import Candidate
from qa.model import Query
from qa.retrieval.passages import Passage


class AnswerType(Protocol):
    """One type of answer; stateless, so that threads may share it."""

    def accepts(self, query: Query) -> bool:
        """Whether it serves a question."""
        ...

    def fit(self, query: Query, passage: Passage, clause: tuple[int, int]) -> float:
        """How well a clause fits, from 0 (cannot be an answer) to 1 (just what was asked for).

        Args:
            query: One that it accepts.
            passage: The sentence.
            clause: Where to look, as offsets in the sentence.
        """
        ...

    def widen(self, query: Query, candidate: Candidate) -> tuple[int, int]:
        """The stretch of the sentence that answers, as offsets in the sentence."""
        ...


_TYPES: list[AnswerType] = [Name(), Quantity(), Date(), Enumeration(), Statement()]


def register(answer_type: AnswerType) -> None:
    """Asks a further type before those that are there."""
    _TYPES.insert(0, answer_type)


def unregister(answer_type: AnswerType) -> None:
    """Asks it no more.

    Raises:
        ValueError: It was not registered.
    """
    _TYPES.remove(answer_type)


def type_of(query: Query) -> AnswerType:
    """The type that serves a question.

    Raises:
        LookupError: None does.
    """
    for answer_type in _TYPES:
        if answer_type.accepts(query):
            return answer_type
    raise LookupError(f"no answer type serves {query.kind}")
