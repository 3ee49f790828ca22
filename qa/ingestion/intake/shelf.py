"""The shelf: a corpus folder into which reports are put one by one, whole or not at all."""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qa.errors import CorpusError
from qa.files import is_folder, is_there
from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.folders import (
    PLAIN,
    is_named_like_a_report,
    is_plain,
    list_files,
    name_of,
    read_bytes,
)
from qa.ingestion.intake import keeping
from qa.ingestion.intake.catching_up import catch_up
from qa.ingestion.intake.duplicates import Duplicates
from qa.ingestion.intake.sources import Source
from qa.ingestion.reports import make_report, read_report
from qa.ingestion.sentences import split
from qa.model import Report, Sentence

LONGEST_NAME = 80
"""Characters of an id."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a report was put."""

    report: Report
    pieces: tuple[Sentence, ...]
    changed: bool
    """Whether it took the place of another file."""


class Shelf:
    """The reports of a folder, and the way in for new ones."""

    def __init__(self, folder: Path, *, replace: bool = False, similar: bool = False) -> None:
        """Look through a folder, which may not be there yet, and tidy what was left half done.

        Raises:
            CorpusError: it cannot be read or written.
        """
        self._folder, self._replace, self._similar = folder, replace, similar
        self._files: dict[str, Path] = {}
        self._digests: dict[str, str] = {}
        self._states: dict[Path, tuple[int, int]] = {}
        self._duplicates = Duplicates()
        if is_there(folder / keeping.FOLDER):
            with keeping.locked(folder):
                keeping.tidy(folder)
        if is_folder(folder) and list_files(folder):
            catch_up(folder)
            self._look()

    def holds(self, data: bytes) -> str:
        """Return the id of the report whose file holds these very bytes; empty if none does."""
        digest = sha256(data).hexdigest()
        return next((id for id in self._files if self._digests.get(id) == digest), "")

    def put(self, source: Source, document: Document) -> Placed:
        """Put a report in.

        Raises:
            CorpusError: the folder cannot be written.
            Unreadable: it holds no sentence, repeats a report or has the name of another one.
        """
        digest = sha256(source.data).hexdigest()
        report = make_report(self._name(source), document, digest)
        pieces = split(report)
        if not any(piece.is_quotable for piece in pieces):
            raise Unreadable("no-sentence")
        with keeping.locked(self._folder):
            self._look()
            self._refuse_repeated(report, source)
            before = self._files.get(report.id)
            target = self._folder / f"{report.id}{_ending(source, document)}"
            if not is_named_like_a_report(target):  # it would never be looked at
                raise Unreadable("is-named-otherwise", name=source.path.name)
            self._write(target, before, source, document)
            self._note(target, digest, report, _state(target))
        return Placed(report, pieces, before is not None)

    def _refuse_repeated(self, report: Report, source: Source) -> None:
        if there := self.holds(source.data):
            raise Unreadable("repeats", id=there)
        like, share = self._duplicates.find(report)
        if like in self._files and share == 1.0:
            raise Unreadable("repeats", id=like)
        if like in self._files and not self._similar:
            raise Unreadable("resembles", id=like, share=round(100 * share))
        if report.id in self._files and not self._replace:
            raise Unreadable("name-taken", id=report.id)

    def _write(self, target: Path, before: Path | None, source: Source, found: Document) -> None:
        """Write the file, then what was read from it: a file that lacks that is read again."""
        keeping.write(target, source.data, before)
        if not is_plain(target):
            keeping.keep(target, source.data, found)
        if before and before != target:
            keeping.forget(before)

    def _name(self, source: Source) -> str:
        """Return the id of a new report: its stem, with the names of its folders if it is taken."""
        parts = [*source.path.parts[:-1], source.path.stem]
        for first in range(len(parts) - 1, -1, -1):
            name = unicodedata.normalize("NFC", "-".join(parts[first:]))
            name = _UNSAFE.sub("-", name).strip(" .-")[-LONGEST_NAME:]
            if name and (name not in self._files or self._replace):
                return name
        return _UNSAFE.sub("-", parts[-1]).strip(" .-")[-LONGEST_NAME:] or "report"

    def _look(self) -> None:
        """Take note of what is there, as far as it is new: other processes may have changed it."""
        there = list_files(self._folder)
        self._files = {name_of(path): path for path in there}
        for path in there:
            state = _state(path)
            if self._states.get(path) == state:
                continue
            digest = ""
            try:
                digest = sha256(read_bytes(path)).hexdigest()
                self._note(path, digest, read_report(path), state)
            except CorpusError:  # of what cannot be read only the file is known
                self._note(path, digest, None, state)

    def _note(self, path: Path, digest: str, report: Report | None, state: tuple[int, int]) -> None:
        self._files[name_of(path)] = path
        self._digests[name_of(path)] = digest
        self._states[path] = state
        if report:
            self._duplicates.add(report)


def _state(path: Path) -> tuple[int, int]:
    """Return by what a change of a file is seen; zeros if it is gone or closed to us."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _ending(source: Source, document: Document) -> str:
    """Return the ending of a report's file: its own, unless it is of no format or of another."""
    ending = source.path.suffix.lower()
    if document.format in ("", "text"):
        return PLAIN
    known = ending != PLAIN and is_named_like_a_report(Path(f"x{ending}"))
    return ending if known else f".{document.format}"
