"""Cells: the numbers of a table's row as figures, with the unit that the table gives them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from qa.analysis.figures import find_figures
from qa.language.normalization import plain_number
from qa.language.patterns import read_grammar
from qa.language.units import ANYTHING
from qa.model import Cell, Figure

_MINUS = "-−－"
_SIGN = 1  # characters before the digits of a number


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return read_grammar("analysis/cells.toml", {})


def figures_of(text: str, cells: tuple[Cell, ...]) -> tuple[Figure, ...]:
    """The figures of a row; the unit is empty where nothing says it.

    A cell of a number is one figure, one of words holds those that its words tell.
    """
    return tuple(figure for cell in cells for figure in _figures_in(text, cell))


def _figures_in(text: str, cell: Cell) -> Iterator[Figure]:
    if whole := _figure_of(text, cell):
        yield whole
        return
    for figure in find_figures(text[cell.start : cell.end]):
        start, end = cell.start + figure.start, cell.start + figure.end
        yield replace(figure, start=start, end=end, clause=(cell.start, cell.end))


def _figure_of(text: str, cell: Cell) -> Figure | None:
    """The figure of one cell, which is also its clause; None if it is no number.

    Args:
        text: Of the row.
        cell: Of this row.
    """
    shown = plain_number(text[cell.start : cell.end])
    if _is_year(shown, cell):
        return None
    counted = " ".join((*cell.labels, *cell.heads))
    for unit, known in (("", True), (cell.unit, True), (ANYTHING, False)):
        found = next(iter(find_figures(shown + unit)), None)
        if found and found.unit and found.start <= _SIGN and found.end >= len(shown):
            place = cell.start, cell.end
            below = shown[0] in _MINUS and found.low > 0  # which a sum of money does not take in
            low, high = (-found.high, -found.low) if below else (found.low, found.high)
            return replace(
                found,
                low=low,
                high=high,
                text=text[cell.start : cell.end],
                start=cell.start,
                end=cell.end,
                unit=found.unit if known else "",
                of=counted,
                clause=place,
            )
    return None


def _is_year(shown: str, cell: Cell) -> bool:
    """Whether a cell tells a year under a head of times, and no number of 2,000 things."""
    headed = map(_patterns()["year-head"].search, cell.heads[-1:])
    return bool(_patterns()["year"].fullmatch(shown)) and any(headed)
