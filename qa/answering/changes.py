"""Changes: the same thing counted in different years, with difference and growth.

Only what is surely the same is set side by side: one place, one noun, one unit, exact values, and
one value a year. What was planned is no value.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from qa.language.units import unit_kind
from qa.model import Change, StatedFigure


def list_changes(statements: Iterable[StatedFigure]) -> Iterator[Change]:
    """The changes from each year to the next that is told of, in the order of the first."""
    series: dict[tuple[str, str, str], dict[int, list[StatedFigure]]] = defaultdict(dict)
    for one in statements:
        year = year_of(one)
        if year is not None and _is_exact(one):
            key = one.source.place, one.figure.of, one.figure.unit
            series[key].setdefault(year, []).append(one)
    for years in series.values():
        sure = {year: found[0] for year, found in sorted(years.items()) if _agree(found)}
        for (first, earlier), (second, later) in pairwise(sure.items()):
            yield _change(first, earlier, second, later)


def year_of(statement: StatedFigure) -> int | None:
    """The one year that the statement tells of, else that of its report."""
    if len(statement.years) == 1:
        return statement.years[0]
    return statement.source.year


def _is_exact(one: StatedFigure) -> bool:
    figure = one.figure
    return bool(figure.of) and figure.relation == "=" and figure.low == figure.high and not one.plan


def _agree(found: list[StatedFigure]) -> bool:
    return len({one.figure.low for one in found}) == 1


def _change(first: int, earlier: StatedFigure, second: int, later: StatedFigure) -> Change:
    before, after = earlier.figure.low, later.figure.low
    # A share that grows by points must not be told to grow by per cent.
    has_growth = before > 0 and unit_kind(later.figure.unit) not in ("share", "rank", "degree")
    growth = round(100 * (after - before) / before, 2) if has_growth else None
    return Change(earlier, first, later, second, after - before, growth)
