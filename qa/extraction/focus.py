"""Focus: what of a clause matters most, and whether its figure is of the thing asked about.

How many enterprises do the service centres cover asks for enterprises: 企业服务中心4个 counts none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qa.extraction.answer_types.quantity import fit_of
from qa.extraction.cues import cue
from qa.extraction.term_grid import TermGrid
from qa.extraction.term_matching import TermMatch
from qa.extraction.weights import MATCHING
from qa.language.patterns import lazy_pattern
from qa.model import Figure, Kind, Query, Term
from qa.retrieval.passages import Passage

_ITEM, _BEHIND = 12, 3  # characters that a 、 between counts as, and standing behind the figure
_FAR = 40  # characters beyond which a term tells nothing of a figure
_BEHIND_HAN, _BEHIND_LATIN = 2, 12  # characters from the asking word to what is counted: 名, new
_BEFORE = 2  # the same backwards: 讲座有多少
_BLANK = 1  # between words of one thing
_REMARK = lazy_pattern(r"\([^()]*\)")
_QUESTIONS = 64  # whose counted terms are kept
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


class _Place(NamedTuple):
    """Where a question says a term, as offsets in its text."""

    start: int
    end: int
    term: int


def counted_terms(query: Query) -> frozenset[int]:
    """The numbers of the terms whose figures are asked for, from 0; none where nothing tells.

    By how much a thing grew asks for no number of what stands beside the asking word: 增加了多少.
    """
    if query.change or not query.kind.wants_figure:
        return frozenset()
    return _counted_terms(query.text, query.terms)


@lru_cache(_QUESTIONS)
def _counted_terms(text: str, terms: tuple[Term, ...]) -> frozenset[int]:
    """The same by the words alone, which a survey asks of every report."""
    places = sorted(_places(text, terms))
    found = (_counted_beside(terms, places, asked) for asked in _asking(text))
    return frozenset(term for term in found if term is not None)


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


def _places(asked: str, terms: Sequence[Term]) -> Iterator[_Place]:
    text = asked.lower()
    for number, term in enumerate(terms):
        for match in re.finditer(re.escape(term.source.lower()), text):
            yield _Place(*match.span(), number)


def _asking(text: str) -> list[re.Match[str]]:
    """The words that ask for a number; of several in one breath the last: 几个部门抽查的有几家."""
    found = sorted(cue("asks_number").matches(text), key=lambda match: match.start())
    parted = [
        one for one, other in pairwise(found) if cue("parts").search(text, one.end(), other.start())
    ]
    return parted + found[-1:]


def _counted_beside(
    terms: Sequence[Term], places: Sequence[_Place], asked: re.Match[str]
) -> int | None:
    """The term behind the asking word, the head of several in a row; else the one before it."""
    reach = _BEHIND_LATIN if asked[0].isascii() else _BEHIND_HAN
    behind = [p for p in places if p.start >= asked.end() and _counts(terms[p.term])]
    if behind and behind[0].start - asked.end() <= reach:
        head = behind[0]
        for place in behind[1:]:
            if place.start - head.end > _BLANK:
                break
            head = place
        return head.term
    return None if asked[0].isascii() else _counted_before(terms, places, asked.start())


def _counted_before(terms: Sequence[Term], places: Sequence[_Place], at: int) -> int | None:
    """The term right before an asking word at `at`, a measure between them left out: 产量多少."""
    for place in reversed([p for p in places if p.end <= at]):
        if at - place.end > _BEFORE:
            return None
        if _counts(terms[place.term]):
            return place.term
        at = place.start
    return None


def _counts(term: Term) -> bool:
    return not (term.measure or term.target)
