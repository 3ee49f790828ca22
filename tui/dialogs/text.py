"""Type one line."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from tui.content.wording import say
from tui.dialogs.base import Dialog
from tui.widgets.passage import Passage


class TextDialog(Dialog[str]):
    """Gives the line, or None if it is empty or not wanted."""

    def __init__(self, title: str, value: str) -> None:
        super().__init__()
        self._title, self._value = title, value

    def compose(self) -> ComposeResult:
        """The title above the line."""
        with Vertical(classes="dialog"):
            yield Passage(self._title, classes="title")
            yield Input(self._value, select_on_focus=False)
            yield Passage(say("dialog-hint"), classes="remark")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """That line."""
        event.stop()
        self.dismiss(event.value.strip() or None)
