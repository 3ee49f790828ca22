"""The whole text of a report; only the lines on the screen are ever drawn."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tui.keys import bind
from tui.widgets.sheet import Mark, Sheet


class Page(ScrollView, can_focus=True):
    """Shows a long text with marks; a copied selection is the original text."""

    BINDINGS = bind("page")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "mark--heading",
        "mark--dim",
        "mark--quote",
        "mark--figure",
        "mark--found",
        "mark--here",
    }

    def __init__(self) -> None:
        super().__init__()
        self._sheet = Sheet("")
        self._target: int | None = None

    def show(self, text: str, marks: Sequence[Mark], at: int) -> None:
        """Show a text with the line of an offset in view."""
        self._sheet = Sheet(text, marks)
        self._lay_out()
        self.reveal(at)

    def mark(self, marks: Sequence[Mark], at: int | None) -> None:
        """Change the marks, and bring an offset into view."""
        self._sheet.marks = tuple(marks)
        self.refresh()
        if at is not None:
            self.reveal(at)

    def reveal(self, offset: int) -> None:
        """Scroll so that the line of an offset stands in the upper third."""
        self._target = offset
        line = self._sheet.line_of(offset)
        self.scroll_to(y=line - self.size.height // 3, animate=False, immediate=True)

    def on_resize(self, _: events.Resize) -> None:
        """Lay out anew and keep the place."""
        self._lay_out()
        if self._target is not None:
            self.call_after_refresh(self.reveal, self._target)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width:
            self.virtual_size = Size(width, len(self._sheet.wrap(width)))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line on the screen."""
        return self._sheet.strip(y + self.scroll_offset.y, self.size.width, self)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The original text under the selection."""
        return self._sheet.extract(selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Repaint what is selected."""
        self.refresh()
