"""Say what a question asks for, and which places and years it means."""

from collections.abc import Sequence

from textual import events, on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button

from qa.model import Kind
from tui.content.scoping import Scope
from tui.content.wording import say
from tui.dialogs.base import Dialog
from tui.widgets.passage import Passage
from tui.widgets.picker import Choices, Item, Picker

_BOXES = {True: ("( ) ", "(x) "), False: ("[ ] ", "[x] ")}


class TickList(Choices):
    """Space ticks, Left and Right change the column; Enter takes all that is ticked."""

    BINDINGS = [  # noqa: RUF012
        Binding("space", "tick", show=False),
        Binding("right", "column(1)", show=False),
        Binding("left", "column(-1)", show=False),
    ]
    SPACE = "tick"

    def action_tick(self) -> None:
        """Tick what the cursor is on, or no longer."""
        if isinstance(self.parent, Ticks):
            self.parent.tick(self.chosen)

    def action_column(self, by: int) -> None:
        """Go to the next column, or the one before."""
        columns = list(self.screen.query(TickList))
        columns[(columns.index(self) + by) % len(columns)].focus()

    def on_click(self, event: events.Click) -> None:
        """As Space; Textual would take it for Enter."""
        event.prevent_default()
        at = event.style.meta.get("option")
        if at is not None:
            self.highlighted = at
            self.action_tick()


class Ticks(Picker):
    """Some of several, or at most one.

    The boxes are plain characters; others are of ambiguous width.
    """

    def __init__(
        self, values: Sequence[tuple[str, str]], ticked: Sequence[str], *, single: bool = False
    ) -> None:
        self._values, self._single = values, single
        self.ticked = [code for code, _ in values if code in ticked]
        super().__init__(self._items(), choices=TickList())

    def on_mount(self) -> None:
        """Begin on what is ticked."""
        super().on_mount()
        codes = [code for code, _ in self._values]
        self.choices.highlighted = codes.index(self.ticked[0]) if self.ticked else 0

    def tick(self, code: str) -> None:
        """Tick one, or take that back."""
        before = set(self.ticked)
        chosen = {code} - before if self._single else before ^ {code}
        self.ticked = [one for one, _ in self._values if one in chosen]
        self.show(self._items())

    def _items(self) -> list[Item]:
        boxes = _BOXES[self._single]
        return [Item(code, boxes[code in self.ticked] + words) for code, words in self._values]


class CorrectDialog(Dialog[Scope]):
    """Gives what is ticked, or None."""

    BINDINGS = [Binding("ctrl+s", "done", show=False)]  # noqa: RUF012

    def __init__(self, question: str, known: Scope, ticked: Scope) -> None:
        kinds = [(str(kind), say(f"kind-{kind}")) for kind in Kind]
        columns = Horizontal(
            _column("kind", Ticks(kinds, [ticked.kind or ""], single=True)),
            _column("place", _ticks(known.places, ticked.places)),
            _column("year", _ticks(known.years, ticked.years)),
            classes="ticks",
        )
        super().__init__(question, columns, hint="correct-hint", large=True)

    def on_mount(self) -> None:
        """Begin with the kinds, the buttons below all."""
        again = Button(say("ask-again"), id="done", flat=True, variant="primary")
        cancel = Button(say("cancel"), id="cancel", flat=True)
        self.query_one(".dialog").mount(Horizontal(again, cancel, classes="buttons"))
        self.query(TickList).first().focus()

    @on(Picker.Picked)
    def action_done(self) -> None:
        """Those that are ticked."""
        kinds, places, years = (ticks.ticked for ticks in self.query(Ticks))
        kind = Kind(kinds[0]) if kinds else None
        self.dismiss(Scope(tuple(places), tuple(map(int, years)), kind))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask again, or not."""
        if event.button.id == "done":
            self.action_done()
        else:
            self.dismiss(None)


def _column(code: str, ticks: Ticks) -> Vertical:
    return Vertical(Passage(say(f"correct-{code}"), classes="head"), ticks)


def _ticks(values: Sequence[object], ticked: Sequence[object]) -> Ticks:
    return Ticks([(str(value), str(value)) for value in values], [str(value) for value in ticked])
