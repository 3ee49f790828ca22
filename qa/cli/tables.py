"""Tables for a terminal: columns as wide as their cells, a Chinese character counting two."""

import unicodedata
from collections.abc import Iterator, Sequence


def lay_out(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows as lines; all have as many cells as the first."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, strict=True)
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in cells).rstrip()


def _width(cell: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(ch) in "WF") for ch in cell)
