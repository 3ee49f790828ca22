"""The text of a report; only the lines on the screen are ever drawn.

Of a very long text only a window is laid out, which follows where the reader goes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import ClassVar, Self

from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.keys import bind
from tui.widgets.sheet import Copyable, Mark, Sheet

_WHOLE = 40_000
"""Characters up to which a text is laid out whole."""
_WINDOW = 6_000
"""Of a longer one, characters on either side of where the reader is."""


class Page(ScrollView, Copyable, can_focus=True):
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
        self._text = ""
        self._layers: Sequence[Sequence[Mark]] = ()
        self._start = self._end = 0
        """Where the window lies in the text."""
        self._sheet = Sheet("")
        self._held: tuple[int, int] | None = None
        """An offset and the third it is to stand in, from 0; None once the reader has scrolled."""
        self._seen = 0
        """The offset that the reader has scrolled to the top."""

    def show(self, text: str, layers: Sequence[Sequence[Mark]], at: int) -> None:
        """Show a text with the line of an offset in view.

        Args:
            text: Of a report.
            layers: Marks, the topmost last; those of a layer lie one after another.
            at: An offset.
        """
        self._text, self._layers = text, layers
        self._open_window(at)
        self.reveal(at)

    def mark(self, layers: Sequence[Sequence[Mark]], at: int | None) -> None:
        """Change the marks, and bring an offset into view."""
        self._layers = layers
        self._sheet.marks = self._seen_marks()
        self.refresh()
        if at is not None:
            self.reveal(at)

    def reveal(self, offset: int) -> None:
        """Scroll so that the line of an offset stands in the upper third."""
        if not self._start <= offset <= self._end:
            self._open_window(offset)
        self._bring(offset, 1)

    def _bring(self, offset: int, third: int) -> None:
        """Let the line of an offset stand at the top of a third of the page, and hold it there."""
        line = self._sheet.line_of(offset - self._start)
        self.scroll_to(y=line - third * self.size.height // 3, animate=False, immediate=True)
        self._held = offset, third

    def release_anchor(self) -> None:
        """Whoever scrolls lets go of what was brought into view."""
        super().release_anchor()
        self._held, self._seen = None, self._top(self.scroll_offset.y)

    def focus(self, scroll_visible: bool = True) -> Self:
        """As Textual, but nothing is painted anew."""
        self.app.call_later(self.screen.set_focus, self, scroll_visible)
        return self

    def on_focus(self, event: events.Focus) -> None:
        """As Textual, but nothing is painted anew: that it has the focus, the title shows."""
        self._take_note(event, events.DescendantFocus(self), has=True)

    def on_blur(self, event: events.Blur) -> None:
        """As Textual, likewise."""
        self._take_note(event, events.DescendantBlur(self), has=False)

    def _take_note(self, event: events.Event, told: events.Event, *, has: bool) -> None:
        event.prevent_default()
        self.has_focus = has
        if self.parent:
            self.parent.post_message(told)

    def action_scroll_home(self) -> None:
        """To the beginning of the text."""
        self.reveal(0)

    def action_scroll_end(self) -> None:
        """To the end of the text."""
        self.reveal(len(self._text))
        self.scroll_end(animate=False, immediate=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Within a page of an edge of the window, move it on: paging never stops short there."""
        super().watch_scroll_y(old_value, new_value)
        page = self.size.height
        at_end = new_value + page >= self.max_scroll_y and self._end < len(self._text)
        at_start = new_value <= page and self._start > 0
        if self.max_scroll_y and (at_end or at_start):
            top = self._top(new_value)
            self._open_window(top)
            self._bring(top, 0)
        elif old_value <= self.max_scroll_y:  # or it had to give way to a page that grew
            self._seen = self._top(new_value)

    def _top(self, line: float) -> int:
        """Where a line in force begins in the text."""
        return self._start + self._sheet.offset_of(int(line))

    def _open_window(self, at: int) -> None:
        """Lay out what stands around an offset, from line end to line end."""
        text = self._text
        around = _WINDOW if len(text) > _WHOLE else len(text)
        self._start = text.rfind("\n", 0, max(0, at - around)) + 1
        end = text.find("\n", min(len(text), at + around))
        self._end = len(text) if end < 0 else end
        self._sheet = Sheet(text[self._start : self._end], self._seen_marks())
        self._lay_out()

    def _seen_marks(self) -> tuple[Mark, ...]:
        """The marks within the window, as offsets into it."""
        start, end = self._start, self._end
        return tuple(
            Mark(max(m.start, start) - start, min(m.end, end) - start, m.style)
            for layer in self._layers
            for m in layer[
                bisect_right(layer, start, key=lambda mark: mark.end) : bisect_left(
                    layer, end, key=lambda mark: mark.start
                )
            ]
        )

    def on_resize(self, _: events.Resize) -> None:
        """Lay out anew; what was brought into view stays there, or else what the reader sees."""
        self._held = self._held or (self._seen, 0)
        self._lay_out()
        self._hold()
        self.call_after_refresh(self._hold)

    def _hold(self) -> None:
        if self._held:
            self._bring(*self._held)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width:
            self.virtual_size = Size(width, len(self._sheet.wrap(width)))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line on the screen."""
        return self._sheet.strip(y + self.scroll_offset.y, self.size.width, self)
