"""The reports by place and year: typing filters, Enter opens, Space asks only these."""

from collections.abc import Iterator

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive

from qa.model import Report
from tui.content.labels import name_of
from tui.content.quoting import Spot
from tui.content.scoping import Scope
from tui.content.wording import say
from tui.keys import bind
from tui.messages import Narrowed, Wanted
from tui.widgets.passage import Passage
from tui.widgets.picker import Choices, Item, Picker

_WIDE = 50
_ALL = "*"


class ReportList(Choices):
    """The list itself."""

    BINDINGS = bind("reports")
    SPACE = "narrow"

    def action_narrow(self) -> None:
        """Narrow to the report under the cursor."""
        self.post_message(Narrowed("" if self.chosen == _ALL else self.chosen))


class Sidebar(Vertical):
    """Reports that fit the filter."""

    HELP = say("help-sidebar")
    reports: reactive[tuple[Report, ...]] = reactive(())
    scope: reactive[Scope] = reactive(Scope())
    spellings: reactive[dict[str, str]] = reactive({})
    """Places in pinyin, by which they are sorted and found."""

    def compose(self) -> ComposeResult:
        """The reports above what can be done with them."""
        yield Picker(choices=ReportList())
        yield Passage(say("sidebar-hint"), classes="remark")

    def watch_reports(self) -> None:
        """Show what there is."""
        wide = self.size.width >= _WIDE
        self.query_one(Picker).show(list(self._items(wide)))

    watch_scope = watch_spellings = watch_reports

    def on_resize(self, _: events.Resize) -> None:
        """Show titles where there is room."""
        self.watch_reports()

    def _items(self, wide: bool) -> Iterator[Item]:
        scope = self.scope
        if scope.places:
            yield Item(_ALL, say("all-reports"))
        for report in sorted(self.reports, key=self._order):
            chosen = report.holder in scope.places and (
                not scope.years or report.year in scope.years
            )
            label = ("* " if chosen else "  ") + name_of(report)
            words = f"{report.id} {report.level} {report.title} {self._spelled(report)}"
            yield Item(report.id, label, words, report.title if wide else "")

    def _order(self, report: Report) -> tuple[str, str, int, str]:
        return self._spelled(report), report.holder, -(report.year or 0), report.id

    def _spelled(self, report: Report) -> str:
        return self.spellings.get(report.holder, "")

    @on(Picker.Picked)
    def _picked(self, event: Picker.Picked) -> None:
        event.stop()
        self.post_message(Narrowed("") if event.id == _ALL else Wanted(Spot(event.id)))
