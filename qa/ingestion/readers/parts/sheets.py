"""Sheets: the lines that the cells of a spreadsheet give."""

from collections.abc import Sequence

from qa.ingestion.readers.parts.grids import flatten, tidy, to_line

CELLS = 500_000
"""How many cells of a sheet are looked at; a sheet may claim 17 billion."""


def to_lines(name: str, rows: Sequence[Sequence[str]], alone: bool) -> list[str]:
    """Return a line a row; above a table a row of one cell is text, such as a title or a unit.

    Args:
        name: Of the sheet.
        rows: Its cells as shown; one over several columns or rows stands in each of them.
        alone: Whether it is the only one, so that its name tells nothing.
    """
    lines = [] if alone else [name]
    begun = False
    for row in rows:
        cells = [flatten(cell) for cell in row]
        held = dict.fromkeys(filter(None, cells))
        begun = begun or len(held) > 1
        if begun and held:
            lines.append(to_line(tidy(cells)))
        elif held:
            lines.append(next(iter(held)))
    return lines
