"""Glances: one look at a character before a pattern tries many alternatives on it.

`re` tries the alternatives of a pattern one after the other at every place of a text. Where all of
them can begin with few characters only, a look ahead for one of these is put before them. A pattern
matches what it matched without.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

_FEW = 6
"""Alternatives that are as soon tried as looked at."""
_Item = tuple[Any, Any]
"""A part of a pattern, as `re` parses it: of what kind it is, and what belongs to it."""


def add_glances(parsed: Any) -> None:
    """Puts a look ahead before every choice among many that begin with known characters.

    Args:
        parsed: A pattern as the parser of `re` gives it; changed in place.
    """
    if parsed.state.flags & re.IGNORECASE:
        return
    for at, (kind, value) in reversed(list(enumerate(parsed.data))):
        for inner in _inner(str(kind), value):
            add_glances(inner)
        many = str(kind) == "BRANCH" and len(value[1]) >= _FEW
        if many and (members := _beginnings([(kind, value)])):
            parsed.data.insert(at, _look_ahead(parsed.state, members))


def _inner(kind: str, value: Any) -> list[Any]:
    """The patterns within a part."""
    if kind == "BRANCH":
        return list(value[1])
    if kind == "SUBPATTERN" and value[1]:
        return []  # it has flags of its own
    return [value[-1]] if kind in ("SUBPATTERN", "MAX_REPEAT", "MIN_REPEAT") else []


def _look_ahead(state: Any, members: Sequence[_Item]) -> _Item:
    from re import _constants, _parser  # type: ignore[attr-defined]

    one = _parser.SubPattern(state, [(_constants.IN, list(dict.fromkeys(members)))])
    return _constants.ASSERT, (1, one)


def _beginnings(items: Iterable[_Item]) -> list[_Item] | None:
    """What parts in a row can begin with, as members of a class; None if that is not known."""
    found: list[_Item] = []
    for kind, value in items:
        name = str(kind)
        if name in ("ASSERT", "ASSERT_NOT", "AT"):
            continue  # takes up no character
        members = _members(name, kind, value)
        if members is None:
            return None
        found += members
        if not (name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] == 0):
            return found
    return None  # all of it may be missing


def _members(name: str, kind: Any, value: Any) -> list[_Item] | None:
    """What a part that takes up characters can begin with."""
    if name == "LITERAL":
        return [(kind, value)]
    if name == "IN":
        return None if str(value[0][0]) == "NEGATE" else list(value)
    found: list[_Item] = []
    for inner in _inner(name, value):
        members = _beginnings(inner.data)
        if members is None:
            return None
        found += members
    return found or None
