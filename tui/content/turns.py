"""One turn of a conversation, and its answer to and from plain JSON values."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import repeat
from typing import Any, cast, get_args, get_origin, get_type_hints

from qa.model import Answer, Citation, Question


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
    return asdict(answer, dict_factory=_plain)


def unpack(value: Mapping[str, Any]) -> Answer:
    """The answer from what `pack` gave, also after a way through JSON.

    Raises:
        TypeError: A field is missing, or a value is of the wrong kind.
        ValueError: Likewise.
        ArithmeticError: A number is none.
    """
    return cast("Answer", _built(Answer, value))


def unpack_question(value: Mapping[str, Any]) -> Question:
    """The question from its fields; a kind that is not known is left to its text."""
    return cast("Question", _built(Question, value))


def _plain(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: str(v) if isinstance(v, Decimal) else v for name, v in fields}


_hints = cache(get_type_hints)


def _built(kind: Any, value: Any) -> Any:
    """A value of a type from plain JSON values; fields of a newer program are passed over."""
    inner, is_record = get_args(kind), is_dataclass(kind)
    if is_record:
        if not isinstance(value, Mapping):
            raise TypeError(f"no fields of {kind}")
        known = _hints(kind)
        return kind(**{n: _built(known[n], v) for n, v in value.items() if n in known})
    if get_origin(kind) is tuple:
        kinds = repeat(inner[0]) if inner[1:] == (Ellipsis,) else inner
        return tuple(_built(one, part) for one, part in zip(kinds, value, strict=False))
    if inner:  # that or None, which also stands for what only a newer program knows
        with suppress(ValueError):
            return None if value is None else _built(inner[0], value)
        return None
    if kind is Decimal:
        return Decimal(str(value))
    return kind(value) if issubclass(kind, Enum) else value
