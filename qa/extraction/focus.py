"""Focus: what of a clause matters most, and whether its figure is of the thing asked about.

How many enterprises do the service centres cover asks for enterprises: 企业服务中心4个 counts none.
"""

from collections.abc import Iterator, Sequence

from qa.extraction.term_grid import TermGrid
from qa.extraction.term_matching import TermMatch
from qa.extraction.things.units import fit_of
from qa.extraction.weights import MATCHING
from qa.language.patterns import lazy_pattern
from qa.model import Figure, Kind, Query
from qa.retrieval.passages import Passage

_ITEM, _BEHIND = 12, 3  # characters that a 、 between counts as, and standing behind the figure
_FAR = 40  # characters beyond which a term tells nothing of a figure
_REMARK = lazy_pattern(r"\([^()]*\)")
_BESIDE = 2  # characters between a figure and what it counts: 达, 了, 为

Matches = Sequence[Sequence[TermMatch]]
"""Where each term stands in a sentence."""


def adjacency(query: Query, figures: Sequence[Figure], grid: TermGrid, at: int) -> float:
    """How closely a term and a figure of the unit asked for stand together, 0 to 1.

    What stands beside a cell counts other things: there a term is one of its heads or labels.

    Args:
        query: The question as it was read.
        figures: Of a clause, those that may answer.
        grid: Where the terms of the question stand.
        at: The clause, from 0.
    """
    if query.kind is Kind.ACROSS:
        return 0.0
    if grid.passage.sentence.cells:
        named = max((inside[at] for inside in grid.inside), default=0.0)
        return max((named * fit_of(query, figure) for figure in figures), default=0.0)
    best = 0.0
    for figure in figures:
        worth = fit_of(query, figure)
        for match in (match for found in grid.matches for match in found):
            between = _REMARK.sub("", grid.passage.folded[match.end : figure.start])
            before = match.end <= figure.start
            gap = len(between) if before else match.start - figure.end
            if 0 <= gap <= _BESIDE:
                best = max(best, worth * match.strength)
    return best


def focus_of(
    query: Query,
    passage: Passage,
    clause: tuple[int, int],
    figures: Sequence[Figure],
    matches: Matches,
) -> tuple[int, int]:
    """The stretch of a clause that matters most: the figure asked for, else where a term stands.

    Args:
        query: The question as it was read.
        passage: The sentence.
        clause: Where to look, as offsets in the sentence.
        figures: Those of the clause that may answer.
        matches: Where each term stands in the sentence.
    """
    if len(figures) == 1:
        return figures[0].start, figures[0].end
    start, end = clause
    inside = [[m for m in found if start <= m.start and m.end <= end] for found in matches]
    if figures:
        figure = max(
            figures,
            key=lambda f: (fit_of(query, f), *_nearness(passage.folded, f, inside), -f.start),
        )
        return figure.start, figure.end
    first = min((match for found in inside for match in found), default=None)
    return (first.start, first.end) if first else (start, start)


def _nearness(text: str, figure: Figure, matches: Matches) -> tuple[int, float]:
    """How near the terms of a clause stand to a figure, and how well they are said there."""
    near = [min((_gap(text, figure, m), -m.strength) for m in found) for found in matches if found]
    return -sum(min(_FAR, gap) for gap, _ in near), -sum(strength for _, strength in near)


def _gap(text: str, figure: Figure, match: TermMatch) -> int:
    """Characters between a term and a figure; what is counted stands before, in the same item."""
    if match.end <= figure.start:
        return figure.start - match.end + _ITEM * text.count("、", match.end, figure.start)
    marks = text.count("、", figure.end, match.start)
    return max(0, match.start - figure.end) + _BEHIND + _ITEM * marks


def counted(grid: TermGrid, at: int, terms: frozenset[int]) -> float:
    """How well a clause speaks of what is counted, 0 to 1; a row of a table as its cells do.

    Args:
        grid: Where the terms of the question stand.
        at: The clause, from 0; one behind may leave out what the one before counts: 总数186家.
        terms: As `counted_terms` gave them.
    """
    if grid.passage.sentence.cells:
        return max((s for term in terms for s in grid.inside[term]), default=0.0)
    here = _counted(grid, at, terms)
    return max(here, MATCHING.counted_before * _counted(grid, at - 1, terms)) if at else here


def _counted(grid: TermGrid, at: int, terms: frozenset[int]) -> float:
    """How well a clause itself speaks of what is counted."""
    said = (match.strength for term in terms for match in _alone(grid, at, term))
    return max(said, default=0.0)


def _alone(grid: TermGrid, at: int, term: int) -> Iterator[TermMatch]:
    """Where a term stands in a clause and is no part of a longer word: 企业 in 企业服务中心."""
    start, end = grid.clauses[at]
    things = (found for i, found in enumerate(grid.matches) if i not in (term, *grid.measures))
    others = [match for found in things for match in found]
    for match in grid.matches[term]:
        inside = start <= match.start and match.end <= end
        if inside and not any(_is_part(match, other) for other in others):
            yield match


def _is_part(match: TermMatch, other: TermMatch) -> bool:
    """Whether a match stands within another, not as its head, or says of what sort it is."""
    within = other.start <= match.start and match.end < other.end
    return within or match.end == other.start
