"""Comparison: the same thing asked of several places or years, a cell each.

Named places stand side by side; when none is named every report is asked. That is exhaustive,
never the best few, so that "2 of 5 reports state this" is true.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answering import thresholds
from qa.answering.alignment import align
from qa.answering.citations import cite
from qa.answering.finding import Finding
from qa.answering.refusals import abstain
from qa.answering.scope import Scope
from qa.extraction import Candidate
from qa.extraction.answer_spans import span_of
from qa.model import Answer, Citation, Figure, Kind, Query, Question, ReasonCode, Row, Status
from qa.render import label
from qa.retrieval.passages import figures_in
from qa.wording import lang_of, say

LONGEST = 390
"""Characters of an answer, so that a screen holds it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place says for one year."""

    place: str
    year: int | None
    candidate: Candidate | None
    """None: not stated."""
    confidence: float = 0.0
    """Of the candidate, taken alone."""


def is_comparison(query: Query) -> bool:
    """Whether there are several things to set side by side."""
    several = len(query.mentions) != 1 or len(query.years) > 1
    return query.kind is Kind.ACROSS or (query.kind is Kind.COMPARE and several)


def part(query: Query, scope: Scope) -> list[Query]:
    """The query once for each place and year asked of; for all places if none is named.

    Years alone are set side by side wherever they are told of. A name that may mean several
    bodies stands for whichever of them tells.
    """
    groups = query.mentions
    if query.kind is Kind.ACROSS or (not groups and len(query.years) < 2):
        groups = tuple((place,) for place in query.places or scope.places)
    asked = [(group, year) for group in groups or ((),) for year in query.years or (None,)]
    parts = [
        replace(query, places=places, mentions=(places,), years=(year,) if year else ())
        for places, year in asked
    ]
    if query.kind is Kind.ACROSS:
        return [apart for each in parts for apart in scope.by_report(each)]
    return parts


def cells_of(
    query: Query, findings: Sequence[Finding], judge: Callable[[Finding], Finding]
) -> list[Cell]:
    """One cell for each part of a comparison, all measuring alike where that can be.

    Args:
        query: The question as it was read.
        findings: What was found for each part.
        judge: Says how sure a finding is whose candidates were put in another order.
    """
    ranked = [finding.candidates for finding in findings]
    if query.kind is Kind.COMPARE or query.extreme or query.units:
        aligned = map(tuple, align(ranked))
        pairs = zip(findings, aligned, strict=True)
        findings = [judge(replace(f, candidates=candidates)) for f, candidates in pairs]
    return list(map(_cell, findings))


def _cell(finding: Finding) -> Cell:
    asked, best = finding.query, next(iter(finding.candidates), None)
    place = best.passage.report.place if best else asked.places[0] if asked.places else ""
    year = asked.years[0] if asked.years else (best.passage.report.year if best else None)
    return Cell(place, year, best, finding.confidence)


def drop_unconfident(query: Query, cells: Sequence[Cell], threshold: float) -> list[Cell]:
    """The cells, emptied of candidates that are not evidence enough.

    Args:
        query: The question as it was read.
        cells: Each with its best candidate.
        threshold: The confidence that a candidate needs. A named place may have less if it speaks
            of the question nearly as much as one that has it.
    """
    sure = [c.candidate.coverage for c in cells if c.candidate and c.confidence >= threshold]
    enough = thresholds.NAMED_PLACE * max(sure) if sure and query.kind is Kind.COMPARE else None

    def stands(cell: Cell) -> bool:
        if cell.candidate is None or cell.confidence >= threshold:
            return cell.candidate is not None
        return enough is not None and cell.candidate.coverage >= enough

    return [
        cell
        if stands(cell)
        else replace(cell, candidate=None, year=cell.year if query.years else None)
        for cell in cells
    ]


def compose(question: Question, query: Query, cells: Sequence[Cell]) -> Answer:
    """The answer that sets the cells side by side, or that no report states the thing."""
    stated = [c for c in cells if c.candidate]
    if query.kind is Kind.ACROSS and stated:
        best = max(c.candidate.coverage for c in stated if c.candidate)
        fit = max(c.candidate.fit for c in stated if c.candidate)
        stated = [c for c in stated if _covers_enough(c, best, fit if query.units else 0.0)]
    if not stated:
        return abstain(question, query, ReasonCode.NOT_STATED)
    order = query.extreme
    if order:
        stated = _ranked(query, stated, order)
    elif query.kind is Kind.ACROSS:
        stated.sort(key=lambda c: -c.candidate.coverage if c.candidate else 0.0)
    # With two places of two years each, the two that are told of are what was meant.
    named = query.kind is Kind.COMPARE and len(stated) < 2
    shown = [*stated, *(c for c in cells if named and not c.candidate)]
    return _answer(question, query, shown, order, len(cells))


def _covers_enough(cell: Cell, best: float, fit: float) -> bool:
    """Whether a place states what another one states with so much of the question, and as fitly."""
    if cell.candidate is None or cell.candidate.fit < thresholds.CELL_FIT * fit:
        return False
    sure = cell.confidence >= thresholds.SURE
    share = thresholds.SURVEYED_IF_SURE if sure else thresholds.SURVEYED_PLACE
    return cell.candidate.coverage >= share * best


def _answer(
    question: Question, query: Query, cells: Sequence[Cell], order: int, asked: int
) -> Answer:
    lang = question.lang or lang_of(question.text)
    told = list(_rows(query, cells, lang))
    rows = tuple(row for row, _, _ in told)
    stated = [c for c in cells if c.candidate]
    sure = [c.confidence for c in stated]
    return Answer(
        question,
        Status.ANSWERED,
        _as_text(rows),
        query,
        figures=tuple((f, c.number) for _, c, figures in told if c for f in figures),
        citations=tuple(c for _, c, _ in told if c),
        # A comparison is right if every cell is, a survey as far as its cells are.
        confidence=min(sure) if query.kind is Kind.COMPARE else sum(sure) / len(sure),
        notes=_notes(query, stated, order, asked, lang),
        rows=rows,
    )


def _rows(
    query: Query, cells: Sequence[Cell], lang: str
) -> Iterator[tuple[Row, Citation | None, Sequence[Figure]]]:
    """The rows that a screen holds, each with its citation and all figures of its piece."""
    rows: list[Row] = []
    for cell in cells:
        if cell.candidate is None:
            yield Row(cell.place, cell.year, say("not-stated-cell", lang)), None, ()
            continue
        passage, piece = cell.candidate.passage, span_of(query, cell.candidate)
        text, number = passage.sentence.text[slice(*piece)], len(rows) + 1
        rows.append(Row(cell.place, cell.year, text, number, _figure(cell)))
        if len(rows) > 1 and not _fits(rows):
            return
        yield rows[-1], cite(passage, number, [piece]), figures_in(passage, piece)


def _fits(rows: Sequence[Row]) -> bool:
    """Whether a screen holds the rows; a line end counts for two, one colon for nothing."""
    return len(_as_text(rows)) + len(rows) - 3 <= LONGEST


def _as_text(rows: Sequence[Row]) -> str:
    """The rows as text, a line each."""
    return "\n".join(f"{label(row.place, row.year)}: {row.text}" for row in rows)


def _notes(
    query: Query, stated: Sequence[Cell], order: int, asked: int, lang: str
) -> tuple[str, ...]:
    """How many state it, and which figure is the greater if units allow to say so."""
    notes = [say("stated-by", lang, stated=len(stated), asked=asked)]
    figures = [_figure(cell) for cell in stated]
    if (order or query.kind is Kind.COMPARE) and len(stated) > 1:
        units = {f.unit for f in figures if f}
        if len(units) != 1 or None in figures:
            notes.append(say("units-differ", lang))
        else:
            first = (max if order >= 0 else min)(
                zip(figures, stated, strict=True), key=lambda p: p[0].low if p[0] else 0.0
            )[1]
            notes.append(say("greatest" if order >= 0 else "least", lang, place=first.place))
    return tuple(notes)


def _ranked(query: Query, cells: Sequence[Cell], order: int) -> list[Cell]:
    """The cells by the value of their figure, those of the commonest unit first."""
    figures = {id(c): _figure(c) for c in cells}
    common = _common(f.unit for f in figures.values() if f)
    if query.kind is Kind.ACROSS:
        # What has no figure of that unit can be neither the most nor the least.
        alike = [c for c in cells if (f := figures[id(c)]) and f.unit == common]
        cells = alike or cells

    def key(cell: Cell) -> tuple[bool, float, str]:
        figure = figures[id(cell)]
        comparable = figure is not None and figure.unit == common
        return not comparable, -order * (float(figure.low) if figure else 0.0), cell.place

    return sorted(cells, key=key)


def _figure(cell: Cell) -> Figure | None:
    """The figure of a cell that answers."""
    return cell.candidate.figure if cell.candidate else None


def _common(units: Iterable[str]) -> str:
    """The commonest unit, none if there is none."""
    counts = Counter(units)
    return max(sorted(counts), key=counts.__getitem__, default="")
