"""Glances: one look at a character before a pattern, or many alternatives of it, are tried.

A report is read by dozens of patterns, and most sentences hold nothing that most of them need:
whether a text has one of a few characters is told in a fiftieth of the time that a try takes. And
`re` tries the alternatives of a pattern one after the other at every place of a text: where all of
them can begin with few characters only, a look ahead for one of these is put before them. A pattern
matches what it matched without.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

_FEW = 6
"""Alternatives that are as soon tried as looked at."""
_MANY = 64
"""Characters of a class that is not worth to be asked for."""
Needs = frozenset[str] | None
"""Characters of which every match holds one; None if that is not known."""
_Item = tuple[Any, Any]
"""A part of a pattern, as `re` parses it: of what kind it is, and what belongs to it."""


def add_glances(parsed: Any) -> None:
    """Puts a look ahead before every choice among many that begin with known characters.

    Args:
        parsed: A pattern as the parser of `re` gives it; changed in place.
    """
    if parsed.state.flags & re.IGNORECASE:
        return
    _add_within(parsed)
    # A search skips to where a pattern can begin by itself, but not where its first part may lack.
    if parsed.data and _may_lack(*parsed.data[0]):
        begun = _beginnings(parsed.data)
        if begun and begun.members and not begun.is_open:
            parsed.data.insert(0, _look_ahead(parsed.state, begun.members))


def _may_lack(kind: Any, value: Any) -> bool:
    """Whether what stands first in a part may be missing."""
    if str(kind) == "SUBPATTERN" and value[-1].data:
        return _may_lack(*value[-1].data[0])
    return str(kind) in ("MAX_REPEAT", "MIN_REPEAT") and value[0] == 0


def _add_within(parsed: Any) -> None:
    """The same for choices within a pattern."""
    for at, (kind, value) in reversed(list(enumerate(parsed.data))):
        for inner in _inner(str(kind), value):
            _add_within(inner)
        many = str(kind) == "BRANCH" and len(value[1]) >= _FEW
        begun = _beginnings([(kind, value)]) if many else None
        if begun and begun.members and not begun.is_open:
            parsed.data.insert(at, _look_ahead(parsed.state, begun.members))


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


class _Begun(NamedTuple):
    """What parts in a row can begin with."""

    members: list[_Item]
    """Of a class."""
    is_open: bool
    """Whether they can all be missing, so that what stands behind them begins it too."""


def _beginnings(items: Iterable[_Item]) -> _Begun | None:
    """What parts in a row can begin with; None if that is not known."""
    found: list[_Item] = []
    for kind, value in items:
        name = str(kind)
        if name in ("ASSERT", "ASSERT_NOT", "AT"):
            continue  # takes up no character
        begun = _begun(name, kind, value)
        if begun is None:
            return None
        found += begun.members
        if not begun.is_open:
            return _Begun(found, False)
    return _Begun(found, True)


def _begun(name: str, kind: Any, value: Any) -> _Begun | None:
    """What a part that takes up characters can begin with."""
    if name == "LITERAL":
        return _Begun([(kind, value)], False)
    if name == "IN":
        return None if str(value[0][0]) == "NEGATE" else _Begun(list(value), False)
    choices = [_beginnings(inner.data) for inner in _inner(name, value)]
    known = [begun for begun in choices if begun is not None]
    if not choices or len(known) < len(choices):
        return None
    is_open = any(begun.is_open for begun in known) or (name.endswith("_REPEAT") and not value[0])
    return _Begun([member for begun in known for member in begun.members], is_open)


def needs_of(pattern: re.Pattern[str]) -> Needs:
    """What a text must hold that a pattern is tried on."""
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:  # a Python that has no such door
        return None
    if pattern.flags & re.IGNORECASE:
        return None
    return _of_all(_parser.parse(pattern.pattern, pattern.flags))


def any_needs(several: Iterable[Needs]) -> Needs:
    """Of things one of which stands in a match: what any of them asks for."""
    found: set[str] = set()
    for needs in several:
        if needs is None:
            return None
        found |= needs
    return frozenset(found)


def _of_all(items: Iterable[_Item]) -> Needs:
    """Of things that all stand in a match: the fewest characters that one of them asks for."""
    known = [needs for needs in (_of(str(kind), value) for kind, value in items) if needs]
    return min(known, key=len, default=None)


def _of(kind: str, value: Any) -> Needs:
    """What a part asks for."""
    if kind == "LITERAL":
        return frozenset(chr(value))
    if kind == "IN":
        return any_needs(_of_member(*member) for member in value)
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0] == 0:
        return None  # it may be missing
    return any_needs(_of_all(inner.data) for inner in _inner(kind, value)) or None


def _of_member(kind: Any, value: Any) -> Needs:
    """What a member of a class asks for."""
    if str(value) == "CATEGORY_DIGIT":
        return _digits()
    if str(kind) == "RANGE" and value[1] - value[0] < _MANY:
        return frozenset(map(chr, range(value[0], value[1] + 1)))
    return frozenset(chr(value)) if str(kind) == "LITERAL" else None


@cache
def _digits() -> Needs:
    """The digits of all scripts, as `re` knows them."""
    return frozenset(filter(str.isdecimal, map(chr, range(sys.maxunicode + 1))))
