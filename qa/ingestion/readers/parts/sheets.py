"""Sheets: the lines that the cells of a spreadsheet give."""

from collections.abc import Sequence

from qa.ingestion.readers.parts.grids import flatten, tidy

CELLS = 500_000
"""How many cells of a sheet are looked at; a sheet may claim 17 billion."""


def to_lines(name: str, rows: Sequence[Sequence[str]], alone: bool) -> list[str]:
    """Return a line a row; a row of one cell is text, such as a title or a unit.

    Args:
        name: Of the sheet.
        rows: Its cells as shown; one over several columns or rows stands in each of them.
        alone: Whether it is the only one, so that its name tells nothing.
    """
    lines = [] if alone else [name]
    for row in rows:
        cells = [flatten(cell) for cell in row]
        held = dict.fromkeys(filter(None, cells))
        if len(held) == 1:
            lines.append(next(iter(held)))
        elif held:
            lines.append("\t".join(tidy(cells)).rstrip("\t"))
    return lines
