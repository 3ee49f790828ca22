"""Choose one of several."""

from collections.abc import Sequence

from tui.dialogs.base import Dialog
from tui.widgets.picker import Choices, Item, Picker


class ChoiceDialog(Dialog[str]):
    """Gives the id of the chosen item, or None."""

    def __init__(self, title: str, items: Sequence[Item]) -> None:
        super().__init__(title, Picker(items))

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(Choices).focus()

    def on_picker_picked(self, event: Picker.Picked) -> None:
        """That one."""
        self.dismiss(event.id)
