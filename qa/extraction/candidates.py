"""Candidates: every clause that may answer, scored by what it covers of the question."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qa.extraction.evidence import bound, evidence, figures_in, focus_of
from qa.extraction.score_features import completeness, timing
from qa.extraction.term_matching import Hit, Weighted, balance, best_within, find_hits, strength_in
from qa.language import resources
from qa.language.clauses import cut
from qa.language.normalization import fold
from qa.model import Figure, Query
from qa.retrieval.retriever import Passage

# What a term counts that stands not in the clause itself, but ...
_BEFORE = 0.8  # in the clause before it
_LEAD = 0.6  # in the last clause of the sentence before, for the first clause
_AFTER = 0.65  # in the clause behind it
_SENTENCE = 0.6  # elsewhere in the sentence
_OWNED = 0.5  # of that, if a figure behind this one is what it belongs to
_SECTION = 0.5  # in a heading above it
_TITLE = 0.8  # in the title of the report: it says which report is meant, not which sentence
_TARGET = 0.9  # nowhere, but it says 目标 and the sentence tells of plans
_BOUND, _BOUND_ALONE = 0.05, 0.12  # a figure right beside a term, more if no unit tells them apart
_BESIDE = 0.5  # in the sentence that answered the question before, times its cover
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
    bound: float
    """1 if a figure of the unit asked for stands right beside a term, else less."""
    focus: tuple[int, int]
    """The figure asked for or the first term in the clause, as offsets in the sentence."""
    before: float
    """Share of the question's weight that the clause before it speaks of and it does not."""
    strengths: tuple[float, ...]
    """How well the clause and its surroundings speak of each term."""
    shares: tuple[float, ...]
    """Share of the question's weight that each clause of the sentence speaks of, 0 to 1."""

    @property
    def span(self) -> tuple[int, int]:
        """The clause, as offsets in its sentence."""
        return self.clauses[self.at]

    @property
    def figure(self) -> Figure | None:
        """The figure asked for, if the clause has one."""
        figures = figures_in(self.passage, self.span)
        return next((f for f in figures if (f.start, f.end) == self.focus), None)


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
        around: Gives the folded sentences before and behind a passage.
    """
    finder = _Finder(query, terms, around, max((p.score for p in passages), default=1.0) or 1.0)
    # A clause far from every term is looked at only where none is near: it is at most the nearest.
    found = [c for passage in passages for c in finder.find(passage, near=not query.byline)]
    found = found or [c for passage in passages for c in finder.find(passage, near=False)]
    return rank(found)


def rank(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, best first; ties in the order of the corpus."""
    return sorted(candidates, key=lambda c: (-round(c.score, 9), c.passage.number, c.at))


