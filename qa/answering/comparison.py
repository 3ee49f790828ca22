"""Comparison: the same thing asked of several places or years, a cell each.

Named places stand side by side; when none is named every report is asked. That is exhaustive,
never the best few, so that "2 of 5 reports state this" is true.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from qa.answering import thresholds
from qa.answering.alignment import align, measure_alike, with_names
from qa.answering.citations import cite, told
from qa.answering.finding import Finding
from qa.answering.measures import measure_of
from qa.answering.scope import Scope
from qa.answering.verdicts import name_of, notes_of
from qa.extraction import Candidate
from qa.extraction.answer_spans import span_of
from qa.extraction.candidates import rank
from qa.extraction.clause_runs import is_plain, shorten
from qa.extraction.things.units import needs_no_figure
from qa.language.units import are_alike
from qa.model import Answer, Figure, Kind, Query, Question, Row, Status
from qa.query.place_names import of_level
from qa.render import label
from qa.retrieval.passages import figures_in
from qa.wording import lang_of, say

LONGEST = 380
"""Characters from which the rows of an answer hold no more than a clause each."""


class Cell(NamedTuple):
    """What one place says for one year."""

    place: str
    year: int | None
    candidate: Candidate | None
    """None: not stated."""
    confidence: float = 0.0
    """Of the candidate, taken alone."""


def is_comparison(query: Query) -> bool:
    """Whether there are several things to set side by side.

    What is asked of two places by name is told of each: how do A and B settle disputes.
    """
    if query.kind is Kind.COMPARE:
        return len(query.mentions) != 1 or max(len(query.years), len(query.report_years)) > 1
    named = sum(len(mention) == 1 for mention in query.mentions)
    return query.kind is Kind.ACROSS or (named > 1 and query.kind is not Kind.YESNO)


def part(query: Query, scope: Scope) -> list[Query]:
    """The query once for each place and year asked of; for all places if none is named.

    Years alone are set side by side wherever they are told of. A name that may mean several
    bodies stands for whichever of them tells.
    """
    groups = query.mentions
    dated = _by_year(query)
    if query.kind is Kind.ACROSS or (not groups and len(dated) < 2):
        asked = query.places or of_level(scope.places, query.text)
        groups = tuple((place,) for place in asked if place not in query.besides)
    parts = [
        replace(apart, places=places, mentions=(places,))
        for places in groups or (() if query.besides else ((),))
        for apart in dated
    ]
    if query.kind is Kind.ACROSS:
        return [apart for each in parts for apart in scope.by_report(each)]
    return parts


def _by_year(query: Query) -> list[Query]:
    """The query once for each year that it asks of, or for each of which it means the report."""
    if len(query.report_years) > 1 and query.kind is Kind.COMPARE:
        return [replace(query, report_years=(year,)) for year in query.report_years]
    return [replace(query, years=(year,)) for year in query.years] or [query]


def cells_of(
    query: Query, findings: Sequence[Finding], judge: Callable[[Finding], Finding]
) -> list[Cell]:
    """One cell for each part of a comparison, all measuring alike where that can be.

    Args:
        query: The question as it was read.
        findings: What was found for each part.
        judge: Says how sure a finding is whose candidates were put in another order.
    """
    ranked: list[Sequence[Candidate]] = [finding.candidates for finding in findings]
    if query.kind is Kind.COMPARE or query.extreme or query.units:
        ranked = align([_facts_first(query, candidates) for candidates in ranked])
    elif needs_no_figure(query):
        ranked = with_names(query, ranked)
    pairs = zip(findings, ranked, strict=True)
    return [_cell(_of(finding, candidates, judge)) for finding, candidates in pairs]


def _facts_first(query: Query, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates, those of plans behind those of facts unless one of them is asked for."""
    if query.plan is not None:
        return candidates
    return rank(
        c._replace(score=c.score - thresholds.PLANNED * c.passage.analysis.period.plan)
        for c in candidates
    )


