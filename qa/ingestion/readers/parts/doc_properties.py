"""Properties of an old Word file: which characters are hidden, which paragraphs are in a table.

They stand in pages of 512 bytes, each for a stretch of the stream; a list in the table stream says
where the pages are. A property is a code of two bytes and a value whose length the code tells.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

_PAGE = 512
_CHARACTERS, _PARAGRAPHS = 0x00FA, 0x0102  # where the header says where the lists are
_DELETED, _HIDDEN = 0x0800, 0x083C
_IN_TABLE, _ENDS_ROW, _ROW, _ELSEWHERE = 0x2416, 0x2417, 0xD608, 0x6646
_LENGTHS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_MERGED, _GOES_ON, _RESTARTS = 0x02, 0x20, 0x40


@dataclass(frozen=True, slots=True)
class RowShape:
    """How the cells of a row lie."""

    edges: tuple[int, ...] = ()
    """The sides of the cells, in twentieths of a point; empty if unknown."""
    beside: frozenset[int] = frozenset()
    """The cells that belong to the one before."""
    below: frozenset[int] = frozenset()
    """The cells that belong to the one above."""


UNKNOWN = RowShape()


@dataclass(frozen=True, slots=True)
class Properties:
    """What hangs on places of the stream, counted in bytes from its beginning."""

    cut: tuple[tuple[int, int], ...]
    """Stretches that are deleted or hidden."""
    in_table: frozenset[int]
    """Where the paragraphs end that stand in a table."""
    rows: dict[int, RowShape]
    """Where rows end."""


def read_properties(body: bytes, table: bytes, data: bytes) -> Properties:
    """Return the properties of a file; where they are damaged, those before.

    Args:
        body: The stream of the text.
        table: The stream of its tables.
        data: The stream of what is too long for the pages; may be empty.
    """
    cut: list[tuple[int, int]] = []
    in_table: set[int] = set()
    rows: dict[int, RowShape] = {}
    with suppress(struct.error, IndexError):
        for start, end, found in _runs(body, table, _CHARACTERS, 1):
            told = dict(_walk(found))
            if told.get(_DELETED) == b"\1" or told.get(_HIDDEN) == b"\1":
                cut.append((start, end))
    with suppress(struct.error, IndexError):
        for _, end, found in _runs(body, table, _PARAGRAPHS, 13):
            told = dict(_walk(found[2:]))
            if at := told.get(_ELSEWHERE):
                told |= dict(_walk(_elsewhere(data, *struct.unpack("<I", at))))
            if told.get(_IN_TABLE) == b"\1":
                in_table.add(end)
            if told.get(_ENDS_ROW) == b"\1":
                rows[end] = _shape(told.get(_ROW, b""))
    return Properties(tuple(cut), frozenset(in_table), rows)


def _runs(body: bytes, table: bytes, place: int, width: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield the stretches that a list names, each with the bytes of its properties.

    Args:
        body: The stream of the text.
        table: The stream of its tables.
        place: Where the header says where the list is.
        width: Of an entry in a page, in bytes; it begins with where the properties are.
    """
    at, size = struct.unpack_from("<II", body, place)
    count = max(size - 4, 0) // 8
    for number in struct.unpack_from(f"<{count}I", table, at + 4 * (count + 1)):
        page = body[number * _PAGE : (number + 1) * _PAGE]
        runs = page[_PAGE - 1]
        ends = struct.unpack_from(f"<{runs + 1}I", page)
        for run in range(runs):
            place = 2 * page[4 * (runs + 1) + width * run]
            yield ends[run], ends[run + 1], _counted(page, place, width == 1) if place else b""


def _counted(page: bytes, place: int, in_bytes: bool) -> bytes:
    """Return the properties at a place of a page; their length stands before them."""
    length = page[place]
    if in_bytes:
        return page[place + 1 : place + 1 + length]
    if length:
        return page[place + 1 : place + 2 * length]
    return page[place + 2 : place + 2 + 2 * page[place + 1]]


def _elsewhere(data: bytes, place: int) -> bytes:
    (length,) = struct.unpack_from("<H", data, place)
    return data[place + 2 : place + 2 + length]


def _walk(found: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the code and the value of each property."""
    at = 0
    while at + 2 < len(found):
        (code,) = struct.unpack_from("<H", found, at)
        at += 2
        length = _LENGTHS.get(code >> 13)
        if length is None:
            length = struct.unpack_from("<H", found, at)[0] - 1 if code == _ROW else found[at]
            at += 2 if code == _ROW else 1
        yield code, found[at : at + length]
        at += length


def _shape(found: bytes) -> RowShape:
    """Return the shape that a row's definition tells: its edges, then 20 bytes a cell."""
    if not found:
        return UNKNOWN
    count, cells = found[0], 1 + 2 * (found[0] + 1)
    flags = [found[at] for at in range(cells, len(found), 20)][:count]
    below = (at for at, flag in enumerate(flags) if flag & _GOES_ON and not flag & _RESTARTS)
    return RowShape(
        struct.unpack_from(f"<{count + 1}h", found, 1),
        frozenset(at for at, flag in enumerate(flags) if flag & _MERGED),
        frozenset(below),
    )
