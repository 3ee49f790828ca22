"""The keys of the whole screen on one line; a click presses one.

Textual's footer is built anew, and the whole screen laid out, whenever the focus moves.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.keys import KEYS, ids, in_force

_GAP = "  "
_SHOWN = [ids(key, "") for key in KEYS if key.footer]


class _Part(NamedTuple):
    key: str
    shown: str
    words: str

    @property
    def width(self) -> int:
        return cell_len(f"{self.shown} {self.words}{_GAP}")


class KeyLine(Widget):
    """Shows keys as far as there is room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}
    DEFAULT_CSS = "KeyLine { height: 1; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[_Part] = []

    def on_mount(self) -> None:
        """Follow the reader's keymap."""
        self.screen.bindings_updated_signal.subscribe(self, self.follow)
        self.follow(self.screen)

    def follow(self, screen: Screen[object]) -> None:
        """Show what is in force, if it is not what is shown."""
        active = in_force(screen)
        parts = [
            _Part(binding.key, self.app.get_key_display(binding), binding.description)
            for binding in (active[id_] for id_ in _SHOWN if id_ in active)
        ]
        if parts != self._parts:
            self._parts = parts
            self.refresh()

    @property
    def _fitting(self) -> Sequence[_Part]:
        """The keys that there is room for; one that is cut would look like another."""
        ends = accumulate(part.width for part in self._parts)
        room = self.content_size.width + len(_GAP)
        return [part for part, end in zip(self._parts, ends, strict=True) if end <= room]

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The keys, each with its word."""
        base = self.rich_style
        picked = base + self.get_component_rich_style("key-line--key", partial=True)
        segments = []
        for part in self._fitting:
            segments += [Segment(part.shown, picked), Segment(f" {part.words}{_GAP}", base)]
        return Strip(segments).adjust_cell_length(self.content_size.width, base)

    async def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        at = event.x - self.styles.padding.left
        for part in self._fitting:
            if 0 <= at < part.width:
                self.app.simulate_key(part.key)
                return
            at -= part.width
