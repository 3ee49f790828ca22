"""Alignment: of each place the candidate that measures as those of the others do.

The best candidate of each place alone may set a plan beside a result, a sum of five years beside
one, or a number of firms beside a rate of growth.
"""

from collections.abc import Sequence

from qa.answering import thresholds
from qa.extraction import Candidate
from qa.language.units import unit_kind


def align(ranked: Sequence[Sequence[Candidate]]) -> list[list[Candidate]]:
    """The candidates of each cell, one that measures as the reference cell does moved to the front.

    Args:
        ranked: The candidates of each cell, best first; a cell may have none.
    """
    firsts = [candidates[0] for candidates in ranked if candidates]
    if len(firsts) < 2:
        return [list(candidates) for candidates in ranked]
    reference = max(firsts, key=lambda c: c.score)
    return [_reordered(candidates, reference) for candidates in ranked]


def _reordered(candidates: Sequence[Candidate], reference: Candidate) -> list[Candidate]:
    first = max(candidates, key=lambda c: c.score + _similarity(c, reference), default=None)
    return [first, *(c for c in candidates if c is not first)] if first else []


def _similarity(one: Candidate, other: Candidate) -> float:
    """In how many ways two candidates measure alike, in terms of score."""
    alike = sum(a == b for a, b in zip(_manner(one), _manner(other), strict=True))
    return thresholds.ALIKE * (alike + share_noun(_counted(one), _counted(other)))


def share_noun(one: str, other: str) -> bool:
    """Whether two nouns may name one thing: half of the shorter stands in the other."""
    size = max(2, (min(len(one), len(other)) + 1) // 2)
    return any(one[at : at + size] in other for at in range(len(one) - size + 1))


def _counted(candidate: Candidate) -> str:
    """The noun that the figure counts."""
    return candidate.figure.of if candidate.figure else ""


def _manner(candidate: Candidate) -> tuple[str, bool, bool]:
    """What a candidate measures in, and whether it is a plan and of several years."""
    figure, period = candidate.figure, candidate.passage.analysis.period
    return unit_kind(figure.unit) if figure else "", period.plan, period.several
