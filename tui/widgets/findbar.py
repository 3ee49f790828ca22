"""Find in the report: type, Enter goes on, Shift+Enter or Up goes back, Escape ends."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from tui.content.wording import say
from tui.widgets.field import Field
from tui.widgets.passage import Passage


class FindBar(Horizontal):
    """An input and a count; out of sight until it is wanted."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "close", show=False),
        Binding("down", "screen.let('source', 'action_next', 1)", show=False),
        Binding("up,shift+enter", "screen.let('source', 'action_next', -1)", show=False),
    ]

    class Closed(Message):
        """The reader has done with finding."""

    def compose(self) -> ComposeResult:
        """The input and the count."""
        yield Field(placeholder=say("find-what"), id="needle")
        yield Passage(classes="count")

    def show(self) -> None:
        """Come into sight with the cursor in the input."""
        self.add_class("-shown")
        self.query_one(Input).focus()

    @property
    def said(self) -> str:
        """The count as it is shown."""
        return self.query_one(Passage).text

    def count(self, at: int, total: int) -> None:
        """Say which of how many matches is shown."""
        value = self.query_one(Input).value
        text = f"{at}/{total}" if total else say("no-match") if value else ""
        self.query_one(Passage).update(text)

    def action_close(self) -> None:
        """Go out of sight."""
        self.query_one(Input).value = ""
        self.remove_class("-shown")
        self.post_message(self.Closed())
