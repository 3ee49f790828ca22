"""A line to type in."""

from textual import events
from textual.widgets import Input

from tui.widgets.keyturns import take_in_turn


class Field(Input):
    """Textual's input with its keys in their turn; what is in it is not selected."""

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder, id=id, select_on_focus=False)

    async def on_key(self, event: events.Key) -> None:
        """A name and its Enter may come at once."""
        await take_in_turn(self, event)
