"""A comparison as a table: places down, years across, each cell opens its citation."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Grid
from textual.widget import Widget

from qa.model import Answer, Citation, Row
from qa.render import label
from tui.content.tables import Table, cited, table_of
from tui.content.wording import say
from tui.widgets.citation import CitationLine
from tui.widgets.passage import Passage
from tui.widgets.sheet import Mark


class Cell(CitationLine):
    """What one place says, with the number of its citation."""

    def __init__(self, turn: int, row: Row, citation: Citation, lang: str) -> None:
        super().__init__(turn, citation, lang)
        self.remove_class("citation").add_class("cell")
        number = f"[{citation.number}]"
        marks = [Mark(len(row.text) + 1, len(row.text) + 1 + len(number), "mark--dim")]
        if row.figure and (at := row.text.find(row.figure.text)) >= 0:
            marks.append(Mark(at, at + len(row.figure.text), "mark--number"))
        self.update(f"{row.text} {number}", marks)


class CompareTable(Grid):
    """Shows a comparison; the columns share the width evenly."""

    def __init__(self, turn: int, answer: Answer, lang: str) -> None:
        super().__init__(classes="compare")
        self._turn, self._answer, self._lang = turn, answer, lang
        self._table = table_of(answer.rows)

    def compose(self) -> ComposeResult:
        """The head, if years stand in it, then a row for each place."""
        years = self._table.years
        self.styles.grid_size_columns = len(years) + 1
        self.styles.grid_columns = _columns(self._table)
        if years != (None,):
            yield Passage("", classes="head")
            for year in years:
                yield Passage(str(year or ""), classes="head")
        for place in self._table.places:
            only = self._table.cells.get((place, None))
            yield Passage(label(place, only.year if only else None), classes="head")
            for year in years:
                yield self._cell(self._table.cells.get((place, year)))

    def _cell(self, row: Row | None) -> Widget:
        citation = row and cited(row, self._answer)
        if row and citation:
            return Cell(self._turn, row, citation, self._lang)
        return Passage(row.text if row else say("hole", self._lang), classes="hole")

    def on_resize(self, _: events.Resize) -> None:
        """Let rows grow with their text."""
        self.styles.grid_rows = "auto"


def _columns(table: Table) -> str:
    from rich.cells import cell_len

    labels = [label(row.place, row.year) for row in table.cells.values()]
    first = max(map(cell_len, labels), default=8) + 2
    return " ".join([str(min(first, 24)), *["1fr"] * len(table.years)])
