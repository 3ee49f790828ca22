"""A comparison as a table: places down, years across, each cell opens its citation."""

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Grid

from qa.model import Answer
from qa.render import label
from tui.content.tables import Table, table_of
from tui.widgets.citation import cell_of
from tui.widgets.passage import Passage


class CompareTable(Grid):
    """Shows a comparison; the columns share the width evenly."""

    def __init__(self, turn: int, answer: Answer) -> None:
        super().__init__(classes="compare")
        self._turn, self._answer = turn, answer
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
                yield cell_of(self._turn, self._table.cells.get((place, year)), self._answer)

    def on_resize(self, _: events.Resize) -> None:
        """Let rows grow with their text."""
        self.styles.grid_rows = "auto"


def _columns(table: Table) -> str:
    labels = [label(row.place, row.year) for row in table.cells.values()]
    first = max(map(cell_len, labels), default=8) + 2
    return " ".join([str(min(first, 24)), *["1fr"] * len(table.years)])