def _of(
    finding: Finding, candidates: Sequence[Candidate], judge: Callable[[Finding], Finding]
) -> Finding:
    """The finding of these of its candidates, in this order; judged anew if another one leads."""
    led = finding._replace(candidates=tuple(candidates))
    return led if candidates[:1] and candidates[0] is finding.candidates[0] else judge(led)


def _cell(finding: Finding) -> Cell:
    asked, best = finding.query, next(iter(finding.candidates), None)
    named = asked.places[0] if asked.places else ""
    place = best.passage.report.holder if best else named
    place = asked.seat + place
    year = asked.years[0] if asked.years else (best.passage.report.year if best else None)
    return Cell(place, year, best, finding.confidence)


def drop_unconfident(query: Query, cells: Sequence[Cell], threshold: float) -> list[Cell]:
    """The cells, emptied of candidates that are not evidence enough.

    Args:
        query: The question as it was read.
        cells: Each with its best candidate.
        threshold: The confidence that a candidate needs. A named place may have less if it speaks
            of the question nearly as much as one that has it, and less still if it measures alike.
    """
    sure = [c.candidate for c in cells if c.candidate and c.confidence >= threshold]
    model = max(sure, key=lambda c: c.coverage, default=None)

    def stands(cell: Cell) -> bool:
        if cell.candidate is None or cell.confidence >= threshold:
            return cell.candidate is not None
        if model is None or query.kind is Kind.ACROSS:
            return False
        alike = measure_alike(cell.candidate, model)
        share = thresholds.NAMED_IF_ALIKE if alike else thresholds.NAMED_PLACE
        return cell.candidate.coverage >= share * model.coverage

    return [
        cell
        if stands(cell)
        else cell._replace(candidate=None, year=cell.year if query.years else None)
        for cell in cells
    ]


def compose(question: Question, query: Query, cells: Sequence[Cell]) -> Answer | None:
    """The answer that sets the cells side by side; None if no report states the thing."""
    stated = [c for c in cells if c.candidate]
    if query.kind is Kind.ACROSS and stated:
        best = max(c.candidate.coverage for c in stated if c.candidate)
        fit = max(c.candidate.fit for c in stated if c.candidate)
        stated = [c for c in stated if _covers_enough(c, best, fit if query.units else 0.0)]
    if not stated:
        return None
    if query.extreme:
        stated = _ranked(query, stated)
    elif query.kind is Kind.ACROSS:
        stated.sort(key=lambda c: -c.candidate.coverage if c.candidate else 0.0)
    return _answer(question, query, [*stated, *_holes(query, cells, stated)], len(cells))


def _holes(query: Query, cells: Sequence[Cell], stated: Sequence[Cell]) -> list[Cell]:
    """The cells of a comparison that state nothing; a survey of all places shows none.

    With two places of two years each, the two that are told of are what was meant.
    """
    told = {cell.place for cell in stated}
    over_years = _is_over_years(cells)
    missing = (c for c in cells if not c.candidate and (over_years or c.place not in told))
    return [] if query.kind is Kind.ACROSS else list(missing)


def _is_over_years(cells: Sequence[Cell]) -> bool:
    """Whether years of one place are set side by side, not places."""
    return len({cell.place for cell in cells}) == 1 and len({cell.year for cell in cells}) > 1


def _covers_enough(cell: Cell, best: float, fit: float) -> bool:
    """Whether a place states what another one states with so much of the question, and as fitly."""
    if cell.candidate is None or cell.candidate.fit < thresholds.CELL_FIT * fit:
        return False
    sure = cell.confidence >= thresholds.SURE
    share = thresholds.SURVEYED_IF_SURE if sure else thresholds.SURVEYED_PLACE
    return cell.candidate.coverage >= share * best


