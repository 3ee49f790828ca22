"""Candidates: every clause that may answer, scored by what it covers of the question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.clauses import cut
from qa.extraction.evidence import evidence
from qa.matching import Hit, Weighted, best_within, find_hits
from qa.model import Query
from qa.retrieval import Passage
from qa.text import fold

# What a term counts that stands not in the clause itself, but ...
_BEFORE = 0.8  # in the clause before it
_AFTER = 0.65  # in the clause behind it
_SENTENCE = 0.6  # elsewhere in the sentence
_SECTION = 0.5  # in a heading above it
_NEIGHBOUR = 0.35  # in the sentence before or behind it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may answer."""

    passage: Passage
    clauses: tuple[tuple[int, int], ...]
    """All clauses of the sentence, as offsets in it."""
    at: int
    """Which of them this is, from 0."""
    cover: float
    """Share of the question's weight that clause and surroundings speak of, 0 to 1."""
    missing: float
    """Share of the weight of the heaviest term that is not spoken of, 0 to 1."""
    close: float
    """Share of the question's weight that stands in the clause or the one before it, 0 to 1."""
    evidence: float
    """How well the clause fits the type of the question, 0 to 1."""
    score: float
    strengths: tuple[float, ...]
    """How well the clause and its surroundings speak of each term."""

    @property
    def span(self) -> tuple[int, int]:
        """The clause, as offsets in its sentence."""
        return self.clauses[self.at]


def find_candidates(
    query: Query,
    passages: Sequence[Passage],
    terms: Sequence[Weighted],
    around: Callable[[Passage], Sequence[str]],
) -> list[Candidate]:
    """The clauses of the passages that may answer, best first; ties in the order of the corpus.

    Args:
        query: The question as it was read.
        passages: What retrieval found.
        terms: The terms of the question, weighed.
        around: Gives the sentences before and behind a passage.
    """
    found = []
    best = max((p.score for p in passages), default=1.0) or 1.0
    for passage in passages:
        found += _of_passage(query, passage, terms, around(passage), passage.score / best)
    return sorted(found, key=lambda c: (-round(c.score, 9), c.passage.number, c.at))


def _of_passage(
    query: Query,
    passage: Passage,
    terms: Sequence[Weighted],
    around: Sequence[str],
    rank: float,
) -> list[Candidate]:
    clauses = cut(passage.sentence.text)
    text = fold(passage.sentence.text)
    inside = [find_hits(w.term, text) for w in terms]
    outside = _outside(passage, terms, around)
    total = sum(w.weight for w in terms) or 1.0
    found = []
    for at, clause in enumerate(clauses):
        fit = evidence(query, passage, clause)
        if fit <= 0:
            continue
        strengths = [
            max(_near(hits, clauses, at), far) for hits, far in zip(inside, outside, strict=True)
        ]
        cover = sum(w.weight * s for w, s in zip(terms, strengths, strict=True)) / total
        close = sum(w.weight * _close(h, clauses, at) for w, h in zip(terms, inside, strict=True))
        missing = max((w.weight * (1 - s) for w, s in zip(terms, strengths, strict=True)), default=0)
        score = cover * (0.35 + 0.65 * fit) + 0.08 * rank + _timing(query, passage)
        found.append(
            Candidate(
                passage,
                clauses,
                at,
                cover,
                missing / total,
                close / total,
                fit,
                score,
                tuple(strengths),
            )
        )
    return found


def _close(hits: Sequence[Hit], clauses: Sequence[tuple[int, int]], at: int) -> float:
    """How well a term stands in a clause or in the one before it."""
    return best_within(hits, clauses[max(0, at - 1)][0], clauses[at][1])


def _near(hits: Sequence[Hit], clauses: Sequence[tuple[int, int]], at: int) -> float:
    """How well a term stands in a clause, its neighbours or the rest of the sentence."""
    value = best_within(hits, *clauses[at])
    if at > 0:
        value = max(value, _BEFORE * best_within(hits, *clauses[at - 1]))
    if at + 1 < len(clauses):
        value = max(value, _AFTER * best_within(hits, *clauses[at + 1]))
    return max(value, _SENTENCE * max((h.strength for h in hits), default=0.0))


def _outside(passage: Passage, terms: Sequence[Weighted], around: Sequence[str]) -> list[float]:
    """How well each term stands in the headings above and in the sentences around."""
    section = fold(" ".join((passage.report.title, *passage.sentence.section)))
    near = [fold(text) for text in around]
    return [
        max(
            _SECTION * _best(w, section),
            _NEIGHBOUR * max((_best(w, text) for text in near), default=0.0),
        )
        for w in terms
    ]


def _best(weighted: Weighted, text: str) -> float:
    return max((h.strength for h in find_hits(weighted.term, text)), default=0.0)


def _timing(query: Query, passage: Passage) -> float:
    """A little more for a sentence of the time asked for: plans for plans, facts for facts."""
    period = passage.analysis.period
    value = 0.0
    if query.years and period.explicit and any(y in period.years for y in query.years):
        value += 0.03
    if query.plan is not None:
        value += 0.06 if period.plan == query.plan else -0.06
    elif period.plan:
        value -= 0.03
    return value
