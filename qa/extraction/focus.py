"""Focus: what of a clause matters most, and how closely a figure stands by what is asked about."""

from collections.abc import Sequence

from qa.extraction.answer_types.quantity import fit_of
from qa.extraction.term_matching import TermMatch
from qa.model import Figure, Kind, Query
from qa.retrieval.passages import Passage

_ITEM, _BEHIND = 12, 3  # characters that a 、 between counts as, and standing behind the figure
_FAR = 40  # characters beyond which a term tells nothing of a figure
_BESIDE = 2  # characters between a figure and what it counts: 达, 了, 为

Matches = Sequence[Sequence[TermMatch]]
"""Where each term stands in a sentence."""


def adjacency(query: Query, figures: Sequence[Figure], matches: Matches) -> float:
    """How closely a term and a figure of the unit asked for stand together, 0 to 1.

    Args:
        query: The question as it was read.
        figures: Of a clause, those that may answer.
        matches: Where each term stands in its sentence.
    """
    if query.kind is Kind.ACROSS:
        return 0.0
    best = 0.0
    for figure in figures:
        worth = fit_of(query, figure)
        for match in (match for found in matches for match in found):
            gap = max(match.start - figure.end, figure.start - match.end)
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
            key=lambda f: (fit_of(query, f), -_distance(passage.folded, f, inside), -f.start),
        )
        return figure.start, figure.end
    first = min((match for found in inside for match in found), default=None)
    return (first.start, first.end) if first else (start, start)


def _distance(text: str, figure: Figure, matches: Matches) -> int:
    """How far the terms of a clause stand from a figure, in characters, all added up."""
    return sum(min([_FAR, *(_gap(text, figure, m) for m in found)]) for found in matches if found)


def _gap(text: str, figure: Figure, match: TermMatch) -> int:
    """Characters between a term and a figure; what is counted stands before, in the same item."""
    if match.end <= figure.start:
        return figure.start - match.end + _ITEM * text.count("、", match.end, figure.start)
    marks = text.count("、", figure.end, match.start)
    return max(0, match.start - figure.end) + _BEHIND + _ITEM * marks
