"""Sheets: the lines that the cells of a spreadsheet give."""

from collections.abc import Collection, Sequence

from qa.ingestion.readers.parts.grids import WIDEST, flatten, is_number, tidy, to_line
from qa.language.cues import Cues

CELLS = 500_000
"""How many cells of a sheet are looked at; a sheet may claim 17 billion."""

_LEAST = 2  # rows of a table
_CUES = Cues("ingestion/lines.toml")


def to_lines(name: str, rows: Sequence[Sequence[str]], alone: bool) -> list[str]:
    """Return a line a row; above a table a row of one cell is text, such as a title or a unit.

    Args:
        name: Of the sheet, which stands above it unless a title does.
        rows: Its cells as shown; one over several columns or rows stands in each of them.
        alone: Whether it is the only one, so that its name tells nothing.
    """
    lines: list[str] = []
    begun = titled = False
    for row in _one_below_another([[flatten(cell) for cell in row] for row in rows]):
        cells = list(row)
        held = dict.fromkeys(filter(None, cells))
        begun = begun or len(held) > 1
        if begun and held:
            lines.append(to_line(tidy(cells)))
        elif held:
            lines.append(next(iter(held)))
            titled = titled or bool(_CUES["title_of_sheet"].match(lines[-1]))
    return lines if alone or titled or not lines else [name, *lines]


def _one_below_another(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Return the rows of a sheet with a table that stands beside another one set below it.

    An empty column parts them, and the right one has heads and names of its rows of its own.
    """
    width = max(map(len, rows), default=0)
    if width > WIDEST:
        return rows
    level = [[*row, *[""] * (width - len(row))] for row in rows]
    several = {at for at, row in enumerate(level) if len(set(filter(None, row))) > 1}
    gaps = [c for c in range(2, width - 2) if not any(level[at][c] for at in several)]
    below: list[list[str]] = []
    for gap in reversed(gaps):
        right = [row for at in sorted(several) if any(row := level[at][gap + 1 :])]
        if _is_table(right):
            below = [*right, *below]
            level = [row[:gap] if at in several else row for at, row in enumerate(level)]
    return [*level, *below] if below else rows


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether rows have heads, names in their first column and a number; a name above."""
    rows = rows[1:] if rows and sum(map(bool, rows[0])) == 1 else rows
    if len(rows) < _LEAST or not any(is_number(cell) for row in rows for cell in row):
        return False
    heads = [cell for cell in rows[0] if cell]
    names = [row[0] for row in rows]
    return len(heads) > 1 and not any(map(is_number, (*heads, *names))) and all(names)


def shown(
    cells: Sequence[Sequence[str]], rows: Collection[int], columns: Collection[int]
) -> tuple[list[list[str]], int]:
    """Return the cells that are shown, and how many rows and columns with something are not.

    Args:
        cells: Of the sheet, row by row.
        rows: Which of the rows are hidden, from 0.
        columns: Which of the columns are.
    """
    kept = [
        [cell for column, cell in enumerate(row) if column not in columns]
        for at, row in enumerate(cells)
        if at not in rows
    ]
    full = sum(any(row) for at, row in enumerate(cells) if at in rows)
    full += sum(any(row[column] for row in cells if column < len(row)) for column in columns)
    return kept, full
