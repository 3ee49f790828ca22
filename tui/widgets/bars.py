"""An answer across all reports: a line for each place, with a bar if there is room for it.

The bar is drawn by colour alone: block characters are of ambiguous width.
"""

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from qa.model import Answer
from qa.render import label
from tui.content.tables import bar_lengths
from tui.widgets.citation import cell_of
from tui.widgets.passage import Passage

WIDTH = 16
"""Cells of the longest bar."""
_ROOM = 54
"""Cells from which on bars leave the words enough."""


class Bars(Vertical):
    """Shows the rows in the order of the answer."""

    def __init__(self, turn: int, answer: Answer) -> None:
        super().__init__(classes="bars")
        self._turn, self._answer = turn, answer
        self._lengths = bar_lengths(answer.rows, WIDTH)

    def compose(self) -> ComposeResult:
        """Label, bar and the words of the report, side by side."""
        rows = self._answer.rows
        names = [label(row.place, row.year) for row in rows]
        width = min(max(map(cell_len, names)), 24) + 2
        for row, name, length in zip(rows, names, self._lengths, strict=True):
            head = Passage(name, classes="bar-label")
            head.styles.width = width
            bar = Passage(" " * length, classes="bar" if length else "bar -none")
            bar.styles.width = length
            with Horizontal(classes="bar-row"):
                yield head
                with Horizontal(classes="bar-room"):
                    yield bar
                yield cell_of(self._turn, row, self._answer)

    def on_resize(self, event: events.Resize) -> None:
        """Leave the bars out where they would squeeze the words, or there is nothing to compare."""
        lonely = sum(map(bool, self._lengths)) < 2
        self.set_class(lonely or event.size.width < _ROOM, "-slim")
