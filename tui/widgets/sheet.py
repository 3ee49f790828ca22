"""A text laid out for a width, with marks: what the widgets that show report text share."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from tui.content.wrapping import Line, shown, wrap_cells

_wrap = lru_cache(maxsize=4096)(wrap_cells)


class Mark(NamedTuple):
    """A stretch of a text with the component class that styles it; later marks lie on top."""

    start: int
    end: int
    style: str


class Sheet:
    """A text with its marks; gives lines, strips and what a selection covers."""

    def __init__(self, text: str, marks: Sequence[Mark] = ()) -> None:
        self.text = text
        self.marks = tuple(marks)
        self._shown = shown(text)
        self._lines: list[Line] = []

    def wrap(self, width: int) -> list[Line]:
        """The lines for a width in cells; they stay in force until the next call."""
        self._lines = _wrap(self._shown, width)
        return self._lines

    def line_of(self, offset: int) -> int:
        """The number of the line in force that holds an offset, from 0."""
        found = bisect_right(self._lines, offset, key=lambda line: line.start) - 1
        return max(0, found)

    def offset_of(self, line: int) -> int:
        """Where a line in force begins."""
        return self._lines[min(line, len(self._lines) - 1)].start if self._lines else 0

    def strip(self, y: int, width: int, widget: Widget) -> Strip:
        """One line as the widget shows it."""
        base = widget.rich_style
        if not 0 <= y < len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[y]
        end = line.start + len(self._shown[line.start : line.end].rstrip(" \u3000"))
        marks = [mark for mark in self.marks if mark.start < end and line.start < mark.end]
        marks += self._selected(y, line, widget)
        segments = self._segments(Line(line.start, end), marks, base, widget)
        return Strip(segments).extend_cell_length(width, base).apply_offsets(0, y)

    def _segments(
        self, line: Line, marks: Sequence[Mark], base: Style, widget: Widget
    ) -> list[Segment]:
        cuts = {line.start, line.end}
        cuts |= {cut for mark in marks for cut in mark[:2] if line.start < cut < line.end}
        segments = []
        for start, end in pairwise(sorted(cuts)):
            style = base
            for mark in marks:
                if mark.start <= start and end <= mark.end:
                    style += _style(widget, mark.style)
            segments.append(Segment(self._shown[start:end], style))
        return segments

    def _selected(self, y: int, line: Line, widget: Widget) -> list[Mark]:
        selection = widget.text_selection
        span = selection.get_span(y) if selection else None
        if span is None:
            return []
        start, end = span
        last = line.end if end == -1 else line.start + end
        return [Mark(line.start + start, last, "screen--selection")]

    def extract(self, selection: Selection) -> str:
        """The original text under a selection, without the ends of wrapped lines."""
        start = 0 if selection.start is None else self._offset(*selection.start)
        end = len(self.text) if selection.end is None else self._offset(*selection.end)
        return self.text[start:end]

    def _offset(self, x: int, y: int) -> int:
        if not 0 <= y < len(self._lines):
            return len(self.text)
        return min(self._lines[y].start + x, self._lines[y].end)


class Copyable(Widget):
    """A widget whose selection is the original text of its sheet."""

    _sheet: Sheet

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The original text under the selection."""
        return self._sheet.extract(selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Repaint what is selected."""
        self.refresh()


def _style(widget: Widget, name: str) -> Style:
    if name == "screen--selection":
        return widget.screen.get_component_rich_style(name)
    return widget.get_component_rich_style(name, partial=True)
