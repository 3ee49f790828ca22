"""Type one line."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.content.wording import say
from tui.widgets.passage import Passage


class TextDialog(ModalScreen[str | None]):
    """Gives the line, or None if it is empty or not wanted."""

    BINDINGS = [("escape", "dismiss(None)", "")]  # noqa: RUF012

    def __init__(self, title: str, value: str, lang: str) -> None:
        super().__init__()
        self._title, self._value, self._lang = title, value, lang

    def compose(self) -> ComposeResult:
        """The title above the line."""
        with Vertical(classes="dialog"):
            yield Passage(self._title, classes="title")
            yield Input(self._value, select_on_focus=False)
            yield Passage(say("dialog-hint", self._lang), classes="remark")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """That line."""
        event.stop()
        self.dismiss(event.value.strip() or None)
