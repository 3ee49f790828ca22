"""A conversation as a table for spreadsheets."""

import csv
import io
from collections.abc import Iterator, Sequence

from qa.model import Answer, Citation, Figure
from qa.render import source
from tui.content.tables import cited
from tui.content.turns import Turn
from tui.content.wording import lang, say

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(_name: str, turns: Sequence[Turn]) -> str:
    """What was answered as a table: a line for each row of a comparison, each figure or answer."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(say("csv-head").split(","))
    for turn in turns:
        if turn.answer:
            for line in _lines(turn.answer):
                writer.writerow(_tame(str(cell)) for cell in (turn.id, *line))
    return "\ufeff" + out.getvalue()  # or Excel reads Chinese as something else


def _lines(answer: Answer) -> Iterator[tuple[object, ...]]:
    by_number = {citation.number: citation for citation in answer.citations}
    asked = answer.question.text
    if answer.rows:
        for row in answer.rows:
            words = (row.place, row.year or "", row.text)
            yield asked, *words, *_value(row.figure), *_where(cited(row, answer))
        return
    said = answer.text or (answer.reason.message if answer.reason else "")
    figures: Sequence[tuple[Figure | None, Citation | None]]
    figures = [(figure, by_number.get(number)) for figure, number in answer.figures]
    for figure, citation in figures or [(None, next(iter(answer.citations), None))]:
        place, year = (citation.holder, citation.year or "") if citation else ("", "")
        yield asked, place, year, said, *_value(figure), *_where(citation)


def _value(figure: Figure | None) -> tuple[object, ...]:
    return (figure.text, figure.low, figure.unit) if figure else ("", "", "")


def _where(citation: Citation | None) -> tuple[object, ...]:
    if citation is None:
        return "", "", ""
    return citation.report, source(citation, lang()), citation.text


def _tame(cell: str) -> str:
    """The cell, so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
