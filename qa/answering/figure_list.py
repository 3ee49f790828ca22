"""The figures of the reports with where they stand, narrowed to what is wanted, and changes.

Changes are of the same thing counted in different years, with difference and growth. Only what is
surely the same is set side by side: one place, one noun, one unit, exact values, and one value a
year. What was planned is no value.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from qa.answering.citations import cite
from qa.index.store import SentenceStore
from qa.language.normalization import fold
from qa.language.numerals import myriads
from qa.language.units import unit_kind
from qa.model import Change, Figure, FigureFilter, Report, StatedFigure
from qa.retrieval.passages import Passage


def list_figures(
    store: SentenceStore, read: Callable[[int], Passage], wanted: FigureFilter
) -> Iterator[StatedFigure]:
    """The figures of headings and sentences, in the order of report and offset.

    Args:
        store: Of the corpus.
        read: Gives the passage of a sentence number.
        wanted: What to narrow them to.
    """
    for report in store.reports:
        if _is_meant(report, wanted):
            for number in store.numbers(report.id):
                passage = read(number)
                if not passage.sentence.is_furniture and _is_below(passage, wanted):
                    yield from _of_passage(passage, wanted)


def _of_passage(passage: Passage, wanted: FigureFilter) -> Iterator[StatedFigure]:
    period = passage.analysis.period
    for figure in passage.analysis.figures:
        if _counts(figure, wanted):
            source = cite(passage, 1, [(figure.start, figure.end)])
            yield StatedFigure(figure, source, period.years, period.plan)


def _is_meant(report: Report, wanted: FigureFilter) -> bool:
    return (
        (not wanted.reports or report.id in wanted.reports)
        and (not wanted.places or report.holder in wanted.places)
        and (not wanted.years or report.year in wanted.years)
    )


def _is_below(passage: Passage, wanted: FigureFilter) -> bool:
    """Whether one of the headings above holds one of the wordings."""
    headings = fold(" ".join(passage.sentence.section))
    return not wanted.sections or any(fold(one) in headings for one in wanted.sections)


def _counts(figure: Figure, wanted: FigureFilter) -> bool:
    """Whether the figure has one of the units and counts one of the things."""
    units = {one.lstrip("".join(myriads())) for one in wanted.units}  # figures have 万 folded in
    things = [fold(one) for one in wanted.things]
    return (not units or figure.unit in units) and (
        not things or any(one in fold(figure.of) for one in things)
    )


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
