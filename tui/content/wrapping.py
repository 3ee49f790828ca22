"""Lines by cell width for Chinese: no closing mark begins a line, no figure is torn from its unit.

Textual and Rich break at spaces only; Chinese has none. Lines are given as offsets into the text,
so whoever copies gets the original characters back.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

CLOSING = frozenset("，。、；：！？）》」』】〕〉\uff3d\uff5d”’…%％‰℃,.;:!?)]}·—～")
OPENING = frozenset("（《「『【〔〈\uff3b\uff5b“‘([{")
_JOINER = "\u200d"
_UNIT = re.compile(
    r"(?P<han>[\u4e00-\u9fff]+)"  # may be cut anywhere; one by one they would take long
    r"|[0-9０-９]+(?:[.,．:：/][0-9０-９]+)*"  # a figure, a date or a time
    r"|[-^]{0,2}[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*"  # a word, an option, a key
    r"|\[[0-9]{1,3}\]"  # the number of a citation
    r"|[ \u3000]+|.",
    re.DOTALL,
)
# What could steer a terminal or turn the writing direction is shown as a picture of one cell, so
# that offsets stay true.
_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {
    0x09: 0x20,
    0x0A: 0x0A,
    0x0D: 0x20,
    0x7F: 0x2421,
}
_FOREIGN = (*range(0x80, 0xA0), 0x61C, 0x200E, 0x200F, 0x2028, 0x2029)
_PICTURES |= dict.fromkeys((*_FOREIGN, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0x2426)


class Line(NamedTuple):
    """One line of a text, as character offsets; a line end is part of no line."""

    start: int
    end: int


class _Unit(NamedTuple):
    start: int
    end: int
    space: bool
    han: bool = False
    """Whether it may be cut after each character, of two cells."""


def shown(text: str) -> str:
    """The text with a harmless stand-in for each control character; as long as the text."""
    return text.translate(_PICTURES)


def wrap_cells(text: str, width: int) -> list[Line]:
    """The lines of a text for a width in cells; together with the line ends they are the text."""
    lines: list[Line] = []
    at = 0
    for paragraph in text.split("\n"):
        lines.extend(_wrap(paragraph, at, max(width, 2)))
        at += len(paragraph) + 1
    return lines


def _wrap(paragraph: str, base: int, width: int) -> Iterator[Line]:
    begin = used = 0
    for unit in _units(paragraph):
        for start, cells in _parts(paragraph, unit, width, max(0, width - used)):
            if used and not unit.space and used + cells > width:
                yield Line(base + begin, base + start)
                begin, used = start, 0
            used += cells
    yield Line(base + begin, base + len(paragraph))


def _parts(paragraph: str, unit: _Unit, width: int, left: int) -> Iterator[tuple[int, int]]:
    """Where the unit begins and its cells, or its pieces if what is left or no line can hold it."""
    if unit.han:
        yield from _lengths(unit, width // 2, left // 2)
        return
    cells = cell_len(paragraph[unit.start : unit.end])
    if cells <= width or unit.space:
        yield unit.start, cells
        return
    for piece in _UNIT.finditer(paragraph, unit.start, unit.end):
        cells = cell_len(piece.group())
        if cells <= width:
            yield piece.start(), cells
            continue
        for at in range(piece.start(), piece.end()):
            yield at, cell_len(paragraph[at])


def _lengths(unit: _Unit, most: int, first: int) -> Iterator[tuple[int, int]]:
    """A run of Han characters: as many as go into what is left, then line by line."""
    at, room = unit.start, first or most
    while at < unit.end:
        end = min(at + room, unit.end)
        yield at, 2 * (end - at)
        at, room = end, most


def _units(paragraph: str) -> list[_Unit]:
    """What must not be torn: a mark stays with what it closes or opens."""
    units: list[_Unit] = []
    for match in _UNIT.finditer(paragraph):
        start, end, first = match.start(), match.end(), match.group()[0]
        space, han = first in " \u3000", match.lastgroup == "han"
        if units and not space and (_clings(match.group()) or _holds(paragraph[start - 1], han)):
            bound = start + 1 if han else end
            units.append(_Unit(_before(units, start), bound, space=False))
            start = bound
        if start < end:
            units.append(_Unit(start, end, space, han))
    return units


def _before(units: list[_Unit], start: int) -> int:
    """Takes away what must not be torn from what begins at `start`; gives where that begins."""
    while units and units[-1].space:
        start = units.pop().start
    if not units:
        return start
    last = units.pop()
    if last.han and last.start < last.end - 1:
        units.append(last._replace(end=last.end - 1))
        return last.end - 1
    return last.start


def _clings(unit: str) -> bool:
    """Whether a unit stays with what is before it: a mark, or the number of a citation."""
    return unit[0] in CLOSING or (unit[0] == "[" and len(unit) > 1) or cell_len(unit[0]) == 0


def _holds(char: str, han: bool) -> bool:
    """Whether what follows stays: a figure keeps the character that says of what it is."""
    return char in OPENING or char == _JOINER or (han and char.isdecimal())


def last_unit(text: str) -> int:
    """Where the last word, figure or Chinese character of a line begins; gaps after it belong."""
    units = list(_UNIT.finditer(text.rstrip()))
    if not units:
        return 0
    return units[-1].end() - 1 if units[-1]["han"] else units[-1].start()
