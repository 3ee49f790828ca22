"""Grids: the cells of a table as lines of text, or its text alone if it only serves the layout."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from qa.language.cues import Cues

LONGEST = 400
"""Characters of the longest cell that still holds data."""
WIDEST = 200
_SHORT = 40  # characters of a cell in a row that stands alone

_NUMBER = re.compile(r"\s*[-−]?[\d,，]*\.?\d+\s*[%％‰]?\s*")
_AMOUNT = re.compile(_NUMBER.pattern + "[一-鿿㎡]{0,3}")
_CUES = Cues("ingestion/lines.toml")

Grid = Sequence[Sequence[str]]
"""Rows of cells; a cell over several columns or rows stands in each of them."""


def to_lines(grid: Grid) -> list[str]:
    """Return a line a row with tabs between its cells; of a layout, a line a paragraph."""
    if is_layout(grid):
        return list(_paragraphs(grid))
    rows = [tidy([flatten(cell) for cell in row]) for row in grid]
    return [to_line(row) for row in rows if any(row)]


def to_line(row: Sequence[str]) -> str:
    """Return the cells of a row with tabs between them; the last tell that it is a row.

    A note that reaches over the row is a line of text.
    """
    said = set(filter(None, row))
    if len(said) == 1 and _CUES.is_only("note_in_table", note := said.pop()):
        return note
    line = "\t".join(row).rstrip("\t")
    return line if "\t" in line or len(row) < 2 else f"{line}\t"


def tidy(row: Sequence[str]) -> list[str]:
    """Return a row of numbers with a label over several columns written once; heads keep theirs."""
    if not any(map(is_number, row)):
        return list(row)
    pairs = pairwise(["", *row])
    return [
        "" if cell == before and not _AMOUNT.fullmatch(cell) else cell for before, cell in pairs
    ]


def is_number(cell: str) -> bool:
    """Return whether a cell holds a number alone."""
    return bool(_NUMBER.fullmatch(cell))


def is_layout(grid: Grid) -> bool:
    """Return whether a table only places text: one row or column, or a cell that is a page.

    A cell that holds rows of a table of its own is one.
    """
    if any("\t" in cell for row in grid for cell in row):
        return True
    longest = max((len(cell) for row in grid for cell in row), default=0)
    least = LONGEST if len(grid) > 1 else _SHORT
    return longest > least or max(map(len, grid), default=0) < 2


def flatten(cell: str) -> str:
    """Return a cell's text on one line; Chinese needs no blank where a line ended."""
    lines = [" ".join(line.split()) for line in cell.split("\n")]
    text = ""
    for line in filter(None, lines):
        latin = text and text[-1].isascii() and line[0].isascii() and text[-1].isalpha()
        text += (" " if latin else "") + line
    return text


def _paragraphs(grid: Grid) -> Iterable[str]:
    last = ""
    for row in grid:
        for cell in row:
            if cell != last:
                lines = (line if "\t" in line else flatten(line) for line in cell.split("\n"))
                yield from filter(None, lines)
            last = cell


class Spans:
    """Places cells that reach over columns and rows; each is written wherever it reaches."""

    def __init__(self) -> None:
        """Start with no rows."""
        self._rows: list[dict[int, str]] = []
        self._at = -1

    def begin_row(self) -> None:
        """Go on to the next row."""
        self._at += 1
        self._row(self._at)

    def skip(self, column: int) -> None:
        """Leave the free places of the row before a column empty."""
        row = self._row(self._at)
        row.update({c: "" for c in range(min(column, WIDEST)) if c not in row})

    def add(self, text: str, columns: int = 1, rows: int = 1) -> None:
        """Put a cell into the first free place of the row."""
        columns, rows = min(max(columns, 1), WIDEST), min(max(rows, 1), 500)
        row, column = self._row(self._at), 0
        while column in row:
            column += 1
        for down in range(self._at, self._at + rows):
            target = self._row(down)
            # A number over several columns is one number.
            rest = "" if is_number(text) else text
            words = {c: text if c == column else rest for c in range(column, column + columns)}
            target.update({c: word for c, word in words.items() if c not in target})

    def _row(self, at: int) -> dict[int, str]:
        while len(self._rows) <= at:
            self._rows.append({})
        return self._rows[at]

    def grid(self) -> list[list[str]]:
        """Return the rows, all as wide as the widest."""
        rows = self._rows[: self._at + 1]
        width = min(max((max(row, default=-1) + 1 for row in rows), default=0), WIDEST)
        return [[row.get(column, "") for column in range(width)] for row in rows]
