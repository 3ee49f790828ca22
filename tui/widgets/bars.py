"""An answer across all reports: a line and a small bar for each place.

The bar is drawn by colour alone: block characters are of ambiguous width.
"""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from qa.model import Answer, Row
from qa.render import label
from tui.content.tables import bar_lengths, cited
from tui.widgets.citation import CitationLine
from tui.widgets.compare import Cell
from tui.widgets.passage import Passage

WIDTH = 20
"""Cells of the longest bar."""


class Bars(Vertical):
    """Shows the rows in the order of the answer."""

    def __init__(self, turn: int, answer: Answer, lang: str) -> None:
        super().__init__(classes="bars")
        self._turn, self._answer, self._lang = turn, answer, lang

    def compose(self) -> ComposeResult:
        """Label, bar and figure on one line, the words of the report below."""
        rows = self._answer.rows
        names = [label(row.place, row.year) for row in rows]
        width = max(map(cell_len, names)) + 2
        lengths = bar_lengths(rows, WIDTH)
        for row, name, length in zip(rows, names, lengths, strict=True):
            head = Passage(name, classes="bar-label")
            head.styles.width = width
            bar = Passage(" ", classes="bar")
            bar.styles.width, bar.display = length, length > 0
            figure = row.figure.text if row.figure else ""
            with Horizontal(classes="bar-row"):
                yield head
                yield bar
                yield Passage(f" {figure}" if length else figure, classes="bar-figure")
            yield self._words(row)

    def _words(self, row: Row) -> Passage | CitationLine:
        citation = cited(row, self._answer)
        if citation:
            return Cell(self._turn, row, citation, self._lang)
        return Passage(row.text)
