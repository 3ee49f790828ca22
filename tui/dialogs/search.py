"""Find words in all reports."""

from collections.abc import Sequence
from itertools import islice

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from qa.model import Report
from qa.render import clean
from tui.content.finding import Place, find_all
from tui.content.labels import name_of
from tui.content.wording import say
from tui.dialogs.base import Dialog
from tui.widgets.passage import Passage

_MOST = 200
_AROUND = 16
"""Characters that are shown on either side."""


class SearchDialog(Dialog[Place]):
    """Gives the place that was chosen, or None."""

    def __init__(self, reports: Sequence[Report]) -> None:
        super().__init__()
        self._reports = reports
        self._places: list[Place] = []

    def compose(self) -> ComposeResult:
        """The words above where they stand."""
        with Vertical(classes="dialog -large"):
            yield Passage(say("find-all-title"), classes="title")
            yield Input(placeholder=say("find-what"), select_on_focus=False)
            yield Passage(classes="remark")
            yield OptionList(markup=False)
            yield Passage(say("dialog-hint"), classes="remark")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look for the words; Enter again goes to the list."""
        event.stop()
        self._look(event.value)

    @work(thread=True, exclusive=True, exit_on_error=False, group="find", description="find all")
    def _look(self, words: str) -> None:
        found = (
            (Place(report.id, *span), _line(report, *span))
            for report in self._reports
            for span in find_all(report.text, words)
        )
        self.app.call_from_thread(self._show, list(islice(found, _MOST)))

    def _show(self, found: Sequence[tuple[Place, Text]]) -> None:
        self._places = [place for place, _ in found]
        shown = self.query_one(OptionList)
        shown.clear_options()
        shown.add_options(Option(line) for _, line in found)
        count = say("found-all", count=len(found), most=_MOST) if found else say("no-match")
        self.query(".remark").first(Passage).update(count)
        if found:
            shown.highlighted = 0
            shown.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """That one."""
        event.stop()
        self.dismiss(self._places[event.option_index])


def _line(report: Report, start: int, end: int) -> Text:
    line = Text(f"{name_of(report)}  ", no_wrap=True, overflow="crop")
    line.append(clean(report.text[max(0, start - _AROUND) : start]), "dim")
    line.append(clean(report.text[start:end]), "bold")
    return line.append(clean(report.text[end : end + 3 * _AROUND]), "dim")
