"""Lines that are painted out of turn: the unit at the right end of the line above a table."""

from collections.abc import Sequence

from qa.ingestion.readers.pages.page_lines import Line
from qa.ingestion.tables.words import name_in


def put_in_place(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page, those that only tell of a table right above that table.

    A browser paints what floats before all else: 单位：万元 would part the rows of a table.
    """
    strays = [at for at, line in enumerate(lines) if _is_stray(lines, at)]
    kept = [line for at, line in enumerate(lines) if at not in strays]
    for stray in (lines[at] for at in strays):
        below = [line.top for line in kept if line.cells and line.top >= stray.top]
        rows = (i for i, line in enumerate(kept) if line.cells and line.top == min(below))
        kept.insert(next(rows), stray)
    return kept


def _is_stray(lines: Sequence[Line], at: int) -> bool:
    """Return whether a line tells but unit or form of a table and was not painted above it."""
    line = lines[at]
    if line.cells or not line.text or name_in(line.text):
        return False
    late = any(row.cells and row.top >= line.top for row in lines[:at])
    behind = next((row for row in lines[at:] if row.cells and row.top >= line.top), None)
    between = lines[at + 1 : lines.index(behind)] if behind else ()
    early = any(other.bottom <= line.top for other in between)
    return late or early
