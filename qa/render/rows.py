"""What the engine gives as rows: figures, changes, answers, sentences, reports.

The columns are a public contract: docs/record.md says what each holds, and new ones go last.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qa.model import Answer, Change, Citation, Figure, Report, StatedFigure
from qa.render.charts import Bar
from qa.render.english import reading
from qa.render.records import number
from qa.render.tables import Cell, Table
from qa.render.texts import citation_id, label, source
from qa.wording import say

_FIGURE = ("text", "relation", "low", "high", "unit", "english")
_SOURCE = ("id", "report", "section", "sentence", "quote", "start", "end")


def figure_table(statements: Iterable[StatedFigure], lang: str) -> Table:
    """A row a figure; `start` and `end` are offsets of the figure in the report's text."""
    columns = (
        *("id", "report", "place", "year", "of", *_FIGURE, "years", "plan", "section", "sentence"),
        *("start", "end", "quote", "quote_start", "quote_end", "title", "sha256"),
        "page",
    )
    brief = ("id", "place", "year", "of", "text", *(("english",) if lang == "en" else ()))
    return _table(columns, map(_figure_row, statements), brief, lang)


def change_table(changes: Iterable[Change], lang: str) -> Table:
    """A row a change, with the two figures it is worked out from; growth is in percent."""
    columns = (
        *("place", "of", "unit", "year", "value", "later_year", "later_value"),
        *("difference", "growth", "id", "later_id", "quote", "later_quote"),
    )
    return _table(columns, map(_change_row, changes), columns[:-2], lang)


def answer_table(answers: Iterable[Answer], lang: str) -> Table:
    """A row for each place of a comparison, for other answers one for each quotation."""
    columns = ("question", "status", "place", "year", *_FIGURE, "citation", *_SOURCE)
    rows = (row for answer in answers for row in answer_rows(answer))
    table = _table(columns, rows, ("place", "year", "text", "id"), lang)
    return replace(table, heads={**table.heads, "text": say("column-answer", lang)})


def case_table(rows: Iterable[tuple[Cell, ...]], lang: str) -> Table:
    """Rows of a suite's answers, each behind the id of its question and the outcome."""
    table = answer_table((), lang)
    columns = ("case", "outcome", *table.columns)
    shown = _table(columns, rows, ("case", "outcome", *table.brief), lang)
    return replace(shown, heads={**shown.heads, **table.heads})


def citation_table(citations: Iterable[Citation], lang: str) -> Table:
    """A row a sentence, best first."""
    columns = ("id", "report", "place", "year", "section", "sentence", "quote", "start", "end")
    brief = ("id", "place", "year", "quote")
    return _table((*columns, "score", "page"), map(_citation_row, citations), brief, lang)


def report_table(reports: Iterable[Report], lang: str) -> Table:
    """A row a report."""
    columns = ("id", "place", "level", "year", "title", "issuer", "characters", "sha256")
    rows = (
        (r.id, r.place, r.level, r.year, r.title, r.issuer, len(r.text), r.sha256) for r in reports
    )
    return _table(columns, rows, ("id", "place", "year", "title"), lang)


def _table(
    columns: Sequence[str], rows: Iterable[tuple[Cell, ...]], brief: Sequence[str], lang: str
) -> Table:
    heads = {name: say(f"column-{name}", lang) for name in brief}
    return Table(tuple(columns), tuple(rows), heads, tuple(brief))


def _figure_row(one: StatedFigure) -> tuple[Cell, ...]:
    figure, source = one.figure, one.source
    at = source.start + figure.start
    return (
        *(citation_id(source), source.report, source.place, source.year, figure.of),
        *_figure(figure),
        *(" ".join(map(str, one.years)), int(one.plan), " > ".join(source.section)),
        *(source.ordinal, at, at + len(figure.text), source.text, source.start, source.end),
        *(source.title, source.sha256, source.page),
    )


def _figure(figure: Figure | None) -> tuple[Cell, ...]:
    if figure is None:
        return (None,) * len(_FIGURE)
    low, high = number(figure.low), number(figure.high)
    return (figure.text, figure.relation, low, high, figure.unit, reading(figure))


def _change_row(one: Change) -> tuple[Cell, ...]:
    earlier, later = one.earlier, one.later
    return (
        *(later.source.place, later.figure.of, later.figure.unit),
        *(one.earlier_year, number(earlier.figure.low)),
        *(one.later_year, number(later.figure.low)),
        *(number(one.difference), None if one.growth is None else number(one.growth)),
        *(citation_id(earlier.source), citation_id(later.source)),
        *(earlier.source.text, later.source.text),
    )


def answer_rows(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    """The rows of one answer; a refusal has one that says only how it ended."""
    head = answer.question.text, str(answer.status)
    by_number = {citation.number: citation for citation in answer.citations}
    for row in answer.rows:
        cells = (row.text, *_figure(row.figure)[1:])
        source = by_number.get(row.citation or 0)
        yield (*head, row.place, row.year, *cells, row.citation, *_source(source))
    if not answer.rows:
        for one in answer.citations:
            taken = "；".join(one.text[start:end] for start, end in one.highlights)
            cells = (taken, *(None,) * (len(_FIGURE) - 1))
            yield (*head, one.place, one.year, *cells, one.number, *_source(one))
    if not answer.citations:
        yield (*head, *(None,) * (3 + len(_FIGURE) + len(_SOURCE)))


def _source(one: Citation | None) -> tuple[Cell, ...]:
    if one is None:
        return (None,) * len(_SOURCE)
    section = " > ".join(one.section)
    return (citation_id(one), one.report, section, one.ordinal, one.text, one.start, one.end)


def _citation_row(one: Citation) -> tuple[Cell, ...]:
    section = " > ".join(one.section)
    where = (citation_id(one), one.report, one.place, one.year, section, one.ordinal)
    return (*where, one.text, one.start, one.end, number(round(one.score, 2)), one.page)


def bars_of(answer: Answer, lang: str) -> Iterator[tuple[str, Bar]]:
    """The bars of a comparison with their units; of another answer those of its figures."""
    by_number = {citation.number: citation for citation in answer.citations}
    if answer.rows:
        found = [(row.figure, row.citation) for row in answer.rows]
    else:
        found = list(answer.figures)
    for figure, cited in found:
        if figure and cited:
            yield bar_of(figure, by_number[cited], lang)


def bar_of(figure: Figure, place: Citation, lang: str) -> tuple[str, Bar]:
    """A figure as a bar, behind its unit."""
    named = label(place.holder, place.year)
    where = f"{source(place, lang)} · {citation_id(place)}"
    return figure.unit, Bar(f"{named} {figure.of}".strip(), float(figure.high), figure.text, where)
