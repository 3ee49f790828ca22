"""Records as plain values, such as JSON holds, complete; and records from them again.

The public record leaves out what is of no use to others: see `qa.render.records`.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import repeat
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

_T = TypeVar("_T")


def to_values(record: Any) -> dict[str, Any]:
    """The fields of a dataclass, those of others in it too, as JSON can hold them."""
    return asdict(record, dict_factory=_plain)


def from_values(kind: type[_T], values: Mapping[str, Any]) -> _T:
    """The dataclass of which `to_values` gave the fields, also after a way through JSON.

    Fields of a newer program are passed over, those of an older one are left to their defaults.

    Raises:
        TypeError: A field is missing, or a value is of the wrong kind.
        ValueError: Likewise.
        ArithmeticError: A number is none.
    """
    return cast("_T", _built(kind, values))


def _plain(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: str(v) if isinstance(v, Decimal) else v for name, v in fields}


_hints = cache(get_type_hints)


def _built(kind: Any, value: Any) -> Any:
    """A value of a type from plain values."""
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
