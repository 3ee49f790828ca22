"""Keeping: the text read from a document, beside it in a folder `.read`, whole or not at all.

A document is read once. What was read, or why nothing was, is a JSON file that names the hash of
the document's bytes; offsets count the characters of the text in it.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from qa import files
from qa.errors import CorpusError
from qa.ingestion import recognition
from qa.ingestion.documents import Document, Unreadable, dump, load, to_json

FOLDER = ".read"
VERSION = 5
"""Of the readers; counted up when one of them gives another text for the same file."""


def path_of(source: Path) -> Path:
    """Return where what was read from a document is kept."""
    return source.parent / FOLDER / f"{source.name}.json"


def is_fresh(source: Path) -> bool:
    """Return whether a document was read since it last changed, as far as its clock tells."""
    try:
        return path_of(source).stat().st_mtime_ns >= source.stat().st_mtime_ns
    except OSError:
        return False


def recall(source: Path, data: bytes | None = None) -> Document:
    """Return what was read from a document.

    Args:
        source: The document.
        data: Its bytes, to be sure that it is still the same; its clock is not asked then.

    Raises:
        KeyError: it was not read, or has changed since.
        Unreadable: nothing could be read in it.
    """
    kept = _load(path_of(source))
    same = data is None or kept.get("sha256") == sha256(data).hexdigest()
    if kept.get("version") != VERSION or not same:
        raise KeyError(source.name)
    if kept.get("refused") in recognition.SCANS and recognition.is_there():
        raise KeyError(source.name)  # what recognises text was installed since
    if "refused" in kept:
        raise Unreadable(kept["refused"], **kept["values"])
    return load(kept["document"])


def sha256_of(source: Path) -> str:
    """Return the hash of the bytes that a document had when it was read."""
    return str(_load(path_of(source))["sha256"])


def keep(source: Path, data: bytes, found: Document | Unreadable, time: int | None = None) -> None:
    """Keep what was read from a document's bytes, or why nothing was.

    Args:
        source: The document.
        data: Its bytes.
        found: What was read from them.
        time: Of the file, in nanoseconds, before they were read: it may have changed since.
    """
    kept: dict[str, Any] = {"version": VERSION, "sha256": sha256(data).hexdigest()}
    if isinstance(found, Document):
        kept["document"] = dump(found)
    else:
        kept |= {"refused": found.code, "values": found.values}
    write(path_of(source), to_json(kept))
    confirm(source, time)


def confirm(source: Path, time: int | None = None) -> None:
    """Note that a document is the one that was read, as its file was at a time; now, if none."""
    with suppress(OSError):
        if time is None:
            path_of(source).touch()
        else:
            os.utime(path_of(source), ns=(time, time))


def forget(source: Path) -> None:
    """Remove what was read from a document."""
    with suppress(FileNotFoundError):
        path_of(source).unlink()


def write(target: Path, data: bytes, before: Path | None = None) -> None:
    """Write a file whole or not at all.

    Args:
        target: Of the file.
        data: What it is to hold.
        before: A file that it takes the place of, whatever its name; one of them is always there.

    Raises:
        CorpusError: it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with files.drafted(target) as draft:
            draft.write_bytes(data)
            if before:
                before.replace(target)
    except OSError as error:
        raise CorpusError(
            "{path!r} cannot be written ({why}); make room or choose another folder",
            path=str(target),
            why=error,
        ) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold off other processes that change the same folder; the lock ends with its process."""
    lock = folder / FOLDER / "lock"
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        file = lock.open("a")
    except OSError as error:
        raise CorpusError(
            "{path!r} cannot be written ({why}); choose another folder",
            path=str(folder),
            why=error,
        ) from error
    with file:
        try:
            import fcntl
        except ImportError:  # Windows: the system itself keeps an open file from being replaced
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def tidy(folder: Path) -> None:
    """Remove what processes left half done that were killed; the lock must be held."""
    for place in (folder, folder / FOLDER):
        files.sweep(place, alone=True)
    for kept in (folder / FOLDER).glob("*.json"):
        if not (folder / kept.stem).exists():
            with suppress(OSError):
                kept.unlink()


def _load(path: Path) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found
