"""Say which places and years a question means."""

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from qa.render import clean
from tui.labels import Scope
from tui.widgets.passage import Passage
from tui.wording import say


class Ticks(OptionList):
    """Several of several: Space or a click ticks one; the boxes are plain characters."""

    BINDINGS = [Binding("space", "select", show=False)]  # noqa: RUF012

    def __init__(self, values: Sequence[str], ticked: Sequence[str]) -> None:
        self._values = list(values)
        self.ticked = [value for value in values if value in ticked]
        super().__init__(*map(self._option, self._values), markup=False)

    def _option(self, value: str) -> Option:
        return Option(Text(f"[{'x' if value in self.ticked else ' '}] {clean(value)}"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick it, or no longer."""
        event.stop()
        value = self._values[event.option_index]
        chosen = set(self.ticked) ^ {value}
        self.ticked = [one for one in self._values if one in chosen]
        self.replace_option_prompt_at_index(event.option_index, self._option(value).prompt)


class CorrectDialog(ModalScreen[Scope | None]):
    """Gives the places and years ticked, or None."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "done", show=False),
    ]

    def __init__(self, question: str, known: Scope, ticked: Scope, lang: str) -> None:
        super().__init__()
        self._question, self._known, self._ticked, self._lang = question, known, ticked, lang

    def compose(self) -> ComposeResult:
        """Places on the left, years on the right, the buttons below."""
        with Vertical(classes="dialog -large"):
            title = say("correct-title", self._lang, question=self._question)
            yield Passage(title, classes="title")
            with Horizontal(classes="ticks"):
                yield Ticks(self._known.places, self._ticked.places)
                yield Ticks(_text(self._known.years), _text(self._ticked.years))
            with Horizontal(classes="buttons"):
                yield Button(say("ask-again", self._lang), id="done", flat=True, variant="primary")
                yield Button(say("cancel", self._lang), id="cancel", flat=True)

    def action_done(self) -> None:
        """Those that are ticked."""
        places, years = self.query(Ticks)
        self.dismiss(Scope(tuple(places.ticked), tuple(map(int, years.ticked))))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask again, or not."""
        if event.button.id == "done":
            self.action_done()
        else:
            self.dismiss(None)


def _text(years: Sequence[int]) -> list[str]:
    return [str(year) for year in years]
