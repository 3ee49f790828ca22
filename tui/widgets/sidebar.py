"""The reports by place and year: a filter to find them, Enter opens, Space asks only these."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from qa.model import Report
from qa.render import clean
from tui.content.labels import name_of
from tui.content.wording import say
from tui.keys import teach
from tui.widgets.passage import Passage

_WIDE = 50


class ReportList(OptionList):
    """The list itself."""

    BINDINGS = [Binding("space", "narrow", show=False)]  # noqa: RUF012

    @dataclass
    class Narrowed(Message):
        """The reader wants only a place asked, or no longer."""

        report: str

    def action_narrow(self) -> None:
        """Narrow to the report under the cursor."""
        if self.highlighted is not None:
            self.post_message(self.Narrowed(self.get_option_at_index(self.highlighted).id or ""))


class Sidebar(Vertical):
    """Reports that fit the filter."""

    @dataclass
    class Opened(Message):
        """The reader wants to read a report."""

        report: str

    def __init__(self, lang: str) -> None:
        super().__init__(id="sidebar")
        self._lang = lang
        self._reports: Sequence[Report] = ()
        self._chosen: frozenset[str] = frozenset()
        self._wide = False
        teach(self, lang, "help-sidebar", ())

    def compose(self) -> ComposeResult:
        """The filter above the list."""
        yield Input(placeholder=say("filter", self._lang), id="filter")
        yield ReportList(markup=False)
        yield Passage(say("sidebar-hint", self._lang), classes="remark")

    def show(self, reports: Sequence[Report]) -> None:
        """Show these reports, by place, the newest first."""
        self._reports = sorted(reports, key=lambda r: (r.place, -(r.year or 0), r.id))
        self._fill()

    def choose(self, places: Sequence[str], years: Sequence[int]) -> None:
        """Show which reports questions are narrowed to."""
        self._chosen = frozenset(
            r.id for r in self._reports if r.place in places and (not years or r.year in years)
        )
        self._fill()

    def _fill(self) -> None:
        reports = self.query_one(ReportList)
        at = reports.highlighted
        words = self.query_one("#filter", Input).value.lower().split()
        reports.clear_options()
        reports.add_options(
            Option(self._label(report), report.id)
            for report in self._reports
            if all(word in _words(report) for word in words)
        )
        if reports.option_count:
            reports.highlighted = min(at or 0, reports.option_count - 1)

    def _label(self, report: Report) -> Text:
        sign = "* " if report.id in self._chosen else "  "
        label = Text(sign + name_of(report), no_wrap=True, overflow="crop")
        return label.append(f"  {clean(report.title)}", "dim") if self._wide else label

    def on_resize(self, event: events.Resize) -> None:
        """Show titles where there is room."""
        if self._wide is not (wide := event.size.width >= _WIDE):
            self._wide = wide
            self._fill()

    @on(Input.Changed, "#filter")
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        self._fill()

    @on(Input.Submitted, "#filter")
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(ReportList).focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Opened(event.option_id or ""))


def _words(report: Report) -> str:
    parts = (report.id, report.place, report.level, str(report.year or ""), report.title)
    return clean(" ".join(parts)).lower()
