"""Candidates: every clause that may answer, scored by what it covers of the question."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial

from qa.extraction.answer_types import type_of
from qa.extraction.answer_types.quantity import answering, tells_none
from qa.extraction.beside.conditions import conditions_of, meets
from qa.extraction.beside.deeds import deed_first
from qa.extraction.beside.definitions import asks_meaning, defines
from qa.extraction.beside.told_moves import worth_of_moves
from qa.extraction.candidate import Candidate, Details
from qa.extraction.cells.heads import find_table, rows_by_table, speaks_of
from qa.extraction.cells.sums import is_row_of_sums, is_sum
from qa.extraction.cells.words import is_number
from qa.extraction.cues import cue
from qa.extraction.focus import adjacency, counted, focus_of
from qa.extraction.prose import is_prose, pairs_of, shared_pairs
from qa.extraction.score_features import (
    Features,
    beside_told,
    features_of_clause,
    features_of_sentence,
    lacks_shortcoming,
    tells_of_part,
)
from qa.extraction.term_grid import TermGrid, TermLocator
from qa.extraction.term_matching import WeightedTerm, balance, coverage_of
from qa.extraction.things.contrasts import is_of_other_sort, modified
from qa.extraction.things.counted import counted_terms
from qa.extraction.things.sorts import sort_of, tells_sort
from qa.extraction.weights import FIT
from qa.language.clauses import cut
from qa.model import Figure, Kind, Query
from qa.retrieval.passages import Passage, cell_at, figures_in


def find_candidates(
    query: Query,
    passages: Sequence[Passage],
    terms: Sequence[WeightedTerm],
    around: Callable[[Passage], Sequence[str]],
    far: bool = True,
) -> list[Candidate]:
    """The clauses of the passages that may answer, best first; ties in the order of the corpus.

    Args:
        query: The question as it was read.
        passages: What retrieval found.
        terms: The terms of the question, weighed.
        around: Gives the folded sentences before and behind a passage.
        far: Whether a clause far from every term may do where none is near.
    """
    best = max((p.score for p in passages), default=1.0) or 1.0
    table = find_table(query, passages)
    summed = rows_by_table(passages) if query.total else {}
    scorer = _ClauseScorer(query, terms, around, best, (table, summed))
    # A clause far from every term is looked at only where none is near: it is at most the nearest.
    found = [c for passage in passages for c in scorer.find(passage, near=not query.byline)]
    if far and not found:
        found = [c for passage in passages for c in scorer.find(passage, near=False)]
    return deed_first(query, rank(found))


def rank(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, best first; ties in the order of the corpus."""
    return sorted(candidates, key=lambda c: (-round(c.score, 9), c.passage.number, c.at))


