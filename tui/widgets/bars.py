"""An answer across all reports: a line and a small bar for each place.

The bar is drawn by colour alone: block characters are of ambiguous width.
"""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tui.tables import Row, bar_lengths
from tui.widgets.citation import CitationLine
from tui.widgets.compare import Cell
from tui.widgets.passage import Passage

WIDTH = 20
"""Cells of the longest bar."""


class Bars(Vertical):
    """Shows the rows in the order of the answer."""

    def __init__(self, turn: int, rows: tuple[Row, ...], lang: str) -> None:
        super().__init__(classes="bars")
        self._turn, self._rows, self._lang = turn, rows, lang

    def compose(self) -> ComposeResult:
        """Label, bar and figure on one line, the words of the report below."""
        names = [f"{row.place} {row.year}".rstrip() for row in self._rows]
        width = max(map(cell_len, names)) + 2
        lengths = bar_lengths(self._rows, WIDTH)
        for row, name, length in zip(self._rows, names, lengths, strict=True):
            label = Passage(name, classes="bar-label")
            label.styles.width = width
            bar = Passage(" ", classes="bar")
            bar.styles.width, bar.display = length, length > 0
            figure = row.figure.text if row.figure else ""
            with Horizontal(classes="bar-row"):
                yield label
                yield bar
                yield Passage(f" {figure}" if length else figure, classes="bar-figure")
            yield self._words(row)

    def _words(self, row: Row) -> Passage | CitationLine:
        return Cell(self._turn, row, self._lang) if row.citation else Passage(row.text)
