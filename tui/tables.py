"""Comparisons as rows: the lines of such an answer, each with its citation and its figure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qa.model import Answer, Citation, Figure, Kind, Status


@dataclass(frozen=True, slots=True)
class Row:
    """What one place says for one year."""

    place: str
    year: str
    """Empty if the answer names none."""
    text: str
    citation: Citation | None = None
    """None: the report does not say."""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Places by years; a missing cell is one that was not asked of."""

    places: tuple[str, ...]
    years: tuple[str, ...]
    cells: dict[tuple[str, str], Row]


def is_across(answer: Answer) -> bool:
    """Whether all reports were asked, so that bars show more than a table."""
    return answer.query.kind is Kind.ACROSS or (
        answer.query.kind is Kind.COMPARE and not answer.query.places
    )


def rows_of(answer: Answer) -> tuple[Row, ...]:
    """The rows of a comparison; none if the answer is another or cannot be taken apart."""
    if answer.status is not Status.ANSWERED or answer.query.kind not in (Kind.COMPARE, Kind.ACROSS):
        return ()
    rows = []
    waiting = list(answer.citations)
    for line in answer.text.split("\n"):
        label, mark, text = line.partition(": ")
        if not mark:
            return ()
        cited = next((c for c in waiting if text in c.text and label.startswith(c.place)), None)
        if cited:
            waiting.remove(cited)
        rows.append(_row(label, text, cited, answer))
    return () if waiting else tuple(rows)


def _row(label: str, text: str, cited: Citation | None, answer: Answer) -> Row:
    place, _, year = label.rpartition(" ")
    if not place or not year.isdecimal():
        place, year = label, ""
    figures = [f for f, number in answer.figures if cited and number == cited.number]
    unit = common_unit([f for f, _ in answer.figures])
    best = next((f for f in figures if f.unit == unit), figures[0] if figures else None)
    return Row(place, year, text, cited, best)


def common_unit(figures: Sequence[Figure]) -> str:
    """The unit that most figures carry; the first of equals; empty if there is no figure."""
    counts = Counter(figure.unit for figure in figures)
    return counts.most_common(1)[0][0] if counts else ""


def table_of(rows: Sequence[Row]) -> Table:
    """The rows as a table, places and years in the order of the answer and of time."""
    years = sorted({row.year for row in rows})
    places = tuple(dict.fromkeys(row.place for row in rows))
    cells = {(row.place, row.year): row for row in rows}
    if all(sum((place, year) in cells for year in years) == 1 for place in places):
        # One cell a place: a column for each year would be mostly holes.
        cells = {(row.place, ""): row for row in rows}
        years = [""]
    return Table(places, tuple(years), cells)


def bar_lengths(rows: Sequence[Row], width: int) -> list[int]:
    """The cells of each row's bar; 0 where the figure is of another unit or there is none."""
    figures = [row.figure for row in rows]
    unit = common_unit([figure for figure in figures if figure])
    values = [f.low if f and f.unit == unit and 0 < f.low < float("inf") else 0.0 for f in figures]
    most = max(values, default=0.0)
    return [max(1, round(width * value / most)) if value else 0 for value in values]
