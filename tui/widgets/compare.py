"""A comparison as a table: places down, years across, each cell opens its citation."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Grid
from textual.widget import Widget

from tui.tables import Row, Table
from tui.widgets.citation import CitationLine
from tui.widgets.passage import Passage
from tui.widgets.sheet import Mark
from tui.wording import say


class Cell(CitationLine):
    """What one place says, with the number of its citation."""

    def __init__(self, turn: int, row: Row, lang: str) -> None:
        assert row.citation
        super().__init__(turn, row.citation, lang)
        self.remove_class("citation").add_class("cell")
        number = f"[{row.citation.number}]"
        marks = [Mark(len(row.text) + 1, len(row.text) + 1 + len(number), "mark--dim")]
        if row.figure and (at := row.text.find(row.figure.text)) >= 0:
            marks.append(Mark(at, at + len(row.figure.text), "mark--number"))
        self.update(f"{row.text} {number}", marks)


class CompareTable(Grid):
    """Shows a table; the columns share the width evenly."""

    def __init__(self, turn: int, table: Table, lang: str) -> None:
        super().__init__(classes="compare")
        self._turn, self._table, self._lang = turn, table, lang

    def compose(self) -> ComposeResult:
        """The head, if years stand in it, then a row for each place."""
        years = self._table.years
        self.styles.grid_size_columns = len(years) + 1
        self.styles.grid_columns = _columns(self._table)
        if years != ("",):
            yield Passage("", classes="head")
            for year in years:
                yield Passage(year, classes="head")
        for place in self._table.places:
            label = self._table.cells.get((place, ""))
            yield Passage(f"{place} {label.year if label else ''}".rstrip(), classes="head")
            for year in years:
                yield self._cell(self._table.cells.get((place, year)))

    def _cell(self, row: Row | None) -> Widget:
        if row is None or row.citation is None:
            return Passage(row.text if row else say("hole", self._lang), classes="hole")
        return Cell(self._turn, row, self._lang)

    def on_resize(self, _: events.Resize) -> None:
        """Let rows grow with their text."""
        self.styles.grid_rows = "auto"


def _columns(table: Table) -> str:
    from rich.cells import cell_len

    labels = [f"{place} {row.year}" for (place, _), row in table.cells.items()]
    first = max(map(cell_len, labels), default=8) + 2
    return " ".join([str(min(first, 24)), *["1fr"] * len(table.years)])
