"""DOC and WPS: the text of an old Word file, through its table of pieces.

The file is a container of streams. The header of the stream WordDocument says where in the table
stream the pieces are listed; each piece is a run of characters, in two bytes or in one.
"""

import struct
from collections.abc import Iterator

import olefile

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.readers.parts.grids import flatten

_OLE = b"\xd0\xcf\x11\xe0"
_STREAM = "WordDocument".encode("utf-16-le")
_WORD_97 = 193
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_ONE_BYTE = 0x40000000
_BEGIN_FIELD, _SHOWN, _END_FIELD = "\x13", "\x14", "\x15"
_CELL, _PARAGRAPH = "\x07", "\r"
_WRITTEN = {"\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\xa0": " "}


def accepts(data: bytes) -> bool:
    """Return whether the bytes are a container with a Word document."""
    return data.startswith(_OLE) and _STREAM in data


def read(data: bytes) -> Document:
    """Return the body of a Word file; automatic numbers are not in it."""
    with olefile.OleFileIO(data) as container:
        body = container.openstream("WordDocument").read()
        version, flags = struct.unpack_from("<2xH6xH", body)
        if flags & _ENCRYPTED:
            raise Unreadable("needs-password")
        if version < _WORD_97:
            raise Unreadable("format-old")
        table = container.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
    (length,) = struct.unpack_from("<I", body, 0x4C)
    text = "".join(_pieces(body, table))[:length]
    lines = list(_lines(_without_fields(text)))
    if not lines:
        raise Unreadable("is-scan")
    return Document("\n".join(lines) + "\n")


def _pieces(body: bytes, table: bytes) -> Iterator[str]:
    """Yield the runs of characters in the order of the text."""
    at, size = struct.unpack_from("<II", body, 0x01A2)
    end = at + size
    while at < end and table[at] == 1:  # formats, which are passed over
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    (size,) = struct.unpack_from("<I", table, at + 1)
    count = (size - 4) // 12
    borders = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    for index in range(count):
        (place,) = struct.unpack_from("<2xI", table, at + 5 + 4 * (count + 1) + 8 * index)
        length = borders[index + 1] - borders[index]
        if place & _ONE_BYTE:
            start = (place & ~_ONE_BYTE) // 2
            yield body[start : start + length].decode("cp1252", "replace")
        else:
            yield body[place : place + 2 * length].decode("utf-16-le", "replace")


def _without_fields(text: str) -> Iterator[str]:
    """Yield the characters that are shown: of a field its result, not its code."""
    shown: list[bool] = []
    for char in text:
        if char == _BEGIN_FIELD:
            shown.append(False)
        elif char == _SHOWN and shown:
            shown[-1] = True
        elif char == _END_FIELD and shown:
            shown.pop()
        elif all(shown) and (char >= " " or char in "\t\n\r\x07\x0b\x0c\x1e"):
            yield _WRITTEN.get(char, char)


def _lines(text: Iterator[str]) -> Iterator[str]:
    """Yield a line a paragraph; a row of a table is one line, ended by an empty cell."""
    row: list[str] = []
    held: list[str] = []
    for char in text:
        if char == _CELL:
            cell = flatten("".join(held))
            held = []
            if cell:
                row.append(cell)
            elif row:
                yield "\t".join(row)
                row = []
        elif char == _PARAGRAPH and not row:
            yield from _split("".join(held))
            held = []
        else:
            held.append("\n" if char == _PARAGRAPH else char)
    yield from _split("".join(held))


def _split(paragraph: str) -> Iterator[str]:
    for line in paragraph.split("\n"):
        if kept := " ".join(line.replace("\t", " ").split()):
            yield kept
