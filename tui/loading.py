"""What is loaded behind the screen: the last conversation, the reports, those that are added."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.widget import Widget

from qa.model import Question
from qa.render import clean
from qa.settings import Settings
from tui import gc_tuning, messages
from tui.content import examples, labels
from tui.content.library import Closed
from tui.content.session import Session
from tui.content.spelling import spelled
from tui.content.wording import say

if TYPE_CHECKING:
    from tui.content.removing import Removed


class Loader(Widget):
    """Never to be seen; it posts what it has done."""

    DEFAULT_CSS = "Loader { display: none; }"

    def __init__(self, session: Session) -> None:
        super().__init__(id="loader")
        self._session = session

    @work(thread=True, exit_on_error=False, group="restore", description="restore")
    def restore(self) -> None:
        """Read the last conversation, then open the reports."""
        gc_tuning.take_up()
        last = None if self._session.start.fresh else self._session.store.last()
        if last:
            try:
                self.post_message(messages.Restored(self._session.store.resume(last)))
            except OSError as error:
                self.notify(labels.unreadable(last, error), severity="error")
        self.app.call_from_thread(self.open, self._session.settings)

    @work(thread=True, exclusive=True, exit_on_error=False, group="open", description="open")
    def open(self, settings: Settings) -> None:
        """Open the reports, building their index where that is needed."""
        try:
            self._session.library.open(
                settings,
                lambda done, total: self._say("opening", share=100 * done // max(total, 1)),
                lambda fault: self.notify(labels.error(fault)),
            )
            self.post_message(messages.Opened())
            self._prepare()
        except Closed:
            return
        except Exception as error:
            self.post_message(messages.Unopened(labels.error(error)))

    def _prepare(self) -> None:
        """Ask what loads what the first questions need, half a second of the reader's else."""
        library = self._session.library
        for text in say("warm-up").split("\n"):
            library.ask(Question(text))
        places = [report.place for report in library.reports]
        found = examples.answered(library.ask, places)
        spellings = {one.holder: spelled(one.holder) for one in library.reports}
        self.post_message(messages.Prepared(found, spellings))
        gc_tuning.take_up()

    def _say(self, code: str, **values: object) -> None:
        """Say what is being done."""
        self.post_message(messages.Doing(say(code, **values)))

    # ---- reports that are added

    def add(self, named: Sequence[Path] = ()) -> bool:
        """Let the reader choose files or folders to add; gives whether that can be done.

        Args:
            named: Those that the reader has named already.
        """
        from tui.dialogs.file import all_there

        there = self.app.is_web or all_there(self, named)
        if may := there and self._may_change("add"):
            self._choose(named)
        return may

    @work
    async def _choose(self, named: Sequence[Path]) -> None:
        from tui.dialogs.file import FileDialog

        if paths := await self.app.push_screen_wait(FileDialog(named)):
            self._add(paths)

    def _may_change(self, code: str) -> bool:
        """Whether reports can be added or removed here; says why not."""
        web = self.app.is_web
        if web or self._session.settings.packaged:
            self.notify(say(f"{code}-in-browser" if web else f"{code}-packaged"), timeout=12)
            return False
        return True

    @work(thread=True, exclusive=True, exit_on_error=False, group="add", description="add")
    def _add(self, paths: Sequence[Path]) -> None:
        from tui.content import adding  # brings the readers of all formats

        name = clean(say("list-mark").join(path.name for path in paths))
        self._say("adding", path=name, count=0)
        taken, lines = adding.add(
            paths,
            self._session.settings,
            lambda count: self._say("adding", path=name, count=count),
        )
        self.post_message(messages.Added(taken, lines))

    # ---- reports that are taken out

    @cached_property
    def _removed(self) -> "Removed":
        from tui.content.removing import Removed  # brings the readers of all formats

        return Removed(self._session.start.state / "removed")

    @work
    async def take_out(self) -> None:
        """Let the reader choose a report and say whether it is to leave the corpus."""
        from tui.dialogs.remove import choose

        reports = self._session.library.reports
        if not self._may_change("remove"):
            return
        if len(reports) < 2:
            self.notify(say("remove-last"), timeout=12)
        elif id := await choose(self.screen, reports, self._removed.folder):
            self._take_out(id)

    @work(thread=True, exclusive=True, exit_on_error=False, group="add", description="remove")
    def _take_out(self, id: str) -> None:
        self._say("removing", id=clean(id))
        self.post_message(messages.Added(*self._removed.take_out(self._session.settings, id)))

    def put_back(self) -> None:
        """Put the report back that was removed last."""
        if self._removed.last:
            self._put_back()
        else:
            folder = clean(str(self._removed.folder))
            self.notify(say("nothing-removed", folder=folder), timeout=12)

    @work(thread=True, exclusive=True, exit_on_error=False, group="add", description="put back")
    def _put_back(self) -> None:
        self._say("adding", path=clean(self._removed.last), count=0)
        self.post_message(messages.Added(*self._removed.put_back()))

    @on(messages.Added)
    def _added(self, event: messages.Added) -> None:
        event.stop()
        self.notify("\n".join(event.lines), timeout=12)
        if event.taken:
            self.open(self._session.settings)
        else:
            self.post_message(messages.Doing())
