"""The lines that say what is in force: at the top the conversation, above the prompt the scope."""

from rich.cells import cell_len
from textual import events
from textual.reactive import reactive

from qa.model import Report
from qa.render import clean
from tui.content import labels
from tui.content.scoping import Scope
from tui.content.wording import say
from tui.widgets.passage import Passage


class Head(Passage):
    """Program, conversation, and what is being done or how many reports there are."""

    called: reactive[str] = reactive("")
    """What the conversation is called."""
    reports: reactive[tuple[Report, ...]] = reactive(())
    status: reactive[str] = reactive("")

    def watch_called(self) -> None:
        """Say it all; the name gives way to the rest."""
        status = clean(self.status or say("loaded", count=len(self.reports)))
        before, after = "引据 yinju  |  ", f"  |  {status}"
        room = (self.content_size.width or self.app.size.width) - cell_len(before + after)
        self.update(before + labels.cut(clean(self.called or say("unnamed")), room) + after)

    watch_reports = watch_status = watch_called

    def on_resize(self, _: events.Resize) -> None:
        """Leave the name the room there is now."""
        self.watch_called()


class ScopeLine(Passage):
    """What questions are narrowed to; out of sight if to nothing."""

    scope: reactive[Scope] = reactive(Scope())

    def watch_scope(self) -> None:
        """Say what to."""
        self.update(say("only", scope=labels.told(self.scope)))
        self.display = bool(self.scope.places or self.scope.years)
