"""Measures: what the figure of a candidate counts, and which other one contradicts it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from qa.answering import thresholds
from qa.answering.alignment import share_noun
from qa.extraction import Candidate
from qa.extraction.answer_spans import span_of
from qa.extraction.cells.names import bare_head, names_column
from qa.extraction.cells.saying import cell_of
from qa.extraction.cells.sums import is_row_of_sums, is_sum
from qa.extraction.cues import cue
from qa.extraction.things.contrasts import are_apart, item_of
from qa.language.units import are_alike
from qa.model import Figure, Kind, Query
from qa.retrieval.passages import figures_in

_SINGLE = (Kind.COUNT, Kind.AMOUNT)


class Measure(NamedTuple):
    """What one cell measures."""

    name: str
    """Of the cell: its place, and its year where years are set side by side."""
    value: Decimal
    figure: Figure
    item: str
    """The words of the sentence that belong to the figure."""
    years: tuple[int, ...]
    plan: bool
    several: bool
    exact: bool
    thing: str
    """What the figure counts."""


def measure_of(query: Query, name: str, candidate: Candidate | None) -> Measure | None:
    """What a cell measures; None if it has no figure."""
    figure = candidate.figure if candidate else None
    if candidate is None or figure is None:
        return None
    passage = candidate.passage
    period, year = passage.analysis.period, passage.report.year
    value = _sum(candidate, figure, figures_in(passage, span_of(query, candidate)))
    return Measure(
        name,
        value,
        figure,
        item_of(passage, candidate.span, figure),
        period.years or ((year,) if year else ()),
        period.plan,
        period.several,
        figure.relation == "=",
        _thing_of(candidate) or figure.of or item_of(passage, candidate.span, figure),
    )


def _thing_of(candidate: Candidate) -> str:
    """What the head of a sum in a table names; empty for what is none."""
    cell = cell_of(candidate)
    return bare_head(cell.heads[-1]) if cell and cell.heads and is_row_of_sums(cell) else ""


def _sum(candidate: Candidate, figure: Figure, figures: Sequence[Figure]) -> Decimal:
    """The value of a cell: its figure, or the sum of all that count the same: 1 and 5 times 1."""
    text = candidate.passage.folded
    alike = [f for f in figures if f.of == figure.of and f.unit == figure.unit]
    between = text[
        min(f.start for f in alike or [figure]) : max(f.end for f in figures or [figure])
    ]
    if len(alike) < 2 or not figure.of or cue("no_sum").search(between):
        return figure.low
    total = Decimal(0)
    for one in alike:
        before = [f for f in figures if f.end <= one.start and f not in alike]
        shared = before and cue("for_each").search(text, before[-1].end, one.start)
        total += one.low * (before[-1].low if shared else 1)
    return total


def differing(query: Query, candidates: Sequence[Candidate]) -> Candidate | None:
    """What gives another figure for just what the best candidate counts; None if nothing does.

    Of a detail of what was told before, another figure elsewhere need not be of the same.

    Args:
        query: One for a figure of one place.
        candidates: Best first, at least one.
    """
    best = candidates[0]
    alone = query.kind in _SINGLE and query.beside is None
    own = measure_of(query, "", best) if alone else None
    if own is None:
        return None
    rivals = (c for c in candidates[1:] if _is_rival(best, c) and _in_same_cell(query, best, c))
    for other in rivals:
        found = measure_of(query, "", other)
        if found and _contradicts(own, found):
            told = {f.low for f in figures_in(other.passage, other.span)}
            if own.figure.low not in told:  # 由1.58亿增加到3.23亿 tells both
                return other
    return None


def _is_rival(best: Candidate, other: Candidate) -> bool:
    """Whether a candidate of the same place speaks of the question as much as the best one."""
    return (
        other.passage is not best.passage
        and other.passage.report.holder == best.passage.report.holder
        and other.coverage >= thresholds.EDITION * best.coverage
        and other.fit >= thresholds.EDITION * best.fit
    )


def _in_same_cell(query: Query, best: Candidate, other: Candidate) -> bool:
    """Whether candidates of tables stand in the same place of theirs; prose stands in none.

    Each table has a sum; it is of what is asked for only where its column is.
    """
    cells = [cell for cell in map(cell_of, (best, other)) if cell]
    sums = [cell for cell in cells if is_sum(cell)]
    if sums:
        return all(names_column(query, cell) for cell in sums) and len(sums) == len(cells)
    named = {(*map(bare_head, (*cell.labels, *cell.heads[-1:])),) for cell in cells}
    return len(named) < len(cells) or len(cells) < 2


def _contradicts(one: Measure, other: Measure) -> bool:
    """Whether two measures of the same thing and period have nothing in common."""
    alike = (one.plan, one.several, one.years) == (other.plan, other.several, other.years)
    parts = [bool(cue("no_sum").search(m.item)) for m in (one, other)]
    apart = max(one.figure.low, other.figure.low) > min(one.figure.high, other.figure.high)
    exact = one.exact and other.exact
    same = are_alike(one.figure.unit, other.figure.unit) and same_thing(one, other)
    return alike and exact and apart and same and parts[0] == parts[1]


def same_thing(one: Measure, other: Measure) -> bool:
    """Whether two figures count the same, as the words that belong to them tell."""
    if are_apart(one.item, other.item) or _manner(one) != _manner(other):
        return False
    return share_noun(one.thing, other.thing)


def _manner(one: Measure) -> tuple[bool, bool, bool]:
    """Whether a figure tells a change, an addition, a sum of two things."""
    added, joint = (bool(cue(name).search(one.item)) for name in ("added", "joint"))
    return one.figure.change, added, joint
