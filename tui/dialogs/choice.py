"""Choose one of several."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from tui.content.wording import say
from tui.dialogs.base import Dialog
from tui.widgets.passage import Passage
from tui.widgets.picker import Choices, Item, Picker


class ChoiceDialog(Dialog[str]):
    """Gives the id of the chosen item, or None."""

    def __init__(self, title: str, items: Sequence[Item]) -> None:
        super().__init__()
        self._title, self._items = title, items

    def compose(self) -> ComposeResult:
        """The title above the items."""
        with Vertical(classes="dialog"):
            yield Passage(self._title, classes="title")
            yield Picker(self._items)
            yield Passage(say("dialog-hint"), classes="remark")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Choices).focus()

    def on_picker_picked(self, event: Picker.Picked) -> None:
        """That one."""
        self.dismiss(event.id)
