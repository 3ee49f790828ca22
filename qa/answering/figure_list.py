"""The figures of the reports with where they stand, narrowed to what is wanted."""

from collections.abc import Callable, Iterator

from qa.answering.citations import cite
from qa.index.store import SentenceStore
from qa.language.normalization import fold
from qa.language.numerals import myriads
from qa.model import Figure, FigureFilter, Report, StatedFigure
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
