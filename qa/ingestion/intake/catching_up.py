"""Catching up: documents in a folder that are new or have changed are read."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

from qa.errors import CorpusError
from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.folders import documents_in, read_bytes, unread
from qa.ingestion.intake import keeping
from qa.ingestion.reading import read_document

WORKERS = 2
"""Files that are read side by side."""
_AHEAD = 8

A = TypeVar("A")
B = TypeVar("B")


def catch_up(
    folder: Path, progress: Callable[[int, int], None] | None = None, thoroughly: bool = False
) -> None:
    """Read the documents of a folder that need it, and keep what was found in each.

    Args:
        folder: Of the corpus.
        progress: Told how many of how many are read.
        thoroughly: Whether to compare what files hold; else the times of the files decide.

    Raises:
        CorpusError: the folder cannot be read or written.
    """
    doubtful = documents_in(folder) if thoroughly else unread(folder)
    waiting = [path for path in doubtful if not _is_confirmed(path)]
    for done, path in enumerate(side_by_side(_read_and_keep, waiting), 1):
        del path
        if progress:
            progress(done, len(waiting))


def side_by_side(work: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
    """Yield what comes of each item, in order; a few are worked on at once, few are held."""
    remaining = iter(items)
    with ThreadPoolExecutor(WORKERS) as pool:
        while batch := list(islice(remaining, _AHEAD)):
            yield from pool.map(work, batch)


def _is_confirmed(path: Path) -> bool:
    """Return whether a document is the one that was read, and note so if its file is younger."""
    time = _time_of(path)
    try:
        keeping.recall(path, read_bytes(path))
    except KeyError:
        return False
    except Unreadable:
        pass
    except CorpusError:
        if _time_of(path) is not None:
            raise
        return True  # it went while we looked
    keeping.confirm(path, time)
    return True


def _time_of(path: Path) -> int | None:
    """Return when a file last changed; None if it is gone."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


def _read_and_keep(path: Path) -> None:
    time = _time_of(path)  # what changes while it is read is read again
    try:
        data = read_bytes(path)
    except CorpusError:
        if _time_of(path) is not None:
            raise
        return
    found: Document | Unreadable
    try:
        found = read_document(data)
    except Unreadable as error:
        found = error
    with keeping.locked(path.parent):
        keeping.keep(path, data, found, time)
