"""The rows of a comparison laid out: as a table, or with bars."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qa.model import Answer, Citation, Kind, Row


class Table(NamedTuple):
    """Places by years; a missing cell is one that was not asked of."""

    places: tuple[str, ...]
    years: tuple[int | None, ...]
    """None alone: each place has one cell, of whichever year."""
    cells: Mapping[tuple[str, int | None], Row]


def is_across(answer: Answer) -> bool:
    """Whether all reports were asked, so that bars show more than a table."""
    return answer.query.kind is Kind.ACROSS or (
        answer.query.kind is Kind.COMPARE and not answer.query.places
    )


def cited(row: Row, answer: Answer) -> Citation | None:
    """The citation that a row rests on; None: the report does not say."""
    return next((c for c in answer.citations if c.number == row.citation), None)


def table_of(rows: Sequence[Row]) -> Table:
    """The rows as a table, places and years in the order of the answer and of time."""
    years: list[int | None] = sorted({row.year for row in rows}, key=lambda year: year or 0)
    places = tuple(dict.fromkeys(row.place for row in rows))
    cells = {(row.place, row.year): row for row in rows}
    if all(sum((place, year) in cells for year in years) == 1 for place in places):
        # One cell a place: a column for each year would be mostly holes.
        cells = {(row.place, None): row for row in rows}
        years = [None]
    return Table(places, tuple(years), cells)


def bar_lengths(rows: Sequence[Row], width: int) -> list[int]:
    """The cells of each row's bar; 0 where the figure is of another unit or there is none."""
    figures = [row.figure for row in rows]
    units = Counter(figure.unit for figure in figures if figure).most_common(1)
    values = [
        float(f.low) if f and f.unit == units[0][0] and 0 < f.low < float("inf") else 0.0
        for f in figures
    ]
    most = max(values, default=0.0)
    return [max(1, round(width * value / most)) if value else 0 for value in values]