class _ClauseScorer:
    """Scores the clauses of passages for one question."""

    def __init__(
        self,
        query: Query,
        terms: Sequence[WeightedTerm],
        around: Callable[[Passage], Sequence[str]],
        best: float,
        tables: tuple[str, Mapping[str, str]],
    ) -> None:
        self._query, self._terms, self._best, self._tables = query, terms, best, tables
        self._around = around
        self._locator = TermLocator(query, terms, around, *tables)
        self._type = type_of(query)
        self._sort = sort_of(query)
        self._conditions = conditions_of(query.text, query.kind)
        self._asks_meaning = asks_meaning(query)
        self._modified = modified(query)
        self._pairs = pairs_of(query.text)
        self._counted = counted_terms(query)
        self._only_plans = query.plan and all(term.target for term in query.terms)
        self._details: dict[tuple[int, int], Details] = {}

    @cached_property
    def _denied(self) -> TermLocator:
        """What finds the terms where they are denied too."""
        terms = [term._replace(affirmed=False) for term in self._terms]
        return TermLocator(self._query, terms, self._around, *self._tables)

    def find(self, passage: Passage, near: bool) -> Iterator[Candidate]:
        """The candidates of a passage in order.

        Args:
            passage: To be looked at.
            near: Whether a term must stand in a clause or in one beside it.
        """
        if self._only_plans and not passage.analysis.period.plan:
            return  # what was planned for is no plan: 学习有计划
        if not meets(self._conditions, passage):
            return
        cells = tuple((cell.start, cell.end) for cell in passage.sentence.cells)
        defined = self._asks_meaning and defines(self._query, passage)
        clauses = cells or _cut(passage, defined)
        denied = tells_none(self._query, passage.folded)
        grid = (self._denied if denied else self._locator).locate(passage, clauses)
        if fits := self._fits(grid, near):
            shared = features_of_sentence(self._query, passage) | {"defined": float(defined)}
            owning = self._owning(passage, clauses)
            for at, fit in fits.items():
                # What stands beside a cell counts other things, on either side.
                owned = frozenset(i for i in owning if i > at or (cells and i != at))
                candidate = self._candidate(grid, at, fit, shared, owned)
                if not is_of_other_sort(self._query, self._modified, grid.matches, candidate):
                    yield candidate

    def _fits(self, grid: TermGrid, near: bool) -> dict[int, float]:
        """How well those clauses fit that may answer, from 0; in prose all do where none fits."""
        every = range(len(grid.clauses))
        asked = self._near(grid) if near else every
        dates = near and self._query.kind is Kind.WHEN
        # Most clauses are far from every term, which is sooner seen than how they fit.
        fits = self._fitting(grid, every if dates else asked)
        if dates and fits:
            told = (at for at in fits if self._is_near(grid, at, _reach(fits, at, len(every))))
            return {at: fits[at] for at in told}
        if fits or not asked or not is_prose(grid.passage):
            return fits
        return {} if self._fitting(grid, every) else dict.fromkeys(asked, FIT.prose)

    def _fitting(self, grid: TermGrid, numbers: Iterable[int]) -> dict[int, float]:
        """Those of some clauses that fit at all, with how well."""
        fits = ((at, self._fit(grid.passage, grid.clauses[at])) for at in numbers)
        return {at: fit for at, fit in fits if fit > 0}

    def _near(self, grid: TermGrid) -> Sequence[int]:
        """The clauses that a term stands in or beside."""
        if grid.passage.sentence.cells:
            return [at for at in range(len(grid.clauses)) if self._is_near(grid, at, at + 1)]
        around = (0.0, *grid.shares, 0.0)
        triples = zip(around, grid.shares, around[2:], strict=False)
        return [at for at, shares in enumerate(triples) if any(shares)]

    def _is_near(self, grid: TermGrid, at: int, last: int) -> bool:
        """Whether a term stands in a clause or beside it, of words of a table in their row.

        A sum is of what its table names.

        Args:
            grid: Where the terms of the question stand.
            at: The clause, from 0.
            last: The last one that it may tell of.
        """
        cells = grid.passage.sentence.cells
        if cells and not is_number(grid.passage, grid.clauses[at]):
            return any(grid.shares)
        summed = self._query.total and cells and is_sum(cells[at])
        return bool(summed) or any(grid.shares[max(0, at - 1) : last + 1])

    def _fit(self, passage: Passage, clause: tuple[int, int]) -> float:
        """How well a clause fits the type asked for, less if it only leads to the next one."""
        if not tells_of_part(self._query, passage, clause):
            return 0.0
        fit = self._type.fit(self._query, passage, clause)
        if not fit:
            return fit
        text = passage.folded[slice(*clause)]
        dated = self._query.kind is Kind.WHEN
        leads = FIT.adverbial if not dated and cue("adverbial").fullmatch(text) else 1.0
        sort = self._worth_of_sort(passage, clause, text)
        told = FIT.no_shortcoming if lacks_shortcoming(self._query, passage, text) else 1.0
        table, _ = self._tables
        elsewhere = table and not speaks_of(table, passage)
        fit *= 1.0 if passage.sentence.cells else worth_of_moves(self._query, text)
        return leads * sort * told * fit * (FIT.other_table if elsewhere else 1.0)

    def _worth_of_sort(self, passage: Passage, clause: tuple[int, int], text: str) -> float:
        """How much a clause tells of the sort asked for; all where its column says so: 未评定."""
        told = tells_sort(self._query, self._sort, cell_at(passage, clause), text)
        return 1.0 if told or self._sort is None else self._sort.other

    def _candidate(
        self,
        grid: TermGrid,
        at: int,
        fit: float,
        shared: Mapping[str, float],
        owned: frozenset[int],
    ) -> Candidate:
        """The candidate that a clause makes.

        Args:
            grid: Where the terms of the question stand.
            at: The clause, from 0.
            fit: How well it fits the type asked for.
            shared: The features of its sentence, by name.
            owned: Clauses behind it whose words belong to figures of their own.
        """
        query, passage, clause = self._query, grid.passage, grid.clauses[at]
        figures = answering(query, passage, clause) if query.kind.wants_figure else ()
        strengths = self._with_sort(grid, at, grid.strengths(at, owned))
        spoken, total = balance(self._terms, strengths)
        coverage = spoken / total
        beside = adjacency(query, figures, grid, at)
        counts = self._counts(grid, at) if figures else 0.0
        features = self._features(shared, passage, clause, (coverage, fit, beside, counts))
        return Candidate(
            passage,
            grid.clauses,
            at,
            coverage,
            fit,
            features,
            features.score,
            strengths,
            grid.shares,
            partial(self._look, grid, at, figures, strengths),
        )

    def _look(
        self, grid: TermGrid, at: int, figures: Sequence[Figure], strengths: tuple[float, ...]
    ) -> Details:
        """What is told of a candidate on a closer look, kept for the next one."""
        key = grid.passage.number, at
        known = self._details.get(key)
        return known or self._details.setdefault(key, self._close(grid, at, figures, strengths))

    def _close(
        self, grid: TermGrid, at: int, figures: Sequence[Figure], strengths: tuple[float, ...]
    ) -> Details:
        _, total = balance(self._terms, strengths)
        clause = grid.clauses[at]
        focus = focus_of(self._query, grid.passage, clause, figures, grid.matches)
        told = (f for f in figures_in(grid.passage, clause) if (f.start, f.end) == focus)
        lacking = (w.weight * w.due * (1 - s) for w, s in zip(self._terms, strengths, strict=True))
        return Details(
            max(lacking, default=0) / total,
            self._local_coverage(grid, at),
            self._before(grid, at),
            focus,
            next(told, None),
        )

    def _counts(self, grid: TermGrid, at: int) -> float:
        """How well a clause speaks of what is counted; a row of sums of all its table counts."""
        cells = grid.passage.sentence.cells
        if self._counted and self._query.total and cells and is_row_of_sums(cells[at]):
            return 1.0
        return counted(grid, at, self._counted)

    def _features(
        self,
        shared: Mapping[str, float],
        passage: Passage,
        clause: tuple[int, int],
        measured: tuple[float, float, float, float],
    ) -> Features:
        """What speaks for and against a clause.

        What was measured is its coverage, its fit, its adjacency and how well it speaks of what is
        counted.
        """
        query, (coverage, fit, beside, counts) = self._query, measured
        retrieval, prose = passage.score / self._best, is_prose(passage)
        return Features(
            **shared,
            coverage=coverage,
            typed_coverage=coverage * fit,
            retrieval=retrieval,
            adjacency=beside if query.units else 0.0,
            adjacency_alone=0.0 if query.units else beside,
            beside_told=coverage * beside_told(query, passage, clause),
            counted=counts,
            prose_retrieval=retrieval if prose else 0.0,
            prose_pairs=shared_pairs(self._pairs, passage) if prose else 0.0,
            **features_of_clause(query, passage, clause),
        )

    def _with_sort(
        self, grid: TermGrid, at: int, strengths: tuple[float, ...]
    ) -> tuple[float, ...]:
        """The strengths of the terms, where a clause that names a law speaks of laws."""
        if self._sort is None or not self._sort.holds.search(
            grid.passage.folded, *grid.clauses[at]
        ):
            return strengths
        return tuple(1.0 if i in self._sort.terms else s for i, s in enumerate(strengths))

    def _owning(self, passage: Passage, clauses: Sequence[tuple[int, int]]) -> list[int]:
        """The clauses whose words belong to figures of their own: 3起,涉案2人."""
        if not self._query.kind.wants_figure:
            return []
        return [at for at, clause in enumerate(clauses) if figures_in(passage, clause)]

    def _local_coverage(self, grid: TermGrid, at: int) -> float:
        """The share of the question that a clause and the one before it speak of together."""
        here, before = grid.shares[at], grid.shares[at - 1] if at else 0.0
        if not (here and before):
            return here or before
        return self._coverage(max(row[at - 1 : at + 1]) for row in grid.inside)

    def _before(self, grid: TermGrid, at: int) -> float:
        """The share of the question that the clause before speaks of and this one does not."""
        here, before = grid.shares[at], grid.shares[at - 1] if at else 0.0
        if not (here and before):
            return before
        return self._coverage(max(0.0, row[at - 1] - row[at]) for row in grid.inside)

    def _coverage(self, strengths: Iterable[float]) -> float:
        """What part of the question's weight these strengths make up."""
        return coverage_of(self._terms, list(strengths))


def _cut(passage: Passage, defined: bool) -> tuple[tuple[int, int], ...]:
    """The clauses of a sentence; one that says what a word means is told as a whole."""
    text = passage.sentence.text
    return ((0, len(text.rstrip("。;；"))),) if defined else cut(text)


def _reach(dates: Iterable[int], at: int, count: int) -> int:
    """The last clause that a date tells of: all to the next date, and one at least.

    Args:
        dates: The clauses with one, in order.
        at: One of them.
        count: Of all clauses.
    """
    later = (other for other in dates if other > at)
    return max(at + 1, next(later, count) - 1)
