"""One turn of a conversation, and its answer to and from plain JSON values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from qa.model import (
    Answer,
    Citation,
    Figure,
    Kind,
    Query,
    Question,
    Reason,
    Row,
    Status,
    Term,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Record = TypeVar("_Record", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what became of it."""

    id: int
    """From 1, within its conversation."""
    question: Question
    answer: Answer | None = None
    error: str = ""
    """Why asking failed; empty if it did not."""
    rating: int = 0
    """1 useful, -1 not, 0 not rated."""
    corrected: bool = False
    """Whether the reader set its places and years right, which then hold for what follows."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the turn shows to open: the citations, or the nearest passages of a refusal."""
        if self.answer is None:
            return ()
        reason = self.answer.reason
        return self.answer.citations or (reason.nearest if reason else ())

    @property
    def pending(self) -> bool:
        """Whether the answer is still awaited."""
        return self.answer is None and not self.error


def pack(answer: Answer) -> dict[str, Any]:
    """The answer as JSON can hold it, complete."""
    return asdict(answer)


def unpack(value: Mapping[str, Any]) -> Answer:
    """The answer from what `pack` gave, also after a way through JSON.

    Raises:
        KeyError: A field is missing.
        TypeError: A value is of the wrong kind.
        ValueError: Likewise.
    """
    reason = value["reason"]
    return _build(
        Answer,
        value,
        question=unpack_question(value["question"]),
        status=Status(value["status"]),
        query=_query(value["query"]),
        figures=tuple((_figure(figure), number) for figure, number in value["figures"]),
        citations=tuple(map(_citation, value["citations"])),
        rows=tuple(map(_row, value.get("rows", ()))),  # older programs wrote none
        reason=reason and _build(Reason, reason, nearest=tuple(map(_citation, reason["nearest"]))),
    )


def unpack_question(value: Mapping[str, Any]) -> Question:
    """The question from its fields; a kind that is not known is left to its text."""
    kind = next((kind for kind in Kind if kind == value.get("kind")), None)
    return _build(Question, value, kind=kind)


def _query(value: Mapping[str, Any]) -> Query:
    terms = tuple(_build(Term, term) for term in value["terms"])
    return _build(Query, value, kind=Kind(value["kind"]), terms=terms)


def _citation(value: Mapping[str, Any]) -> Citation:
    return _build(Citation, value, highlights=tuple((s, e) for s, e in value["highlights"]))


def _row(value: Mapping[str, Any]) -> Row:
    figure = value["figure"]
    return _build(Row, value, figure=figure and _figure(figure))


def _figure(value: Mapping[str, Any]) -> Figure:
    return _build(Figure, value)


def _build(record: type[_Record], value: Mapping[str, Any], **ready: Any) -> _Record:
    """The record of the fields it knows; one that a newer program added is passed over."""
    known = {f.name: _frozen(value[f.name]) for f in fields(record) if f.name in value}
    return record(**known | ready)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
