"""What the answer to the last question told, and where."""

from collections.abc import Callable, Sequence

from qa.analysis.entities import find_spans
from qa.language.units import are_alike
from qa.model import Answer, Query, Status
from qa.query.conversation.state import Turn


def told_year(before: Turn, answering: Callable[[Query], Answer]) -> int | None:
    """The year in talk: the last one named, else that of the report that answered."""
    if named := before.scope.years or before.scope.report_years:
        return named[-1]
    answer = answering(before.query)
    return answer.citations[0].year if answer.citations else None


def told_entities(answer: Answer, kinds: Sequence[str]) -> str:
    """What an answer named of some kinds: laws, bodies, offices, persons."""
    if answer.status is not Status.ANSWERED:
        return ""
    return " ".join(s.text.strip("《》“”") for s in find_spans(answer.text) if s.kind in kinds)


def told_at(answer: Answer) -> tuple[str, int, int] | None:
    """Where an answer stands, as in `Query.beside`."""
    if answer.status is not Status.ANSWERED or not answer.citations:
        return None
    first = answer.citations[0]
    starts = [f.start for f, number in answer.figures if number == first.number]
    starts += [start for start, _ in first.highlights]
    return first.report, first.start, next(iter(starts), 0)


def told_two(answer: Answer) -> bool:
    """Whether an answer told two figures of one sort, and no others."""
    figures = [figure for figure, _ in answer.figures]
    return len(figures) == 2 and are_alike(figures[0].unit, figures[1].unit)
