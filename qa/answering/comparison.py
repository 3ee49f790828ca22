"""Comparison: the same thing asked of several places or years, a cell each.

Named places stand side by side; when none is named every report is asked. That is exhaustive,
never the best few, so that "2 of 5 reports state this" is true.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answering.answers import abstain, cite
from qa.extraction import Candidate
from qa.extraction.answer_spans import piece_of
from qa.extraction.evidence import figures_in
from qa.model import Answer, Citation, Figure, Kind, Query, Question, Row, Status
from qa.render import label
from qa.wording import lang_of, say

LONGEST = 390
"""Characters of an answer, so that a screen holds it."""
_ALIKE = 0.75
# A place states a thing if its sentence covers nearly as much of the question as the best one does.
_FIT = 0.6  # what share of the best fit of a unit: 31类问题 does not stand beside 474件纠纷
_SHARE_OF_BEST, _SHARE_IF_SURE, _SURE = 0.66, 0.5, 0.6


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place says for one year."""

    place: str
    year: int | None
    candidate: Candidate | None
    """None: not stated."""
    confidence: float = 0.0
    """Of the candidate, taken alone."""


def settle(query: Query, cells: Sequence[Cell], least: float) -> list[Cell]:
    """The cells, emptied of candidates that are not evidence enough.

    Args:
        query: The question as it was read.
        cells: Each with its best candidate.
        least: The confidence that a candidate needs. A named place may have less if it speaks of
            the question nearly as much as one that has it.
    """
    sure = [c.candidate.cover for c in cells if c.candidate and c.confidence >= least]
    cover = _ALIKE * max(sure, default=2.0) if query.kind is Kind.COMPARE else 2.0
    return [
        c
        if c.candidate and (c.confidence >= least or c.candidate.cover >= cover)
        else replace(c, candidate=None, year=c.year if query.years else None)
        for c in cells
    ]


def compose(question: Question, query: Query, cells: Sequence[Cell]) -> Answer:
    """The answer that sets the cells side by side, or that no report states the thing."""
    stated = [c for c in cells if c.candidate]
    if query.kind is Kind.ACROSS and stated:
        best = max(c.candidate.cover for c in stated if c.candidate)
        fit = max(c.candidate.evidence for c in stated if c.candidate)
        stated = [c for c in stated if _states(c, best, fit if query.units else 0.0)]
    if not stated:
        return abstain(question, query, "not-stated")
    order = query.extreme
    if order:
        stated = _ranked(query, stated, order)
    elif query.kind is Kind.ACROSS:
        stated.sort(key=lambda c: -c.candidate.cover if c.candidate else 0.0)
    # With two places of two years each, the two that are told of are what was meant.
    named = query.kind is Kind.COMPARE and len(stated) < 2
    shown = [*stated, *(c for c in cells if named and not c.candidate)]
    return _answer(question, query, shown, order, len(cells))


def _states(cell: Cell, best: float, fit: float) -> bool:
    """Whether a place states what another one states with so much of the question, and as fitly."""
    if cell.candidate is None or cell.candidate.evidence < _FIT * fit:
        return False
    share = _SHARE_OF_BEST if cell.confidence < _SURE else _SHARE_IF_SURE
    return cell.candidate.cover >= share * best


def _answer(
    question: Question, query: Query, cells: Sequence[Cell], order: int, asked: int
) -> Answer:
    lang = question.lang or lang_of(question.text)
    told = list(_tell(query, cells, lang))
    rows = tuple(row for row, _, _ in told)
    stated = [c for c in cells if c.candidate]
    sure = [c.confidence for c in stated]
    return Answer(
        question,
        Status.ANSWERED,
        _written(rows),
        query,
        figures=tuple((f, c.number) for _, c, figures in told if c for f in figures),
        citations=tuple(c for _, c, _ in told if c),
        # A comparison is right if every cell is, a survey as far as its cells are.
        confidence=min(sure) if query.kind is Kind.COMPARE else sum(sure) / len(sure),
        notes=_notes(query, stated, order, asked, lang),
        rows=rows,
    )


def _tell(
    query: Query, cells: Sequence[Cell], lang: str
) -> Iterator[tuple[Row, Citation | None, Sequence[Figure]]]:
    """The rows that a screen holds, each with its citation and all figures of its piece."""
    rows: list[Row] = []
    for cell in cells:
        if cell.candidate is None:
            yield Row(cell.place, cell.year, say("not-stated-cell", lang)), None, ()
            continue
        passage, piece = cell.candidate.passage, piece_of(query, cell.candidate)
        text, number = passage.sentence.text[slice(*piece)], len(rows) + 1
        rows.append(Row(cell.place, cell.year, text, number, _figure(cell)))
        if len(rows) > 1 and not _fits(rows):
            return
        yield rows[-1], cite(passage, number, [piece]), figures_in(passage, piece)


def _fits(rows: Sequence[Row]) -> bool:
    """Whether a screen holds the rows; a line end counts for two, one colon for nothing."""
    return len(_written(rows)) + len(rows) - 3 <= LONGEST


def _written(rows: Sequence[Row]) -> str:
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
        return not comparable, -order * (figure.low if figure else 0.0), cell.place

    return sorted(cells, key=key)


def _figure(cell: Cell) -> Figure | None:
    """The figure of a cell that answers."""
    return cell.candidate.figure if cell.candidate else None


def _common(units: Iterable[str]) -> str:
    """The commonest unit, none if there is none."""
    counts = Counter(units)
    return max(sorted(counts), key=counts.__getitem__, default="")
