"""The reports: opened in a thread, asked by one thread at a time, closed when nobody reads."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Lock

from qa.errors import YinjuError
from qa.model import Answer, Asker, Question, Report, Sentence
from qa.settings import Settings

Progress = Callable[[int, int], None]
Notify = Callable[[YinjuError], None]


Opening = Callable[[Settings, Progress, Notify], Asker]


class Closed(Exception):
    """The program is being left; whoever still wants to read stops."""


class Library:
    """The reports of one corpus at a time."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._asker: Asker | None = None
        self._closed = False
        self._lock = Lock()  # an index that is closed while it is read crashes the process
        self._idle = Event()
        self._idle.set()
        self.reports: tuple[Report, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether questions can be asked; not while other reports are about to take their place."""
        return self._asker is not None and self._idle.is_set()

    def open(self, settings: Settings, progress: Progress, notify: Notify) -> None:
        """Open the reports, building their index where that is needed, in place of those open.

        Raises:
            Closed: The library was closed meanwhile.
            Exception: Whatever the opening raises; what was open stays so.
        """

        def told(done: int, total: int) -> None:
            if self._closed:
                raise Closed
            progress(done, total)

        self._idle.clear()
        try:
            self._replace(self._opening(settings, told, notify))
        finally:
            self._idle.set()
        if self._closed:
            self.close()
            raise Closed

    def _replace(self, asker: Asker) -> None:
        with self._lock:
            before, self._asker = self._asker, asker
            self.reports = asker.reports
            if before:
                before.close()

    def ask(self, question: Question, top: int = 3) -> Answer:
        """The answer to a question."""
        with self._reading() as asker:
            return asker.ask(question, top)

    def pieces(self, report: str) -> Sequence[Sentence]:
        """All pieces of a report in order."""
        with self._reading() as asker:
            return asker.sentences(report)

    def find(self, report: str) -> Report | None:
        """The report of an id, if it is there."""
        return next((one for one in self.reports if one.id == report), None)

    def close(self) -> None:
        """Close for good: now, or when whoever reads has done so."""
        self._closed = True
        if self._lock.acquire(blocking=False):
            asker, self._asker = self._asker, None
            if asker:
                asker.close()
            self._lock.release()

    def rest(self, seconds: float) -> None:
        """Wait so long for an opening to stop; one that is torn off leaves a file behind."""
        self._idle.wait(seconds)

    @contextmanager
    def _reading(self) -> Iterator[Asker]:
        try:
            with self._lock:
                if self._asker is None:
                    raise Closed
                yield self._asker
        finally:
            if self._closed:
                self.close()
