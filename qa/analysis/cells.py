"""Cells: the numbers of a table's row as figures, with the unit that the table gives them."""

from dataclasses import replace

from qa.analysis.figures import find_figures
from qa.model import Cell, Figure


def figures_of(text: str, cells: tuple[Cell, ...]) -> tuple[Figure, ...]:
    """The figures of a row, one a cell; the unit is empty where nothing says it."""
    return tuple(figure for cell in cells if (figure := figure_of(text, cell)))


def figure_of(text: str, cell: Cell) -> Figure | None:
    """The figure of one cell, which is also its clause; None if it is no number.

    Args:
        text: Of the row.
        cell: Of this row.
    """
    shown = text[cell.start : cell.end]
    counted = " ".join((*cell.labels, *cell.heads))
    for unit, known in (("", True), (cell.unit, True), ("个", False)):
        found = next(iter(find_figures(shown + unit)), None)
        if found and found.unit:
            place = cell.start, cell.end
            return replace(
                found,
                text=shown,
                start=cell.start,
                end=cell.end,
                unit=found.unit if known else "",
                of=counted,
                clause=place,
            )
    return None
