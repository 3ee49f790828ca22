"""The panes side by side: as many as have room, the one that was turned to last always."""

from textual import events
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.content import panes
from tui.content.memory import Memory
from tui.content.panes import HELP, SIDEBAR, SOURCE, TALK
from tui.content.quoting import Spot
from tui.content.wording import say

_WIDEST, _SLIMMEST = 75, 25
_GOALS = {TALK: "#prompt", SOURCE: "Page", SIDEBAR: "ReportList", HELP: "Help"}
"""What takes the focus for a pane."""


class Panes(Horizontal):
    """Holds the panes by their id; a class says which are to be seen, so nothing covers another."""

    class Changing(Message):
        """Other panes are about to be seen, or in another width."""

    # The classes of the panes see to it; a repaint would send all of the screen.
    opened: reactive[tuple[str, ...]] = reactive((TALK,), repaint=False)
    """The panes that are open, the one that was turned to last at the end."""
    full: reactive[bool] = reactive(False, repaint=False)
    """Whether that one has all the width."""
    spot: reactive[Spot | None] = reactive(None, repaint=False)
    """What the source shows."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(id="main")
        self._memory = memory

    def on_mount(self) -> None:
        """Begin as it was left."""
        if self._memory.kept.sidebar:
            self.opened = (SIDEBAR, TALK)

    async def furnish(self, first: Widget, *others: Widget) -> None:
        """Add panes before and behind the one that is there."""
        await self.mount(first, before=0)
        await self.mount(*others)
        self.resize(0)
        self.watch_opened()

    def watch_opened(self) -> None:
        """Show those that have room."""
        shown = panes.shown(self.opened, self.screen.size.width, full=self.full)
        changing = [p for p in self.children if p.has_class("-shown") != (p.id in shown)]
        if changing:
            self.post_message(self.Changing())
        for pane in changing:
            pane.toggle_class("-shown")
        self._keep_focus_in_sight()
        self.screen.refresh_bindings()

    watch_full = watch_opened

    def _keep_focus_in_sight(self) -> None:
        """Let the pane in front have the focus if the one that has it is no longer shown."""
        focused = self.screen.focused
        nodes = focused.ancestors_with_self if focused else ()
        if any(pane in nodes and not pane.has_class("-shown") for pane in self.children):
            self._focus(self.opened[-1])

    def _focus(self, pane: str) -> None:
        self.screen.query_one(_GOALS[pane]).focus()

    def on_resize(self, _: events.Resize) -> None:
        """Show those that have room now."""
        self.watch_opened()

    @property
    def is_narrow(self) -> bool:
        """Whether one pane takes all the width."""
        return self.screen.size.width < panes.NARROW

    def toggle(self, pane: str) -> None:
        """Open a pane, or go there; from there, put it away."""
        box, focused = self.get_child_by_id(pane), self.screen.focused
        inside = focused is not None and box in focused.ancestors
        if box.has_class("-shown") and (inside or pane == HELP):
            self.put_away(pane)
            self._focus(TALK)
        else:
            self.go_to(pane)
        self._memory.keep(sidebar=SIDEBAR in self.opened)

    def go_to(self, pane: str) -> bool:
        """Open a pane, or bring it to the front, and put the focus into it, but for the help.

        Gives False for a source that has nothing to show yet, and says so.
        """
        if pane == SOURCE and self.spot is None:
            self.notify(say("no-source"))
            return False
        self.turn_to(pane)
        if pane != HELP:  # which is about what has the focus
            self._focus(pane)
        return True

    async def find(self) -> None:
        """Find in the report that is open."""
        if self.go_to(SOURCE):
            await self.run_action("screen.let('source', 'action_find')")

    async def page(self, by: int) -> None:
        """Scroll by pages: the help if it is in front, or else the conversation."""
        if self.opened[-1] == HELP:
            box = self.get_child_by_id(HELP)
            box.scroll_relative(y=by * (box.size.height - 2), animate=False)
        else:
            await self.run_action(f"screen.let('transcript', 'page', {by})")

    def turn_to(self, pane: str) -> None:
        """Open a pane, or bring it to the front."""
        self.opened = panes.turned_to(self.opened, pane)

    def bring(self, pane: str, *, quietly: bool = False) -> None:
        """Open a pane: behind the others, or in front, where it takes the focus if it hides all."""
        if quietly:
            self.opened = (pane, *panes.put_away(self.opened, pane))
        elif self.is_narrow:
            self.go_to(pane)
        else:
            self.turn_to(pane)

    def leave(self, pane: str) -> None:
        """Close a pane, and bring the conversation to the front."""
        self.put_away(pane)
        self.turn_to(TALK)

    def put_away(self, pane: str) -> None:
        """Close a pane."""
        self.full = False
        self.opened = panes.put_away(self.opened, pane)

    def spread(self) -> None:
        """Give all the width to the source, or to the pane in front; or share it again."""
        self.full = not self.full
        if self.full and SOURCE in self.opened:
            self.go_to(SOURCE)

    def resize(self, by: int) -> None:
        """Give the source so many percent more of what it shares with the conversation."""
        if by:
            self.post_message(self.Changing())
        percent = max(_SLIMMEST, min(_WIDEST, self._memory.kept.share + by))
        self.get_child_by_id(TALK).styles.width = f"{100 - percent}fr"
        self.get_child_by_id(SOURCE).styles.width = f"{percent}fr"
        if by:
            self._memory.keep(share=percent)
