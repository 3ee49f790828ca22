"""CSV: rows of one width, parted by commas, semicolons or tabs."""

import csv
import io

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.readers import text
from qa.ingestion.readers.parts.grids import flatten

_LONGEST = 200  # characters of the longest cell; prose has commas too
_LOOKED_AT = 50


def accepts(data: bytes) -> bool:
    """Return whether the bytes are text whose lines all have the same cells."""
    if not text.accepts(data):
        return False
    try:
        return bool(_rows(text.read(data).text))
    except Unreadable:
        return False


def read(data: bytes) -> Document:
    """Return a line a row, its cells parted by tabs."""
    lines = ("\t".join(map(flatten, row)) for row in _rows(text.read(data).text))
    return Document("\n".join(lines) + "\n")


def _rows(source: str) -> list[list[str]]:
    """Return the rows by the first mark that parts all lines alike; none if there is no such."""
    for mark in ",;":
        lines = io.StringIO(source, newline=None)  # of every kind of line end
        try:
            rows = [row for row in csv.reader(lines, delimiter=mark) if row]
        except csv.Error:  # no cell of a table is as long
            continue
        looked_at = rows[:_LOOKED_AT]
        widths = set(map(len, looked_at))
        short = all(len(cell) <= _LONGEST for row in looked_at for cell in row)
        if len(rows) > 1 and len(widths) == 1 and min(widths) > 1 and short:
            return rows
    return []
