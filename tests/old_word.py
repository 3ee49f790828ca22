"""Old Word files for tests: a container of two streams, with the properties of its paragraphs."""

import re
import struct
from collections.abc import Iterator, Sequence

_SECTOR, _FREE, _END, _TABLE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_TEXT = 2048  # where the text begins in its stream
_IN_TABLE, _ENDS_ROW = struct.pack("<HB", 0x2416, 1), struct.pack("<HB", 0x2417, 1)
DELETED = struct.pack("<HB", 0x0800, 1)

Run = tuple[str, bytes]
"""A stretch of text and its properties."""


def row(*cells: str, edges: Sequence[int] = (), below: Sequence[int] = ()) -> list[Run]:
    """The paragraphs of a row; the cells in `below` go on with those above."""
    count = len(edges) - 1
    flags = b"".join(bytes([0x20 * (at in below)]).ljust(20, b"\0") for at in range(count))
    shape = struct.pack(f"<B{len(edges)}h", max(count, 0), *edges) + flags
    defined = struct.pack("<HH", 0xD608, len(shape) + 1) + shape if edges else b""
    ends = _IN_TABLE + _ENDS_ROW + defined
    inside = "".join(f"{cell}\x07" for cell in cells)
    marked = re.findall(r"[^\r\x07]*[\r\x07]", inside)
    return [*((text, _IN_TABLE) for text in marked), ("\x07", ends)]


def word_97(paragraphs: Sequence[Run], runs: Sequence[Run] = ()) -> bytes:
    """A Word file of these paragraphs, their marks included.

    Args:
        paragraphs: In order.
        runs: The same text with the properties of its characters; none if not given.
    """
    text = "".join(text for text, _ in paragraphs)
    body = text.encode("utf-16-le")
    first = -(-(_TEXT + len(body)) // _SECTOR)
    pages = [*_pages(runs, 1), *_pages(paragraphs, 13)]
    split = len(list(_pages(runs, 1)))
    lists = [_list(pages[:split], first), _list(pages[split:], first + split)]
    piece = struct.pack("<BIIIHIH", 2, 16, 0, len(text), 0, _TEXT, 0)
    header = bytearray(_TEXT)
    struct.pack_into("<HH6xH", header, 0, 0xA5EC, 0xC1, 0x0200)
    struct.pack_into("<I", header, 0x4C, len(text))
    struct.pack_into("<II", header, 0xFA, 0, len(lists[0]))
    struct.pack_into("<II", header, 0x102, len(lists[0]), len(lists[1]))
    struct.pack_into("<II", header, 0x1A2, sum(map(len, lists)), len(piece))
    stream = (bytes(header) + body).ljust(first * _SECTOR, b"\0") + b"".join(pages)
    return container({"WordDocument": stream, "1Table": b"".join(lists) + piece})


def _pages(runs: Sequence[Run], width: int) -> Iterator[bytes]:
    """Yield the pages of properties, one a run: so they are never full."""
    at = _TEXT
    for text, found in runs:
        page, end = bytearray(_SECTOR), at + 2 * len(text)
        style = b"" if width == 1 else b"\0\0"
        held = style + found + bytes(len(style + found) % 2)
        length = bytes([len(found)]) if width == 1 else bytes([0, len(held) // 2])
        struct.pack_into("<IIB", page, 0, at, end, 100)
        page[200 : 200 + len(length + held)] = length + held
        page[-1] = 1
        yield bytes(page)
        at = end


def _list(pages: Sequence[bytes], first: int) -> bytes:
    places = [struct.unpack_from("<I", page)[0] for page in pages]
    places += [struct.unpack_from("<4xI", page)[0] for page in pages[-1:]]
    numbers = range(first, first + len(pages))
    return struct.pack(f"<{len(places)}I{len(pages)}I", *places, *numbers)


def container(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams."""
    chain: list[int] = []
    sectors, entries = b"", [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, data) in enumerate(streams.items(), 1):
        kept = data.ljust(max(-(-len(data) // _SECTOR) * _SECTOR, 4096), b"\0")
        start, count = len(chain), len(kept) // _SECTOR
        chain += [*range(start + 1, start + count), _END]
        sectors += kept
        after = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, start, len(kept), after=after))
    tree = b"".join(entries).ljust(_SECTOR, b"\0")
    chain += [_END, _TABLE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, len(chain) - 2, 0, 4096,
                        _END, 0, _END, 0)  # fmt: skip
    head += struct.pack("<I", len(chain) - 1)
    return head.ljust(_SECTOR, b"\xff") + sectors + tree + table


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE,
           after: int = _FREE) -> bytes:  # fmt: skip
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    return head + struct.pack("<III36xIQ", _FREE, after, child, start, size)
