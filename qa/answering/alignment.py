"""Alignment: of each place the candidate that measures as those of the others do.

The best candidate of each place alone may set a plan beside a result, a sum of five years beside
one, or a number of firms beside a rate of growth.
"""

from collections.abc import Sequence

from qa.answering import thresholds
from qa.extraction import Candidate
from qa.language.units import unit_kind

Measured = tuple[str, bool, bool, str]
"""What a candidate measures in, whether it is a plan and of several years, and what it counts."""


def align(ranked: Sequence[Sequence[Candidate]]) -> list[list[Candidate]]:
    """The candidates of each cell, one that measures as the reference cell does moved to the front.

    Args:
        ranked: The candidates of each cell, best first; a cell may have none.
    """
    firsts = [candidates[0] for candidates in ranked if candidates]
    if len(firsts) < 2:
        return [list(candidates) for candidates in ranked]
    reference = _measured(max(firsts, key=lambda c: c.score))
    return [_reordered(candidates, reference) for candidates in ranked]


def _reordered(candidates: Sequence[Candidate], reference: Measured) -> list[Candidate]:
    first = max(candidates, key=lambda c: c.score + _similarity(c, reference), default=None)
    return [first, *(c for c in candidates if c is not first)] if first else []


def _similarity(candidate: Candidate, reference: Measured) -> float:
    """In how many ways a candidate measures as the reference does, in terms of score."""
    (*manner, counted), (*wanted, noun) = _measured(candidate), reference
    alike = sum(a == b for a, b in zip(manner, wanted, strict=True))
    return thresholds.ALIKE * (alike + share_noun(str(counted), str(noun)))


def share_noun(one: str, other: str) -> bool:
    """Whether two nouns may name one thing: half of the shorter stands in the other."""
    size = max(2, (min(len(one), len(other)) + 1) // 2)
    return any(one[at : at + size] in other for at in range(len(one) - size + 1))


def _measured(candidate: Candidate) -> Measured:
    figure, period = candidate.figure, candidate.passage.analysis.period
    unit, noun = (unit_kind(figure.unit), figure.of) if figure else ("", "")
    return unit, period.plan, period.several, noun
