"""The term grid: where the terms of a question stand in a sentence and around it."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from itertools import repeat
from types import MappingProxyType
from typing import NamedTuple

from qa.extraction.cells.heads import is_short_for, one_side, words_of
from qa.extraction.cells.sums import is_row_of_sums
from qa.extraction.cues import cue
from qa.extraction.term_matching import (
    TermMatch,
    WeightedTerm,
    best_within,
    coverage_of,
    find_matches,
    strength_in,
    told_apart,
)
from qa.extraction.weights import MATCHING
from qa.language import resources
from qa.language.clauses import cut
from qa.language.normalization import fold
from qa.model import Query
from qa.retrieval.passages import Passage

_LONG = 4  # characters of a word that may be told in two parts


class TermGrid(NamedTuple):
    """Where the terms of a question stand in a passage and around it; one row a term."""

    passage: Passage
    clauses: tuple[tuple[int, int], ...]
    matches: Sequence[Sequence[TermMatch]]
    inside: Sequence[Sequence[float]]
    """How well each term stands in each clause."""
    above: Sequence[float]
    """How well it stands in the headings."""
    beside: Callable[[bool], Sequence[float]]
    """Reads how well it stands in the sentences around, for the first clause if so asked."""
    shares: tuple[float, ...]
    """What share of the question each clause speaks of."""
    spoken: Sequence[int]
    """The terms that stand in any clause."""
    measures: frozenset[int] = frozenset()
    """The terms that name but a measure: 金额."""

    def strengths(self, at: int, owned: frozenset[int]) -> tuple[float, ...]:
        """How well a clause and its surroundings speak of each term.

        Args:
            at: The clause, from 0.
            owned: Clauses behind it whose words belong to figures of their own.
        """
        found = list(self.above)
        for term in self.spoken:
            found[term] = max(_near(self.inside[term], at, owned), found[term])
        most = MATCHING.neighbour if at else MATCHING.last_of_sentence_before
        if min(found, default=most) >= most:
            return tuple(found)  # no sentence around can speak better of a term
        return tuple(map(max, found, self.beside(not at)))


class TermLocator:
    """Finds where the terms of one question stand; what it learns of a heading it keeps."""

    def __init__(
        self,
        query: Query,
        terms: Sequence[WeightedTerm],
        around: Callable[[Passage], Sequence[str]],
        table: str = "",
        summed: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Looks for these terms.

        Args:
            query: The question as it was read.
            terms: Of the question, weighed.
            around: Gives the folded sentences before and behind a passage.
            table: The caption of the table that is named; its cells speak of what it says.
            summed: What the rows of each table name, by its caption: the sums are of these.
        """
        self._query, self._terms, self._around, self._table = query, terms, around, table
        self._summed = summed
        self._measures = frozenset(i for i, term in enumerate(terms) if term.term.measure)
        self._seen: dict[str, list[float]] = {}
        self._near: dict[tuple[int, bool], list[float]] = {}
        self._over: dict[tuple[str, Sequence[str], bool], list[float]] = {}

    def locate(self, passage: Passage, clauses: tuple[tuple[int, int], ...]) -> TermGrid:
        """Where the terms stand in a passage and around it.

        Args:
            passage: To be looked at.
            clauses: Of its sentence.
        """
        matches = [find_matches(term, passage.folded) for term in self._terms]
        if passage.sentence.cells:
            said = self._said_of_cells(passage)
            inside = [[cell[row] for cell in said] for row in range(len(self._terms))]
        else:
            nowhere, starts = [0.0] * len(clauses), [start for start, _ in clauses]
            inside = [
                self._inside(term, found, passage, clauses, starts) if found else nowhere
                for term, found in zip(self._terms, matches, strict=True)
            ]
        spoken = [term for term, row in enumerate(inside) if any(row)]
        columns = zip(*inside, strict=True) if spoken else repeat((), len(clauses))
        return TermGrid(
            passage,
            clauses,
            matches,
            inside,
            self._above(passage),
            partial(self._beside, passage),
            tuple(coverage_of(self._terms, column) for column in columns),
            spoken,
            self._measures,
        )

    @staticmethod
    def _inside(
        term: WeightedTerm,
        found: Sequence[TermMatch],
        passage: Passage,
        clauses: Sequence[tuple[int, int]],
        starts: Sequence[int],
    ) -> list[float]:
        """How well a term stands in each clause, said there or told apart."""
        here = best_within(found, clauses, starts)
        if len(clauses) < 2 or max(here) >= MATCHING.told_apart or len(term.forms[0][0]) < _LONG:
            return here
        return list(map(max, here, told_apart(term, passage.folded, clauses)))

    def _words(self, passage: Passage) -> list[str]:
        """What says what each cell of a row counts or tells."""
        cells = passage.sentence.cells
        said = (passage.folded[cell.start : cell.end] for cell in cells)
        named = [
            words_of(*pair, self._table, self._query.text) for pair in zip(cells, said, strict=True)
        ]
        sums = (self._summed.get(c.caption, "") if is_row_of_sums(c) else "" for c in cells)
        summed = map(one_side, cells, sums)
        return [f"{words} {rows}" for words, rows in zip(named, summed, strict=True)]

    def _said_of_cells(self, passage: Passage) -> list[list[float]]:
        """How well each cell of a row speaks of each term, what its head leaves out included."""
        around = fold(" ".join((passage.report.title, *passage.sentence.section)))
        found = []
        for cell, words in zip(passage.sentence.cells, self._words(passage), strict=True):
            said = self._strengths(words)
            short = (is_short_for(cell, term.forms[0][0], around) for term in self._terms)
            pairs = zip(said, short, strict=True)
            above = self._strengths(fold(cell.caption))
            said = [max(s, MATCHING.short_head * is_short) for s, is_short in pairs]
            found.append(
                [max(s, MATCHING.caption_of_cell * a) for s, a in zip(said, above, strict=True)]
            )
        return found

    def _above(self, passage: Passage) -> list[float]:
        """How well each term stands in the headings above."""
        over = passage.report.title, passage.sentence.section, passage.analysis.period.plan
        known = self._over.get(over)
        return self._over.setdefault(over, self._read_above(*over)) if known is None else known

    def _read_above(self, title: str, section: Sequence[str], plan: bool) -> list[float]:
        headings = section or _preamble()
        in_title = self._strengths(fold(title))
        in_section = self._strengths(fold(" ".join(headings)))
        far = [
            max(MATCHING.title * t, MATCHING.section * s)
            for t, s in zip(in_title, in_section, strict=True)
        ]
        if plan:
            pairs = zip(self._terms, far, strict=True)
            far = [MATCHING.plan_target if w.term.target else f for w, f in pairs]
        return far

    def _beside(self, passage: Passage, first: bool) -> list[float]:
        """How well each term stands in the sentences around.

        Args:
            passage: The one between them.
            first: Whether for its first clause, which may go on with the sentence before.
        """
        known = self._near.get((passage.number, first))
        if known is not None:
            return known
        around = self._around(passage)
        found = self._last_clause(passage, around) if first else [0.0] * len(self._terms)
        for text in around:
            near = self._strengths(text)
            found = [max(f, MATCHING.neighbour * n) for f, n in zip(found, near, strict=True)]
        return self._near.setdefault((passage.number, first), found)

    def _last_clause(self, passage: Passage, around: Sequence[str]) -> list[float]:
        """How well the last clause of the sentence before speaks of each term."""
        before = next(iter(around), "")
        if not any(self._strengths(before)):
            return [0.0] * len(self._terms)
        if self._query.kind.wants_figure and cue("part_head").match(passage.folded):
            # 其中 tells a part of all that was said.
            return [MATCHING.part_of_before * s for s in self._strengths(before)]
        clauses = cut(before)
        last = before[slice(*clauses[-1])] if clauses else ""
        return [MATCHING.last_of_sentence_before * s for s in self._strengths(last)]

    def _strengths(self, text: str) -> list[float]:
        """How well a folded text speaks of each term."""
        if text not in self._seen:
            self._seen[text] = [strength_in(term, text) for term in self._terms]
        return self._seen[text]


def _near(row: Sequence[float], at: int, owned: frozenset[int]) -> float:
    """How well a term stands in a clause, its neighbours or the rest of the sentence."""
    if owned:
        row = [MATCHING.owned * value if i in owned else value for i, value in enumerate(row)]
    value = max(row[at], MATCHING.sentence * max(row))
    if at > 0:
        value = max(value, MATCHING.clause_before * row[at - 1])
    if at + 1 < len(row):
        value = max(value, MATCHING.clause_after * row[at + 1])
    return value


@cache
def _preamble() -> tuple[str, ...]:
    """Words for what stands before the first heading: who gives the report, when and where."""
    return tuple(resources.read_lines("extraction/preamble.txt"))
