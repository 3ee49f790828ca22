"""The conversation: a window over its turns, so that a thousand of them scroll as well as ten."""

from collections.abc import Iterable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.layout import DockArrangeResult
from textual.scrollbar import ScrollBar
from textual.widget import AwaitMount

from tui.content.turns import Turn
from tui.content.wording import say
from tui.keys import bind
from tui.widgets.greeting import Greeting
from tui.widgets.passage import Line
from tui.widgets.turn import TurnView

WINDOW = 12
"""Most turns on the screen at once."""
STEP = 6


class Edge(Line):
    """Stands for the turns beyond the window; Enter, a click or scrolling there brings them."""

    BINDINGS = bind("edge")

    def __init__(self, by: int) -> None:
        super().__init__(classes="edge")
        self._by = by

    async def action_pick(self) -> None:
        """Move the window."""
        if isinstance(self.parent, Transcript):
            await self.parent.slide(self._by)


class Transcript(VerticalScroll):
    """Shows turns; the newest is brought into view."""

    def __init__(self, greeting: Greeting) -> None:
        super().__init__(id="transcript", can_focus=False)
        self._turns: list[Turn] = []
        self._first = 0
        self._held = 0
        self._earlier, self._later = Edge(-STEP), Edge(STEP)
        self.greeting = greeting
        self._failed = False

    def compose(self) -> ComposeResult:
        """The greeting and the edges; turns are mounted between them."""
        yield from (self.greeting, self._earlier, self._later)

    def on_mount(self) -> None:
        """Nothing lies beyond the window yet."""
        self._mark()

    def show(self, turns: Sequence[Turn]) -> None:
        """Show another conversation, from its end."""
        for view in self._views:
            view.add_class("-gone").remove()
        self._turns = list(turns)
        self._first = max(0, len(turns) - WINDOW)
        self._mount(self._turns[self._first :])
        self._mark()
        self._reveal(len(turns))

    def fail(self, failed: bool) -> None:
        """Show the ways on below the turns while the reports cannot be opened."""
        if failed == self._failed:
            return
        self._failed = failed
        self.move_child(self.greeting, before=0)
        if failed:
            self.move_child(self.greeting, after=-1)
            self._held = 0
            self.scroll_end(animate=False)
        self._mark()

    async def put(self, turn: Turn) -> None:
        """Show a new turn at the end, or what has become of an earlier one."""
        if turn.id <= len(self._turns):
            self.change(turn)
            return
        with self.app.batch_update():  # one layout, when all of the turn is there
            if self._last < len(self._turns):
                self.show(self._turns)
            self._turns.append(turn)
            mounted = self._mount([turn])
            if self._last - self._first > WINDOW + STEP:
                self._drop(range(self._first, self._first + STEP))
                self._first += STEP
            self._mark()
            self._reveal(turn.id)
            await mounted

    def change(self, turn: Turn) -> None:
        """Show what has become of a turn."""
        awaited = self._turns[turn.id - 1].pending
        self._turns[turn.id - 1] = turn
        if view := self.view(turn.id):
            view.show(turn)
        if view and awaited:
            self._reveal(turn.id)

    def view(self, number: int) -> TurnView | None:
        """The turn on the screen, if it is within the window."""
        return next((view for view in self._views if view.turn.id == number), None)

    async def slide(self, by: int) -> None:
        """Move the window by so many turns; what was at its edge stays in view."""
        hold = self._first + 1 if by < 0 else self._last
        await self._move(self._first + by)
        self._reveal(hold)

    async def goto(self, number: int) -> TurnView | None:
        """The turn, brought into the window and into view."""
        if not 1 <= number <= len(self._turns):
            return None
        if not self.view(number):
            await self._move(number - WINDOW // 2)
        self._reveal(number)
        return self.view(number)

    async def _move(self, first: int) -> None:
        """Let the window begin at a turn; those that stay in it are not built anew."""
        first = max(0, min(first, len(self._turns) - WINDOW))
        wanted = range(first, min(first + WINDOW, len(self._turns)))
        held = range(self._first, self._last)
        with self.app.batch_update():
            self._drop(n for n in held if n not in wanted)
            self._first = first
            before = self._mount([self._turns[n] for n in wanted if n < held.start], at_start=True)
            after = self._mount([self._turns[n] for n in wanted if n >= held.stop])
            self._mark()
            await before
            await after

    @property
    def _last(self) -> int:
        """The number of turns up to the end of the window."""
        return self._first + len(self._views)

    @property
    def _views(self) -> list[TurnView]:
        """The turns on the screen; those on their way out do not count."""
        views = (child for child in self.children if isinstance(child, TurnView))
        return [view for view in views if not view.has_class("-gone")]

    def _mount(self, turns: Sequence[Turn], *, at_start: bool = False) -> AwaitMount:
        place = {"after": self._earlier} if at_start else {"before": self._later}
        return self.mount_all(map(TurnView, turns), **place)

    def _drop(self, numbers: Iterable[int]) -> None:
        gone = {number + 1 for number in numbers}
        for view in self._views:
            if view.turn.id in gone:
                view.add_class("-gone").remove()

    def _mark(self) -> None:
        """Say how many turns lie beyond either edge."""
        self.greeting.display = self._failed or not self._turns
        beyond = ((self._earlier, self._first), (self._later, len(self._turns) - self._last))
        for edge, count in beyond:
            code = "earlier" if edge is self._earlier else "later"
            edge.update(say(code, count=count))
            edge.display = count > 0

    def _reveal(self, number: int) -> None:
        """Hold a turn at the top, however the lines around it change, until the reader scrolls."""
        self._held = number
        if not self._stands(number):
            self.refresh(layout=True)

    def _stands(self, number: int) -> bool:
        """Whether a turn is where it is to be held; to lay out all again sends all of it."""
        view, y = self.view(number), self.scroll_offset.y
        held = view and view.size and max(0, min(view.virtual_region.y, self.max_scroll_y))
        return held == y and self.scroll_target_y == y

    def arrange(self, size: Size, optimal: bool = False) -> DockArrangeResult:
        """Where everything lies; scrolls in the same pass, so that one paint shows a new turn."""
        found = super().arrange(size, optimal)
        view = self.view(self._held)
        at = next((p.region.y for p in found.placements if p.widget is view), None)
        if at is not None:
            y = max(0, min(at, found.total_region.bottom - size.height))
            self.set_reactive(VerticalScroll.scroll_y, y)
            self.set_reactive(VerticalScroll.scroll_target_y, y)
            self.vertical_scrollbar.set_reactive(ScrollBar.position, y)
        return found

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Whoever scrolls lets go of what was held."""
        super().watch_scroll_y(old_value, new_value)
        self._held = 0

    async def on_mouse_scroll_up(self, _: events.MouseScrollUp) -> None:
        """Scrolling on at the top brings earlier turns."""
        await self._beyond(-1)

    async def on_mouse_scroll_down(self, _: events.MouseScrollDown) -> None:
        """Scrolling on at the bottom brings later turns."""
        await self._beyond(1)

    async def page(self, by: int) -> None:
        """Scroll by pages; at an edge, bring the turns beyond it."""
        if not await self._beyond(by):
            self.scroll_relative(y=by * (self.size.height - 2), animate=False)

    async def _beyond(self, by: int) -> bool:
        """Bring what lies beyond the edge in sight; gives whether there is anything."""
        at, bottom = self.scroll_offset.y, self.max_scroll_y
        more_below = at >= bottom and self._last < len(self._turns)
        beyond = (at == 0 and self._first > 0) if by < 0 else more_below
        if beyond:
            await self.slide(by * STEP)
        return beyond
