"""Find words in all reports."""

from collections.abc import Sequence
from itertools import islice, takewhile

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from qa.model import Report
from qa.render import clean
from tui.content.finding import Place, find_all
from tui.content.labels import name_of
from tui.content.wording import say
from tui.dialogs.base import Dialog
from tui.widgets.field import Field
from tui.widgets.oneline import FAINT, OneLine
from tui.widgets.passage import Passage

_MOST = 200
_BEFORE, _AFTER = 8, 48
"""Characters that are shown on either side, if there is room."""


class SearchDialog(Dialog[Place]):
    """Gives the place that was chosen, or None; it looks while words are typed."""

    BINDINGS = [Binding("down", "app.focus_next", show=False)]  # noqa: RUF012

    def __init__(self, reports: Sequence[Report]) -> None:
        words = Field(placeholder=say("find-what"))
        self._count, self._list = Passage(classes="remark"), OptionList(markup=False)
        super().__init__(say("find-all-title"), words, self._count, self._list, large=True)
        self._reports = reports
        self._places: Sequence[Place] | None = ()
        """What is listed; None while it is looked for."""
        self._hasty = False
        """Whether Enter came before what was looked for."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for the words."""
        event.stop()
        self._places, self._hasty = None, False
        self._look(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the place under the cursor of the list."""
        event.stop()
        self._hasty = self._places is None
        self._take()

    def _take(self) -> None:
        at = self._list.highlighted
        if self._places and at is not None:
            self.dismiss(self._places[at])

    @work(thread=True, exclusive=True, exit_on_error=False, group="find", description="find all")
    def _look(self, words: str) -> None:
        worker = get_current_worker()
        found = (
            (Place(report.id, *span), _line(report, *span))
            for report in self._reports
            for span in find_all(report.text, words)
        )
        seen = list(takewhile(lambda _: not worker.is_cancelled, islice(found, _MOST)))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, words, seen)

    def _show(self, words: str, found: Sequence[tuple[Place, OneLine]]) -> None:
        self._places = [place for place, _ in found]
        self._list.clear_options()
        self._list.add_options(Option(line) for _, line in found)
        code = "found-most" if len(found) == _MOST else "found-all" if found else "no-match"
        self._count.update(say(code, count=len(found)) if words.strip() else "")
        self._list.highlighted = 0 if found else None
        if self._hasty:
            self._take()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """That one."""
        event.stop()
        self._take()


def _line(report: Report, start: int, end: int) -> OneLine:
    before = clean(report.text[max(0, start - _BEFORE) : start])
    found, after = (clean(report.text[a:b]) for a, b in ((start, end), (end, end + _AFTER)))
    name = f"{name_of(report)}  "
    return OneLine(Content.assemble(name, (before, FAINT), (found, "bold"), (after, FAINT)))
