"""Choose one of several."""

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.content.wording import say
from tui.widgets.passage import Passage


class ChoiceDialog(ModalScreen[str | None]):
    """Gives the id of the chosen option, or None."""

    BINDINGS = [("escape", "dismiss(None)", "")]  # noqa: RUF012

    def __init__(self, title: str, options: Sequence[tuple[str, str]], lang: str) -> None:
        super().__init__()
        self._title, self._options, self._lang = title, options, lang

    def compose(self) -> ComposeResult:
        """The title above the options."""
        with Vertical(classes="dialog"):
            yield Passage(self._title, classes="title")
            yield OptionList(
                *(Option(Text(text, no_wrap=True), id=code) for code, text in self._options),
                markup=False,
            )
            yield Passage(say("dialog-hint", self._lang), classes="remark")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """That one."""
        self.dismiss(event.option_id)
