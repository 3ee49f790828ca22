"""What is loaded behind the screen: the last conversation, the reports, a report that is added."""

from pathlib import Path

from textual import on, work
from textual.widget import Widget

from qa.model import Question
from qa.render import clean
from qa.settings import Settings
from qa.wording import tell
from tui import gc_tuning, messages
from tui.content import examples, labels
from tui.content.adding import add_report, describe
from tui.content.library import Closed
from tui.content.session import Session
from tui.content.spelling import spelled
from tui.content.wording import lang, say


class Loader(Widget):
    """Never to be seen; it posts what it has done."""

    DEFAULT_CSS = "Loader { display: none; }"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._known: frozenset[str] = frozenset()
        """The reports before one was added; empty if none was."""

    @work(thread=True, exit_on_error=False, group="restore", description="restore")
    def restore(self) -> None:
        """Read the last conversation, then open the reports."""
        gc_tuning.take_up()
        last = None if self._session.start.fresh else self._session.store.last()
        if last:
            self.post_message(messages.Restored(self._session.store.resume(last)))
        self.app.call_from_thread(self.open, self._session.settings)

    @work(thread=True, exclusive=True, exit_on_error=False, group="open", description="open")
    def open(self, settings: Settings) -> None:
        """Open the reports, building their index where that is needed."""
        try:
            self._session.library.open(
                settings,
                lambda done, total: void(self.post_message(messages.Progressed(done, total))),
                lambda fault: void(self.post_message(messages.Noted(tell(fault, lang())))),
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
        spellings = {place: spelled(place) for place in places}
        self.post_message(messages.Prepared(found, spellings))
        gc_tuning.take_up()

    # ---- a report that is added

    @work
    async def add_report(self) -> None:
        """Let the reader choose a report, and add it to the corpus."""
        from tui.dialogs.file import FileDialog

        if self._session.settings.packaged or self.app.is_web:
            self.notify(say("not-in-browser" if self.app.is_web else "add-packaged"), timeout=12)
        elif path := await self.app.push_screen_wait(FileDialog()):
            self.notify(say("adding", path=clean(path.name)), markup=False)
            self._add(path)

    @work(thread=True, exclusive=True, exit_on_error=False, group="add", description="add")
    def _add(self, path: Path) -> None:
        new, error = add_report(path, self._session.settings)
        self.post_message(messages.Added(new, error))

    @on(messages.Added)
    def _added(self, event: messages.Added) -> None:
        event.stop()
        if event.error:
            self.notify(event.error, severity="error", markup=False, timeout=8)
        elif not event.new:
            self.notify(say("added-before"))
        else:
            self._known = frozenset(report.id for report in self._session.library.reports)
            self.open(self._session.settings)

    def _describe_added(self) -> None:
        """Say what was read in the reports that are new."""
        known, self._known = self._known, frozenset()
        library = self._session.library
        for report in library.reports if known else ():
            if report.id not in known:
                words = describe(report, library.pieces(report.id))
                self.notify(words, markup=False, timeout=12)

    @on(messages.Noted)
    def _noted(self, event: messages.Noted) -> None:
        event.stop()
        self.notify(clean(event.text), markup=False)

    @on(messages.Opened)
    def _opened(self) -> None:
        self._describe_added()


def void(_: object) -> None:
    """Nothing: a callback of the engine gives nothing back."""
