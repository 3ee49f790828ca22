"""Several sentences: a lead with what it leads to, or the items under a heading."""

from collections.abc import Sequence

from qa.extraction.answer_spans import span_with_rival
from qa.extraction.candidate import Candidate
from qa.extraction.clause_runs import LONG, SHORT, length
from qa.extraction.score_features import LEADING, is_weakness
from qa.extraction.term_matching import WeightedTerm, coverage_of, strength_in
from qa.extraction.weights import SPAN
from qa.language.normalization import fold
from qa.model import Kind, Query
from qa.retrieval.context import Context
from qa.retrieval.passages import Passage

Piece = tuple[Passage, tuple[int, int]]
"""A passage and the stretch of its sentence that is taken, as offsets in it."""
_NAMING = frozenset((Kind.WHAT, Kind.WHO, Kind.WHEN))
_CONSIDERED = 6
_BARELY = 0.1  # less of the question than the best clause says, and a heading still answers


def spans_of(
    query: Query, candidates: Sequence[Candidate], items: Sequence[Piece], context: Context
) -> list[Piece]:
    """The pieces that make up the answer of the best candidate, in order of the report.

    Args:
        query: The question as it was read.
        candidates: Best first, at least one.
        items: What `list_items` gave.
        context: Of the index the candidates come from.
    """
    best = _shortest_good(query, candidates)
    if items:
        return list(items)
    pieces = [(best.passage, span_with_rival(query, best, candidates))]
    if query.kind in LEADING:
        room = LONG - length(best.passage.sentence.text)
        for passage in context.rest(best.passage):
            room -= length(passage.sentence.text)
            if room < 0 and len(pieces) > 1:
                break
            pieces.append((passage, _whole(passage)))
    return pieces


def _shortest_good(query: Query, candidates: Sequence[Candidate]) -> Candidate:
    """The best candidate, or for a name one all but as good if the best is too long to say."""
    best = candidates[0]
    if query.kind in _NAMING and best.span[1] - best.span[0] > SHORT:
        for rival in candidates[1:_CONSIDERED]:
            near = (
                rival.passage.number == best.passage.number
                and rival.score >= SPAN.shorter * best.score
            )
            if near and rival.span[1] - rival.span[0] <= SHORT:
                return rival
    return best


def list_items(
    query: Query, candidates: Sequence[Candidate], terms: Sequence[WeightedTerm], context: Context
) -> tuple[float, list[Piece]]:
    """How much of the question a heading speaks of, and the numbered items under it, if any.

    Args:
        query: The question as it was read; only one for a list has items.
        candidates: Best first.
        terms: The terms of the question, weighed.
        context: Of the index the candidates come from.
    """
    if query.kind is not Kind.LIST or not candidates:
        return 0.0, []
    best: tuple[float, list[Passage]] = (max(SPAN.heading, candidates[0].coverage - _BARELY), [])
    seen = set()
    for candidate in candidates[:_CONSIDERED]:
        section = candidate.passage.sentence.section
        for depth in range(1, len(section) + 1):
            prefix = section[:depth]
            key = (candidate.passage.report.id, prefix)
            if key in seen:
                continue
            seen.add(key)
            share = _share(terms, prefix[-1])
            if query.weakness and is_weakness(prefix[-1:]):
                share = max(share, SPAN.weakness)
            if share > best[0]:
                leads = context.leads(candidate.passage, prefix)
                if len(leads) >= max(2, query.asked):
                    best = (share, leads)
    items = [(lead, _whole(lead)) for lead in best[1]]
    return (best[0], items) if items else (0.0, [])


def _share(terms: Sequence[WeightedTerm], heading: str) -> float:
    """How much of the question a heading speaks of, 0 to 1."""
    text = fold(heading)
    return coverage_of(terms, [strength_in(w, text) for w in terms])


def _whole(passage: Passage) -> tuple[int, int]:
    """A sentence without its full stop."""
    return 0, len(passage.sentence.text.rstrip("。;；"))
