"""The headings of a report, those below others moved in and folded at will.

Only the lines on the screen are ever drawn: a yearbook has thousands, for which Textual's tree
would hold up what is typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qa.render import clean
from tui.content.labels import cut
from tui.content.outlines import Heading, path_to, rows_of
from tui.content.wording import say

# Triangles and guide lines are of ambiguous width.
_LEAF, _FOLDED, _OPEN = "  ", "+ ", "- "


class Outline(ScrollView, can_focus=True):
    """Shows the headings; choosing one brings the text there into view."""

    BINDINGS = [  # noqa: RUF012
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "choose", show=False),
        Binding("space", "fold", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"outline--cursor"}
    HELP = say("help-outline")
    cursor: reactive[int] = reactive(0, layout=False)
    """The line that the keys act on, from 0."""

    class Pointed(Message):
        """The cursor is on a heading."""

    @dataclass
    class Chosen(Message):
        """The reader wants to see a place of the report, as an offset into its text."""

        start: int

    def __init__(self) -> None:
        super().__init__()
        self._headings: Sequence[Heading] = ()
        self._folded: set[int] = set()
        """Where the headings begin whose own are out of sight."""
        self._rows: Sequence[tuple[int, Heading]] = ()

    def show(self, headings: Sequence[Heading], at: int) -> None:
        """Show these headings, the cursor on the one above an offset."""
        self._headings, self._folded = headings, set()
        self._lay_out()
        path = path_to(headings, at)
        starts = [heading.start for _, heading in self._rows]
        self.cursor = starts.index(path[-1].start) if path else 0

    @property
    def heading(self) -> str:
        """The heading under the cursor, whole; empty if there is none."""
        return self._rows[self.cursor][1].text if self._rows else ""

    def _lay_out(self) -> None:
        self._rows = list(rows_of(self._headings, self._folded))
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.refresh(layout=True)

    def validate_cursor(self, line: int) -> int:
        """Keep it on a line."""
        return max(0, min(line, len(self._rows) - 1))

    def watch_cursor(self) -> None:
        """Bring it into view, once there is one."""
        line = Region(0, self.cursor, 1, 1)
        self.call_after_refresh(self.scroll_to_region, line, animate=False, force=True)
        self.post_message(self.Pointed())

    def action_move(self, by: int) -> None:
        """Go to another heading."""
        self.cursor += by

    def action_choose(self) -> None:
        """Say which place is wanted."""
        if self._rows:
            self.post_message(self.Chosen(self._rows[self.cursor][1].start))

    def action_fold(self) -> None:
        """Put the headings below this one out of sight, or show them again."""
        if self._rows:
            self._folded ^= {self._rows[self.cursor][1].start}
            self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Choose the heading under the mouse; its sign folds."""
        line = event.y + self.scroll_offset.y
        if line >= len(self._rows):
            return
        self.cursor = line
        depth, _ = self._rows[line]
        on_sign = event.x - self.styles.padding.left in range(2 * depth, 2 * depth + len(_OPEN))
        self.action_fold() if on_sign else self.action_choose()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A line for each heading in sight."""
        return len(self._rows)

    def render_line(self, y: int) -> Strip:
        """One heading, with dots if there is no room for all of it."""
        line, style = y + self.scroll_offset.y, self.rich_style
        width = self.scrollable_content_region.width
        if line >= len(self._rows):
            return Strip.blank(width, style)
        depth, heading = self._rows[line]
        sign = _LEAF
        if heading.below:
            sign = _FOLDED if heading.start in self._folded else _OPEN
        if line == self.cursor:
            style += self.get_component_rich_style("outline--cursor", partial=True)
        before = "  " * depth + sign
        text = before + cut(clean(heading.text), width - len(before))
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)
