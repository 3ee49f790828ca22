"""Alignment: of each place the candidate that measures as those of the others do.

The best candidate of each place alone may set a plan beside a result, a sum of five years beside
one, or a number of firms beside a rate of growth. So what the others measure up to is chosen
together with them: of what may be meant, that which the places tell of alike. Where no figure is
asked for, what is named must be spoken of in each.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from qa.answering import thresholds
from qa.answering.confidence import is_capital
from qa.extraction import Candidate
from qa.extraction.prose import pairs_of
from qa.extraction.things.contrasts import was_added
from qa.language.tokenization import is_proper
from qa.language.units import unit_kind
from qa.model import Figure, Query, Term

_MOST_ALIKE = 3 * thresholds.ALIKE + 2 * thresholds.ALIKE_PLAN + thresholds.ALIKE_WORDS
"""What a candidate gains that measures just as another one."""


class Measured:
    """A candidate as what it measures."""

    def __init__(self, candidate: Candidate) -> None:
        figure, period = candidate.figure, candidate.passage.analysis.period
        self.candidate = candidate
        self.unit = unit_kind(figure.unit) if figure else ""
        self.plan, self.several = period.plan, period.several
        self.nouns = tuple(_nouns(candidate, figure)) if figure else ("",)

    @cached_property
    def added(self) -> bool:
        """Whether it tells what came to be added: 新增里程."""
        passage, span, figure = self.candidate.passage, self.candidate.span, self.candidate.figure
        return figure is not None and was_added(passage, span, figure)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of Chinese characters that stand side by side in the clause."""
        start, end = self.candidate.span
        return pairs_of(self.candidate.passage.folded[start:end])


def align(ranked: Sequence[Sequence[Candidate]]) -> list[Sequence[Candidate]]:
    """The candidates of each cell, one that measures as the others do moved to the front.

    Args:
        ranked: The candidates of each cell, best first; a cell may have none.
    """
    told = sorted(filter(None, ranked), key=lambda cell: -cell[0].score)
    if len(told) < 2:
        return [list(candidates) for candidates in ranked]
    several = [list(map(Measured, cell)) for cell in told[: thresholds.CELLS_ALIGNED]]
    reference = _reference(several)
    return [_reordered(candidates, reference) for candidates in ranked]


def with_names(query: Query, ranked: Sequence[Sequence[Candidate]]) -> list[Sequence[Candidate]]:
    """The candidates of each cell but those that lack a name or a number which others have.

    Who mentions the Civil Code must speak of it, not of how a plan is published.
    """
    told = [candidate.strengths for cell in ranked for candidate in cell]
    keys = [at for at, term in enumerate(query.terms) if _is_name(query, term)] if told else []
    least = [(at, thresholds.NAME_TOLD * max(strengths[at] for strengths in told)) for at in keys]

    def stands(candidate: Candidate) -> bool:
        return all(candidate.strengths[at] >= share for at, share in least)

    return [tuple(filter(stands, cell)) for cell in ranked]


def _is_name(query: Query, term: Term) -> bool:
    """Whether a term is a number or a name, which nobody writes in other words."""
    source = term.source
    return source[0].isdigit() or is_capital(query, source) or is_proper(source)


def _reference(cells: Sequence[Sequence[Measured]]) -> Measured:
    """What the cells tell of alike: the one that is best together with what is most like it."""

    def together(one: Measured, own: Sequence[Measured]) -> float:
        others = [_best(cell, one) for cell in cells if cell is not own]
        return one.candidate.score + sum(_worth(other, one) for other in others)

    several = [(one, cell) for cell in cells[:2] for one in cell[: thresholds.MEANT]]
    return max(several, key=lambda pair: together(*pair))[0]


def _reordered(candidates: Sequence[Candidate], reference: Measured) -> list[Candidate]:
    if len(candidates) < 2:
        return list(candidates)
    first = _nearest(candidates, reference)
    return [first, *(candidate for candidate in candidates if candidate is not first)]


def _nearest(candidates: Sequence[Candidate], reference: Measured) -> Candidate:
    """The one that is worth most beside a reference; what cannot reach it is not measured."""
    best, *others = candidates
    most = _worth(Measured(best), reference)
    for candidate in others:
        if candidate.score + _MOST_ALIKE > most:
            worth = _worth(Measured(candidate), reference)
            if worth > most:
                best, most = candidate, worth
    return best


def _best(cell: Sequence[Measured], reference: Measured) -> Measured:
    return max(cell, key=lambda one: _worth(one, reference))


def _worth(one: Measured, reference: Measured) -> float:
    """The score of a candidate with what it gains by measuring as the reference does."""
    return one.candidate.score + likeness(one, reference)


def measure_alike(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates have figures that may count the same thing in the same unit."""
    first, second = Measured(one), Measured(other)
    return bool(first.unit) and first.unit == second.unit and count_alike(first, second)


def likeness(one: Measured, other: Measured) -> float:
    """In how many ways two candidates measure alike, in terms of score."""
    alike = (one.unit == other.unit) + (one.several == other.several) + count_alike(one, other)
    told = thresholds.ALIKE_PLAN * ((one.plan == other.plan) + (one.added == other.added))
    words = thresholds.ALIKE_WORDS * _overlap(one.pairs, other.pairs)
    return thresholds.ALIKE * alike + told + words


def count_alike(one: Measured, other: Measured) -> bool:
    """Whether two candidates may count the same thing."""
    return any(share_noun(a, b) for a in one.nouns for b in other.nouns)


def _overlap(some: frozenset[str], others: frozenset[str]) -> float:
    """Share of the pairs of the shorter clause that stand in the other, 0 to 1."""
    return len(some & others) / max(1, min(len(some), len(others)))


def share_noun(one: str, other: str) -> bool:
    """Whether two nouns may name one thing: half of the shorter stands in the other."""
    size = max(2, (min(len(one), len(other)) + 1) // 2)
    return any(one[at : at + size] in other for at in range(len(one) - size + 1))


def _nouns(candidate: Candidate, figure: Figure) -> Iterable[str]:
    """What a figure counts, and what the one before it does: 受理纠纷2743件,成功调处2688件."""
    yield figure.of
    figures = candidate.passage.analysis.figures
    before = [f for f in figures if f.end <= figure.start]
    if before and before[-1].unit == figure.unit:
        yield before[-1].of
