"""DOC and WPS: the text of an old Word file, through its table of pieces.

The file is a container of streams. The header of the stream WordDocument says where in the table
stream the pieces are listed; each piece is a run of characters, in two bytes or in one.
"""

import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

import olefile

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.readers.parts.doc_properties import Properties, read_properties
from qa.ingestion.readers.parts.doc_tables import Row, to_grid
from qa.ingestion.readers.parts.grids import to_lines

_OLE = b"\xd0\xcf\x11\xe0"
_STREAM = "WordDocument".encode("utf-16-le")
_WORD_97 = 193
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_ONE_BYTE = 0x40000000
CHARACTERS = 5_000_000
_BEGIN_FIELD, _SHOWN, _END_FIELD = "\x13", "\x14", "\x15"
_CELL, _PARAGRAPH = "\x07", "\r"
_WRITTEN = {"\t": " ", "\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\xa0": " "}

Char = tuple[str, int]
"""A character and where it ends in the stream."""


def accepts(data: bytes) -> bool:
    """Return whether the bytes are a container with a Word document."""
    return data.startswith(_OLE) and _STREAM in data


def read(data: bytes) -> Document:
    """Return the body of a Word file, changes accepted; automatic numbers are not in it."""
    with olefile.OleFileIO(data) as container:
        body = container.openstream("WordDocument").read()
        version, flags = struct.unpack_from("<2xH6xH", body)
        if flags & _ENCRYPTED:
            raise Unreadable("needs-password")
        if version < _WORD_97:
            raise Unreadable("format-old")
        table = container.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
        data = container.openstream("Data").read() if container.exists("Data") else b""
    (length,) = struct.unpack_from("<I", body, 0x4C)
    properties = read_properties(body, table, data)
    chars = _without_cut(islice(_pieces(body, table), length), properties)
    lines = list(_lines(_without_fields(chars), properties))
    if not lines:
        raise Unreadable("is-pictures")
    return Document("\n".join(lines) + "\n")


def _pieces(body: bytes, table: bytes) -> Iterator[Char]:
    """Yield the characters in the order of the text."""
    at, size = struct.unpack_from("<II", body, 0x01A2)
    end = at + size
    while at < end and table[at] == 1:  # formats, which are passed over
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    (size,) = struct.unpack_from("<I", table, at + 1)
    count = (size - 4) // 12
    borders = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    read = 0
    for index in range(count):
        (place,) = struct.unpack_from("<2xI", table, at + 5 + 4 * (count + 1) + 8 * index)
        length = borders[index + 1] - borders[index]
        if place & _ONE_BYTE:
            start = (place & ~_ONE_BYTE) // 2
            text, width = body[start : start + length].decode("cp1252", "replace"), 1
        else:
            start = place
            text, width = body[start : start + 2 * length].decode("utf-16-le", "replace"), 2
        read += len(text)
        if read > CHARACTERS:
            raise Unreadable("unfolds-too-large")
        for char in text:
            start += width * (1 + (char > "\uffff"))
            yield char, start


def _without_cut(chars: Iterable[Char], properties: Properties) -> Iterator[Char]:
    """Yield the characters that are neither deleted nor hidden; the borders of cells stay."""
    starts = [start for start, _ in properties.cut]
    for char, end in chars:
        before = bisect_left(starts, end) - 1
        if char == _CELL or before < 0 or end > properties.cut[before][1]:
            yield char, end


def _without_fields(chars: Iterable[Char]) -> Iterator[Char]:
    """Yield the characters that are shown: of a field its result, not its code."""
    shown: list[bool] = []
    for char, end in chars:
        if char == _BEGIN_FIELD:
            shown.append(False)
        elif char == _SHOWN and shown:
            shown[-1] = True
        elif char == _END_FIELD and shown:
            shown.pop()
        elif all(shown) and (char >= " " or char in "\t\n\r\x07\x0b\x0c\x1e"):
            yield _WRITTEN.get(char, char), end


def _lines(chars: Iterable[Char], properties: Properties) -> Iterator[str]:
    """Yield a line a paragraph and a line a row; where rows end, the properties tell.

    Where they are lost, an empty cell ends the row.
    """
    rows: list[Row] = []
    cells: list[str] = []
    held = ""
    for char, end in chars:
        if char == _CELL and end in properties.rows:
            rows.append(Row(tuple(cells), properties.rows[end]))
            cells, held = [], ""
        elif char == _CELL and not held and cells and not properties.rows:
            rows.append(Row(tuple(cells)))
            cells = []
        elif char == _CELL:
            cells.append(held)
            held = ""
        elif char == _PARAGRAPH and not cells and end not in properties.in_table:
            yield from to_lines(to_grid(rows))
            yield from _split(held)
            rows, held = [], ""
        else:
            held += "\n" if char == _PARAGRAPH else char
    yield from to_lines(to_grid(rows))
    yield from _split("\n".join([*cells, held]))


def _split(paragraph: str) -> Iterator[str]:
    for line in paragraph.split("\n"):
        if kept := " ".join(line.split()):
            yield kept
