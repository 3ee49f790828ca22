"""Sheets: the lines that the cells of a spreadsheet give."""

import re
from collections.abc import Collection, Sequence

from qa.ingestion.readers.parts.grids import flatten, tidy, to_line

CELLS = 500_000
"""How many cells of a sheet are looked at; a sheet may claim 17 billion."""

_TITLE = re.compile(r"(?!\W*(?:附件|附表|单位|编制|填报))[^:：]{8,}")


def to_lines(name: str, rows: Sequence[Sequence[str]], alone: bool) -> list[str]:
    """Return a line a row; above a table a row of one cell is text, such as a title or a unit.

    Args:
        name: Of the sheet, which stands above it unless a title does.
        rows: Its cells as shown; one over several columns or rows stands in each of them.
        alone: Whether it is the only one, so that its name tells nothing.
    """
    lines: list[str] = []
    begun = titled = False
    for row in rows:
        cells = [flatten(cell) for cell in row]
        held = dict.fromkeys(filter(None, cells))
        begun = begun or len(held) > 1
        if begun and held:
            lines.append(to_line(tidy(cells)))
        elif held:
            lines.append(next(iter(held)))
            titled = titled or bool(_TITLE.match(lines[-1]))
    return lines if alone or titled or not lines else [name, *lines]


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
