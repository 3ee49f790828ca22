"""Say what a question asks for, and which places and years it means."""

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from qa.model import Kind
from qa.render import clean
from tui.content.labels import Scope
from tui.content.wording import say
from tui.widgets.passage import Passage

_BOXES = {True: ("( )", "(x)"), False: ("[ ]", "[x]")}


class Ticks(OptionList):
    """Some of several, or at most one: Space or a click ticks, and again takes it back.

    The boxes are plain characters; others are of ambiguous width.
    """

    BINDINGS = [  # noqa: RUF012
        Binding("space", "select", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("left", "app.focus_previous", show=False),
    ]

    def __init__(
        self, values: Sequence[tuple[str, str]], ticked: Sequence[str], *, single: bool = False
    ) -> None:
        self._values, self._single = values, single
        self.ticked = [code for code, _ in values if code in ticked]
        super().__init__(*map(self._option, values), markup=False)
        first = next((n for n, (code, _) in enumerate(values) if code in ticked), 0)
        self.highlighted = first if values else None

    def _option(self, value: tuple[str, str]) -> Option:
        code, words = value
        ticked = code in self.ticked
        line = f"{_BOXES[self._single][ticked]} {clean(words)}"
        return Option(Text(line, "bold" if ticked else "", no_wrap=True, overflow="crop"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick it, or no longer."""
        event.stop()
        code = self._values[event.option_index][0]
        before = set(self.ticked)
        chosen = {code} - before if self._single else before ^ {code}
        self.ticked = [one for one, _ in self._values if one in chosen]
        for number, value in enumerate(self._values):
            if value[0] in before ^ chosen:
                self.replace_option_prompt_at_index(number, self._option(value).prompt)


class CorrectDialog(ModalScreen[Scope | None]):
    """Gives what is ticked, or None."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "done", show=False),
    ]

    def __init__(self, question: str, known: Scope, ticked: Scope, lang: str) -> None:
        super().__init__()
        self._question, self._known, self._ticked, self._lang = question, known, ticked, lang

    def compose(self) -> ComposeResult:
        """The kinds, the places, the years side by side, the buttons below."""
        kinds = [(str(kind), say(f"kind-{kind}", self._lang)) for kind in Kind]
        with Vertical(classes="dialog -large"):
            yield Passage(self._question, classes="title")
            with Horizontal(classes="ticks"):
                yield self._column("kind", Ticks(kinds, [self._ticked.kind or ""], single=True))
                yield self._column("place", _ticks(self._known.places, self._ticked.places))
                yield self._column("year", _ticks(self._known.years, self._ticked.years))
            yield Passage(say("correct-hint", self._lang), classes="remark")
            with Horizontal(classes="buttons"):
                yield Button(say("ask-again", self._lang), id="done", flat=True, variant="primary")
                yield Button(say("cancel", self._lang), id="cancel", flat=True)

    def _column(self, code: str, ticks: Ticks) -> Vertical:
        return Vertical(Passage(say(f"correct-{code}", self._lang), classes="head"), ticks)

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


def _ticks(values: Sequence[object], ticked: Sequence[object]) -> Ticks:
    return Ticks([(str(value), str(value)) for value in values], [str(value) for value in ticked])
