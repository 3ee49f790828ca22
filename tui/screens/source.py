"""The source on a screen of its own, for terminals too narrow for two columns."""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer

from qa.model import Report, Sentence
from tui.keys import Key, teach
from tui.widgets.page import Page
from tui.widgets.source import SourcePane

_KEYS = (
    Key("escape,f9,q", "close", "back", "Esc", footer=True),
    Key("f3,ctrl+f", "find", "find", "F3", footer=True),
    Key("f5", "headings", "outline", "F5", footer=True),
    Key("f7", "same(-1)", "same-before", "F7"),
    Key("f8", "same(1)", "same-after", "F8"),
)
_WIDE = 100


class SourceScreen(Screen[None]):
    """Shows a report; Escape goes back to the conversation."""

    def __init__(
        self,
        lang: str,
        found: tuple[Report, Sequence[Sentence], tuple[int, int], Sequence[tuple[int, int]]],
        same: Callable[[int], None],
    ) -> None:
        super().__init__()
        self._lang, self._found, self._same = lang, found, same
        teach(self, lang, "help-source", _KEYS)

    def compose(self) -> ComposeResult:
        """The pane and the keys."""
        yield SourcePane(self._lang)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the place; the headings would take half of the little room."""
        pane = self.query_one(SourcePane)
        pane.action_headings()
        pane.open(*self._found)
        pane.query_one(Page).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Go back when there is room for two columns."""
        if event.size.width >= _WIDE and self.is_current:
            self.action_close()

    def action_close(self) -> None:
        """Back to the conversation."""
        self.dismiss()

    def action_find(self) -> None:
        """Find in the report."""
        self.query_one(SourcePane).action_find()

    def action_headings(self) -> None:
        """Show or hide the headings."""
        self.query_one(SourcePane).action_headings()

    def action_same(self, by: int) -> None:
        """The next or previous place of the same figure."""
        self._same(by)