def _answer(question: Question, query: Query, cells: Sequence[Cell], asked: int) -> Answer:
    lang = question.lang or lang_of(question.text)
    pieces = _pieces(query, cells, lang)
    rows = tuple(_rows(cells, pieces, lang))
    stated = [c for c in cells if c.candidate]
    sources = [(c.candidate.passage, p) for c, p in zip(cells, pieces, strict=True) if c.candidate]
    sure = [c.confidence for c in stated]
    return Answer(
        question,
        Status.ANSWERED,
        _as_text(rows),
        query,
        figures=tuple((f, i) for i, s in enumerate(sources, 1) for f in figures_in(*s)),
        citations=tuple(cite(p, i, [piece]) for i, (p, piece) in enumerate(sources, 1)),
        # A comparison is right if every cell is, a survey as far as its cells are.
        confidence=sum(sure) / len(sure) if query.kind is Kind.ACROSS else min(sure),
        notes=(
            say("stated-by", lang, stated=len(stated), asked=asked),
            *_verdict(query, cells, asked, lang),
        ),
        rows=rows,
    )


def _pieces(query: Query, cells: Sequence[Cell], lang: str) -> list[tuple[int, int]]:
    """What each cell takes of its sentence: all that belongs to it while the rows are not long."""
    pieces, length = [], -1
    for cell in cells:
        pieces.append(_piece(query, cell, whole=True))
        length += 1 + len(_as_text(list(_rows([cell], pieces[-1:], lang))))
        if length > LONGEST:
            return [_piece(query, each, whole=False) for each in cells]
    return pieces


def _piece(query: Query, cell: Cell, whole: bool) -> tuple[int, int]:
    """What a cell takes of its sentence: all that belongs to it, or its clause alone."""
    if cell.candidate is None:
        return 0, 0
    if whole:
        return span_of(query, cell.candidate)
    return shorten(cell.candidate, cell.candidate.span, is_plain)


def _rows(cells: Sequence[Cell], pieces: Sequence[tuple[int, int]], lang: str) -> Iterator[Row]:
    """A row a cell; those that are stated carry the numbers of their citations."""
    number = 0
    for cell, piece in zip(cells, pieces, strict=True):
        if cell.candidate is None:
            yield Row(cell.place, cell.year, say("not-stated-cell", lang))
            continue
        number += 1
        text = told(cell.candidate.passage, piece)
        yield Row(cell.place, cell.year, text, number, cell.candidate.figure)


def _as_text(rows: Sequence[Row]) -> str:
    """The rows as text, a line each."""
    return "\n".join(f"{label(row.place, row.year)}: {row.text}" for row in rows)


def _verdict(query: Query, cells: Sequence[Cell], asked: int, lang: str) -> tuple[str, ...]:
    """Which cell is the greatest or the least, if that was asked for and can be told."""
    if not (query.extreme or query.gap):
        return ()
    over_years = _is_over_years(cells)
    found = [
        measure_of(query, name_of(cell.place, cell.year, over_years), cell.candidate)
        for cell in cells
    ]
    left_out = [None] * (asked - len(cells))
    return notes_of(query, [*found, *left_out], over_years, lang)


def _ranked(query: Query, cells: Sequence[Cell]) -> list[Cell]:
    """The cells by the value of their figure, those of the commonest unit first.

    Of units as common that one counts which the cell has that speaks most of the question.
    """
    figures = {id(c): _figure(c) for c in cells}
    best_first = sorted(cells, key=lambda c: -c.candidate.coverage if c.candidate else 0.0)
    common = _common(f.unit for f in (figures[id(c)] for c in best_first) if f)

    def compares(cell: Cell) -> bool:
        figure = figures[id(cell)]
        return figure is not None and are_alike(figure.unit, common)

    if query.kind is Kind.ACROSS:
        # What has no figure of that unit can be neither the most nor the least.
        cells = list(filter(compares, cells)) or cells

    def key(cell: Cell) -> tuple[bool, Decimal, str]:
        measure = measure_of(query, cell.place, cell.candidate)
        value = measure.value if measure else Decimal(0)
        return not compares(cell), -query.extreme * value, cell.place

    return sorted(cells, key=key)


def _figure(cell: Cell) -> Figure | None:
    """The figure of a cell that answers."""
    return cell.candidate.figure if cell.candidate else None


def _common(units: Iterable[str]) -> str:
    """The commonest unit, of several the first; none if there is none."""
    counts = Counter(units)
    return max(counts, key=counts.__getitem__, default="")
