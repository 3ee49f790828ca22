"""When a screen paints: seldom, for each paint goes over a wire and disturbs input methods."""

from typing import Any

from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

_ROUNDS = 3
"""Layouts until all panes have their size and content."""


class SeldomPainted(Screen[Any]):
    """Paints once where Textual would several times."""

    # Textual's own would paint all of the screen anew whenever the focus moves.
    focused: reactive[Widget | None] = reactive(None, repaint=False)

    _held = 0
    """How many changes are under way whose layouts are to be painted once."""

    def paint_once(self) -> None:
        """Paint when what changes now is laid out; widgets that get another size change in turn."""
        self._held += 1
        self._wait(_ROUNDS)

    def _wait(self, rounds: int) -> None:
        if rounds:
            self.call_after_refresh(self._wait, rounds - 1)
        else:
            self._held -= 1
            self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        if not self._held:
            super()._compositor_refresh()
