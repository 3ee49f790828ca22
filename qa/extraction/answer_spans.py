"""Answer spans: the stretch of a sentence that answers."""

from collections.abc import Sequence

from qa.extraction.answer_types import type_of
from qa.extraction.beside.told_moves import with_things
from qa.extraction.candidate import Candidate
from qa.extraction.clause_runs import is_plain
from qa.extraction.weights import SPAN
from qa.model import Query

_RIVALS = 4  # how many candidates are looked at


def span_of(query: Query, candidate: Candidate) -> tuple[int, int]:
    """The stretch of the sentence that answers, as offsets in the sentence."""
    if candidate.passage.sentence.cells:
        return candidate.span  # a cell is an answer by itself; its neighbours count other things
    return with_things(query, candidate, type_of(query).widen(query, candidate))


def span_with_rival(
    query: Query, best: Candidate, candidates: Sequence[Candidate]
) -> tuple[int, int]:
    """The stretch of a candidate, with a neighbouring clause that is all but as good."""
    start, end = span_of(query, best)
    if best.passage.sentence.cells:
        return start, end
    for rival in candidates[1:_RIVALS]:
        beside = rival.passage.number == best.passage.number and abs(rival.at - best.at) <= 2
        if beside and rival.score >= SPAN.rival * best.score and query.kind.wants_figure:
            low, high = min(start, rival.span[0]), max(end, rival.span[1])
            if is_plain(best, low, high):
                start, end = low, high
    return start, end
