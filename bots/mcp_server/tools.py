"""The tools: what an assistant may ask, within limits, and what it gets.

All that comes back rests on quotations with their offsets; nothing is phrased anew.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Annotated, Any

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from qa.model import Answer, Asker, Citation, FigureFilter, Kind, Question, Report, Sentence
from qa.render.records import citation_record, record
from qa.render.rows import figure_table, report_table
from qa.render.tables import records

Text = Annotated[str, Field(max_length=2000)]
Name = Annotated[str, Field(max_length=100)]
Names = Annotated[tuple[Name, ...], Field(max_length=20)]
Years = Annotated[tuple[Annotated[int, Field(ge=1900, le=2200)], ...], Field(max_length=20)]
Limit = Annotated[int, Field(ge=1, le=100)]
Count = Annotated[int, Field(ge=0, le=10**9)]
Record = dict[str, Any]
_FAR = 20  # sentences on either side that `show` gives at most


class Tools:
    """The tools over one engine. Their docstrings are what the assistant reads."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._reports = {report.id: report for report in asker.reports}

    def ask(self, question: Text, places: Names = (), years: Years = ()) -> Record:
        """Answer one question from the reports, with the sentences it rests on.

        `places` and `years` narrow the reports. `resources` are the citations, to be read again.
        """
        asked = Question(question, places=places, years=years)
        return self._answer(self._asker.ask(asked))

    def compare(self, question: Text, places: Names = (), years: Years = ()) -> Record:
        """Set places or years side by side: one row each, with its citation.

        Without places, all that have a report.
        """
        asked = Question(question, places=places, years=years, kind=Kind.COMPARE)
        answer = self._asker.ask(asked)
        rows = [
            {"place": row.place, "year": row.year, "text": row.text, "citation": row.citation}
            for row in answer.rows
        ]
        return {**self._answer(answer), "rows": rows, "notes": list(answer.notes)}

    def search(
        self,
        words: Text,
        places: Names = (),
        years: Years = (),
        limit: Limit = 10,
    ) -> Record:
        """List the sentences that speak most of some words, without answering."""
        asked = Question(words, places=places, years=years)
        found = self._asker.search(asked, limit)
        return {"citations": list(map(citation_record, found)), "resources": _uris(found)}

    def figures(
        self,
        places: Names = (),
        years: Years = (),
        units: Names = (),
        things: Names = (),
        offset: Count = 0,
        limit: Limit = 50,
    ) -> Record:
        """List figures with value, unit, what is counted and the sentence that states them.

        `units` are measure words such as 名 or 元, `things` parts of what is counted such as 律师;
        `next` is the offset of what comes after, null at the end.
        """
        wanted = FigureFilter(places, years, units, things)
        found = list(islice(self._asker.figures(wanted), offset, offset + limit + 1))
        more = offset + limit if len(found) > limit else None
        return {"figures": list(records(figure_table(found[:limit], "en"))), "next": more}

    def show(
        self, report: Name, sentence: Count, context: Annotated[int, Field(ge=0, le=_FAR)] = 2
    ) -> Record:
        """Open a report at a sentence: it, and what stands around it."""
        pieces = self._pieces(report)
        at = next((n for n, one in enumerate(pieces) if one.ordinal == sentence), None)
        if at is None:
            raise ToolError(f"{report} has sentences 1 to {pieces[-1].ordinal if pieces else 0}")
        around = pieces[max(0, at - context) : at + context + 1]
        return {"citations": [citation_record(self._cite(one)) for one in around]}

    def reports(self, offset: Count = 0, limit: Limit = 50) -> Record:
        """List the reports: id, place, year, title."""
        found = self._asker.reports
        more = offset + limit if len(found) > offset + limit else None
        return {
            "reports": list(records(report_table(found[offset : offset + limit], "en"))),
            "next": more,
        }

    def quotation(self, report: str, sentence: int) -> Record:
        """The citation of a sentence.

        Raises:
            KeyError: There is no such sentence.
        """
        for one in self._asker.sentences(report):
            if one.ordinal == sentence and not one.is_furniture:
                return citation_record(self._cite(one))
        raise KeyError(sentence)

    def _pieces(self, report: str) -> Sequence[Sentence]:
        if report not in self._reports:
            known = ", ".join(islice(self._reports, 20))
            raise ToolError(f"there is no report {report}; some there are: {known}")
        return [one for one in self._asker.sentences(report) if not one.is_furniture]

    def _cite(self, one: Sentence) -> Citation:
        return _cite(self._reports[one.report], one)

    def _answer(self, answer: Answer) -> Record:
        nearest = answer.reason.nearest if answer.reason else ()
        return {**record(answer), "resources": _uris((*answer.citations, *nearest))}


def _cite(report: Report, one: Sentence) -> Citation:
    return Citation(
        number=one.ordinal,
        report=report.id,
        place=report.place,
        year=report.year,
        title=report.title,
        section=one.section,
        ordinal=one.ordinal,
        text=one.text,
        start=one.start,
        end=one.end,
        sha256=report.sha256,
    )


def _uris(citations: Iterable[Citation]) -> list[str]:
    """Where each citation can be read again."""
    return [f"yinju://{one.report}/{one.ordinal}" for one in citations]
