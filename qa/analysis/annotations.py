"""Analysis: all that is read from a sentence once, when the index is built, and kept as JSON."""

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from qa.analysis.cells import figures_of
from qa.analysis.entities import find_spans
from qa.analysis.figures import find_figures
from qa.analysis.periods import Period, Timeline, period_of
from qa.language.numerals import write
from qa.model import Figure, Report, Sentence, Span

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Analysis(NamedTuple):
    """What stands in a sentence; offsets count its characters from 0."""

    figures: tuple[Figure, ...]
    spans: tuple[Span, ...]
    period: Period


def analyse(sentence: Sentence, report: Report, timeline: Timeline) -> Analysis:
    """The figures, spans and period of a sentence.

    Args:
        sentence: To be read.
        report: The report it stands in.
        timeline: Of the report.
    """
    row = sentence.role == "row"
    found = figures_of(sentence.text, sentence.cells) if row else find_figures(sentence.text)
    return Analysis(
        tuple(figure for figure in found if not _names_place(figure, sentence.text, report)),
        find_spans(sentence.text),
        period_of(_with_heads(sentence) if row else sentence, report, timeline),
    )


def _names_place(figure: Figure, text: str, report: Report) -> bool:
    """Whether a number only begins the name of the place: 三门县."""
    return report.place.startswith(figure.text) and report.place.startswith(
        text[figure.start : figure.end + 1]
    )


def _with_heads(row: Sentence) -> Sentence:
    """The row of a table with the words above its cells, which may name years."""
    heads = dict.fromkeys(head for cell in row.cells for head in cell.heads)
    return replace(row, text=" ".join((row.text, *heads)))


def dump(analysis: Analysis) -> str:
    """The analysis as compact JSON."""
    found = analysis.period
    period = [list(found.years), *map(int, found[1:])]
    spans = [[s.kind, s.start, s.end] for s in analysis.spans]
    values = [list(map(_dump_figure, analysis.figures)), spans, period]
    return _written(values)


def _dump_figure(f: Figure) -> list[object]:
    """What is kept of a figure; its upper bound only where it is another than the lower one."""
    low, high = write(f.low), write(f.high)
    other = "" if high == low else high
    return [f.start, f.end, low, other, f.unit, f.relation, f.of, *f.clause, int(f.change)]


def load(stored: str, text: str) -> Analysis:
    """The analysis that `dump` wrote, with the texts cut from the sentence again."""
    figures, spans, (years, *told) = json.loads(stored)
    return Analysis(
        tuple(_load_figure(text, figure) for figure in figures),
        tuple(Span(kind, text[a:b], a, b) for kind, a, b in spans),
        Period(tuple(years), *map(bool, told)),
    )


def _load_figure(text: str, kept: Sequence[Any]) -> Figure:
    a, b, low, other, unit, relation, of, start, end, change = kept
    least = Decimal(low)
    most = Decimal(other) if other else least
    return Figure(text[a:b], a, b, least, most, unit, relation, of, (start, end), bool(change))
