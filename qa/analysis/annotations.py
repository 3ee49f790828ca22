"""Analysis: all that is read from a sentence once, when the index is built, and kept as JSON."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from qa.analysis.cells import figures_of
from qa.analysis.entities import find_spans
from qa.analysis.figures import find_figures
from qa.analysis.periods import Period, Timeline, period_of
from qa.language.numerals import write
from qa.model import Figure, Report, Sentence, Span


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
    return Analysis(
        figures_of(sentence.text, sentence.cells) if row else find_figures(sentence.text),
        find_spans(sentence.text),
        period_of(_with_heads(sentence) if row else sentence, report, timeline),
    )


def _with_heads(row: Sentence) -> Sentence:
    """The row of a table with the words above its cells, which may name years."""
    heads = dict.fromkeys(head for cell in row.cells for head in cell.heads)
    return replace(row, text=" ".join((row.text, *heads)))


def dump(analysis: Analysis) -> str:
    """The analysis as compact JSON."""
    figures = [
        [f.start, f.end, write(f.low), write(f.high), f.unit, f.relation, f.of, *f.clause, f.change]
        for f in analysis.figures
    ]
    spans = [[s.kind, s.start, s.end] for s in analysis.spans]
    found = analysis.period
    period = [list(found.years), found.plan, found.explicit, found.several]
    return json.dumps([figures, spans, period], ensure_ascii=False, separators=(",", ":"))


def load(stored: str, text: str) -> Analysis:
    """The analysis that `dump` wrote, with the texts cut from the sentence again."""
    figures, spans, (years, *period) = json.loads(stored)
    return Analysis(
        tuple(
            Figure(
                text[a:b], a, b, Decimal(x), Decimal(y), unit, relation, of, (start, end), change
            )
            for a, b, x, y, unit, relation, of, start, end, change in figures
        ),
        tuple(Span(kind, text[a:b], a, b) for kind, a, b in spans),
        Period(tuple(years), *period),
    )
