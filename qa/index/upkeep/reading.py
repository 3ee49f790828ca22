"""Reading: from the file of a report to its part, in this process or in others beside it.

The others are started as programs of their own, so that whoever builds an index, a thread of a
bot or a script without a guard, is not run a second time.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple, Self

from qa.errors import CorpusError
from qa.index.parts.part import Packed, Part, Recipe

MANY = 64
"""Reports from which on it pays to start other processes."""
_AHEAD = 4
"""Reports for each process that may be read before the first of them is taken."""


class Job(NamedTuple):
    """A report to be read."""

    path: Path
    overrides: dict[str, object] | None
    """What the manifest says of it."""
    digest: str
    """Of both."""


Read = Packed | CorpusError
"""The part of a report, or why it has none."""


def read_each(jobs: Sequence[Job], recipe: Recipe) -> Iterator[Read]:
    """What comes of each report, in order; all cores read if there are many."""
    cores = _cores()
    if len(jobs) < MANY or cores < 2:
        yield from (read_part(job, recipe) for job in jobs)
        return
    with ExitStack() as stack:
        idle: SimpleQueue[_Reader] = SimpleQueue()
        for _ in range(cores):
            idle.put(stack.enter_context(_Reader(recipe)))
        pool = stack.enter_context(ThreadPoolExecutor(cores))

        def read(job: Job) -> Read:
            reader = idle.get()
            try:
                return reader.read(job)
            finally:
                idle.put(reader)

        waiting: deque[Future[Read]] = deque()
        for job in jobs:
            waiting.append(pool.submit(read, job))
            if len(waiting) > cores * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def read_part(job: Job, recipe: Recipe) -> Read:
    """What comes of a report."""
    from qa.ingestion.reports import cut_report, read_report

    try:
        report = read_report(job.path, job.overrides)
        return Part.make(job.digest, report, cut_report(report), recipe).pack()
    except CorpusError as error:
        return error


def _cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Reader:
    """A process that reads reports. A context manager."""

    def __init__(self, recipe: Recipe) -> None:
        from qa.ingestion.reading import environment

        self._recipe = recipe
        self._process: subprocess.Popen[bytes] | None = None
        with suppress(OSError):  # what cannot be started is done here
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )

    def read(self, job: Job) -> Read:
        """What comes of a report; read in this process if the other one has ended."""
        if not (self._process and self._process.stdin and self._process.stdout):
            return read_part(job, self._recipe)
        try:
            pickle.dump((job, self._recipe), self._process.stdin)
            self._process.stdin.flush()
            read: Read = pickle.load(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            return read_part(job, self._recipe)
        return read

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Lets it end: it does when nothing more can come."""
        if self._process:
            with suppress(OSError):
                self._process.communicate()


def _serve() -> None:
    """Reads the reports that are named on stdin until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it is told, and ends it
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    with suppress(EOFError, OSError):
        while True:
            pickle.dump(read_part(*pickle.load(sys.stdin.buffer)), out)
            out.flush()


if __name__ == "__main__":
    _serve()
