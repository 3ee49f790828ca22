"""What all dialogs share."""

from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from tui.content.wording import say
from tui.widgets.passage import Passage

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None]):
    """A title, what is asked for, a hint; Escape gives None."""

    BINDINGS = [("escape", "dismiss(None)", "")]  # noqa: RUF012

    def __init__(
        self, title: str, *asked: Widget, hint: str = "dialog-hint", large: bool = False
    ) -> None:
        super().__init__()
        head, foot = Passage(title, classes="title"), Passage(say(hint), classes="remark")
        self._parts, self._large = (head, *asked, foot), large

    def compose(self) -> ComposeResult:
        """All of it in a box, one below the other."""
        yield Vertical(*self._parts, classes="dialog -large" if self._large else "dialog")