def raise_beside(query: Query, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates, those beside the answer of the turn before raised: 其中几件结案了."""
    if query.beside is None:
        return candidates
    return rank(
        replace(c, score=c.score + _BESIDE * c.cover) if _is_beside(c, *query.beside) else c
        for c in candidates
    )


def _is_beside(candidate: Candidate, report: str, start: int, at: int) -> bool:
    """Whether a clause stands beside what answered, or tells more figures than one."""
    sentence, span = candidate.passage.sentence, candidate.span
    if (sentence.report, sentence.start) != (report, start):
        return False
    return not span[0] <= at < span[1] or len(figures_in(candidate.passage, span)) > 1


@dataclass(frozen=True, slots=True)
class _Sight:
    """Where the terms of a question stand in a passage and around it; one row a term."""

    passage: Passage
    clauses: tuple[tuple[int, int], ...]
    hits: Sequence[Sequence[Hit]]
    grid: Sequence[Sequence[float]]
    """How well each term stands in each clause."""
    outside: Sequence[float]
    """How well it stands in headings and neighbours."""
    leading: Sequence[float]
    """The same for the first clause, which may go on with the sentence before."""
    shares: tuple[float, ...]
    """What share of the question each clause speaks of."""


class _Finder:
    """Finds the candidates of one question; what it learns of a heading it keeps."""

    def __init__(
        self,
        query: Query,
        terms: Sequence[Weighted],
        around: Callable[[Passage], Sequence[str]],
        best: float,
    ) -> None:
        self._query, self._terms, self._around, self._best = query, terms, around, best
        self._seen: dict[str, list[float]] = {}

    def find(self, passage: Passage, near: bool) -> Iterator[Candidate]:
        """The candidates of a passage in order.

        Args:
            passage: To be looked at.
            near: Whether a term must stand in a clause or in one beside it.
        """
        clauses = cut(passage.sentence.text)
        fits = [evidence(self._query, passage, clause) for clause in clauses]
        if any(fits):
            sight = self._look(passage, clauses, leads=fits[0] > 0)
            for at, fit in enumerate(fits):
                if fit > 0 and (not near or any(sight.shares[max(0, at - 1) : at + 2])):
                    yield self._candidate(sight, at, fit)

    def _look(
        self, passage: Passage, clauses: tuple[tuple[int, int], ...], leads: bool
    ) -> "_Sight":
        """Where the terms stand in a passage and around it.

        Args:
            passage: To be looked at.
            clauses: Of its sentence.
            leads: Whether the first of them may answer.
        """
        hits = [find_hits(w, passage.folded) for w in self._terms]
        grid = [[best_within(found, *clause) for clause in clauses] for found in hits]
        around = self._around(passage)
        outside = self._outside(passage, around)
        return _Sight(
            passage=passage,
            clauses=clauses,
            hits=hits,
            grid=grid,
            outside=outside,
            leading=list(map(max, outside, self._lead(around))) if leads else outside,
            shares=tuple(self._share([row[i] for row in grid]) for i in range(len(clauses))),
        )

    def _candidate(self, sight: "_Sight", at: int, fit: float) -> Candidate:
        """The candidate that a clause makes."""
        query, passage, grid, clause = self._query, sight.passage, sight.grid, sight.clauses[at]
        # The first clause may go on with what the sentence before it ended on.
        outside = sight.outside if at else sight.leading
        owned = self._owned(sight, at)
        strengths = [
            max(_near(row, at, owned), far) for row, far in zip(grid, outside, strict=True)
        ]
        lacking = (w.weight * w.due * (1 - s) for w, s in zip(self._terms, strengths, strict=True))
        spoken, total = balance(self._terms, strengths)
        cover = spoken / total
        beside = bound(query, passage, clause, sight.hits)
        return Candidate(
            passage=passage,
            clauses=sight.clauses,
            at=at,
            cover=cover,
            missing=max(lacking, default=0) / total,
            close=self._share([max(row[max(0, at - 1) : at + 1]) for row in grid]),
            evidence=fit,
            score=cover * (0.35 + 0.65 * fit)
            + 0.08 * passage.score / self._best
            + (_BOUND if query.units else _BOUND_ALONE) * beside
            + timing(query, passage, clause)
            + completeness(query, passage, clause),
            bound=beside,
            focus=focus_of(query, passage, clause, sight.hits),
            before=self._share([max(0.0, row[at - 1] - row[at]) for row in grid]) if at else 0.0,
            strengths=tuple(strengths),
            shares=sight.shares,
        )

    def _owned(self, sight: "_Sight", at: int) -> frozenset[int]:
        """The clauses behind one whose words belong to figures of their own: 3起,涉案2人."""
        if not self._query.kind.wants_figure:
            return frozenset()
        behind = range(at + 1, len(sight.clauses))
        return frozenset(i for i in behind if figures_in(sight.passage, sight.clauses[i]))

    def _share(self, strengths: Sequence[float]) -> float:
        """What part of the question's weight these strengths make up."""
        spoken, total = balance(self._terms, strengths)
        return spoken / total

    def _outside(self, passage: Passage, around: Sequence[str]) -> list[float]:
        """How well each term stands in the headings above and in the sentences around."""
        headings = passage.sentence.section or _preamble()
        title = self._strengths(fold(passage.report.title))
        section = self._strengths(fold(" ".join(headings)))
        near = [self._strengths(text) for text in around]
        far = [max(_TITLE * t, _SECTION * s) for t, s in zip(title, section, strict=True)]
        for strengths in near:
            far = [max(f, _NEIGHBOUR * n) for f, n in zip(far, strengths, strict=True)]
        if passage.analysis.period.plan:
            far = [_TARGET if w.term.target else f for w, f in zip(self._terms, far, strict=True)]
        return far

    def _lead(self, around: Sequence[str]) -> list[float]:
        """How well the last clause of the sentence before speaks of each term."""
        before = next(iter(around), "")
        clauses = cut(before)
        return [_LEAD * s for s in self._strengths(before[slice(*clauses[-1])] if clauses else "")]

    def _strengths(self, text: str) -> list[float]:
        """How well a folded text speaks of each term."""
        if text not in self._seen:
            self._seen[text] = [strength_in(w, text) for w in self._terms]
        return self._seen[text]


def _near(row: Sequence[float], at: int, owned: frozenset[int]) -> float:
    """How well a term stands in a clause, its neighbours or the rest of the sentence."""
    if owned:
        row = [_OWNED * strength if i in owned else strength for i, strength in enumerate(row)]
    value = max(row[at], _SENTENCE * max(row))
    if at > 0 and _BEFORE * row[at - 1] > value:
        value = _BEFORE * row[at - 1]
    if at + 1 < len(row) and _AFTER * row[at + 1] > value:
        value = _AFTER * row[at + 1]
    return value


@cache
def _preamble() -> tuple[str, ...]:
    """Words for what stands before the first heading: who gives the report, when and where."""
    lines = resources.read_lines("extraction/preamble.txt")
    return tuple(line for line in lines if line and not line.startswith("#"))
