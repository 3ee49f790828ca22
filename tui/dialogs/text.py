"""Type one line."""

from textual.widgets import Input

from tui.dialogs.base import Dialog
from tui.widgets.field import Field


class TextDialog(Dialog[str]):
    """Gives the line, or None if it is empty or not wanted."""

    def __init__(self, title: str, value: str) -> None:
        super().__init__(title, Field(value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """That line."""
        event.stop()
        self.dismiss(event.value.strip() or None)
