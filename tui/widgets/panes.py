"""The panes side by side: as many as have room, the one that was turned to last always."""

from textual import events
from textual.containers import Horizontal
from textual.reactive import reactive

from tui.content import panes
from tui.content.panes import SOURCE, TALK

_WIDEST, _SLIMMEST = 75, 25


class Panes(Horizontal):
    """Holds the panes by their id; a class says which are to be seen, so nothing covers another."""

    opened: reactive[tuple[str, ...]] = reactive((TALK,))
    """The panes that are open, the one that was turned to last at the end."""
    full: reactive[bool] = reactive(False)
    """Whether that one has all the width."""

    def watch_opened(self) -> None:
        """Show those that have room."""
        shown = panes.shown(self.opened, self.screen.size.width, full=self.full)
        for pane in self.children:
            pane.set_class(pane.id in shown, "-shown")
        self.screen.refresh_bindings()

    watch_full = watch_opened

    def on_resize(self, _: events.Resize) -> None:
        """Show those that have room now."""
        self.watch_opened()

    def shows(self, pane: str) -> bool:
        """Whether a pane is to be seen."""
        return self.get_child_by_id(pane).has_class("-shown")

    def turn_to(self, pane: str) -> None:
        """Open a pane, or bring it to the front."""
        self.opened = panes.turned_to(self.opened, pane)

    def put_away(self, pane: str) -> None:
        """Close a pane."""
        self.full = False
        self.opened = panes.put_away(self.opened, pane)

    def share(self, percent: int) -> int:
        """Give the source so much of what it shares with the conversation; gives the percent."""
        percent = max(_SLIMMEST, min(_WIDEST, percent))
        self.get_child_by_id(TALK).styles.width = f"{100 - percent}fr"
        self.get_child_by_id(SOURCE).styles.width = f"{percent}fr"
        return percent
