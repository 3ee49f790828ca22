"""The shelf: a corpus folder into which reports are put one by one, whole or not at all."""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qa.errors import CorpusError
from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.folders import PLAIN, is_plain, list_files, name_of, read_bytes
from qa.ingestion.intake import keeping
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
        if (folder / keeping.FOLDER).exists():
            with keeping.locked(folder):
                keeping.tidy(folder)
        there = list_files(folder) if folder.is_dir() else []
        self._files = {name_of(path): path for path in there}
        self._hashes = {
            sha256(read_bytes(path)).hexdigest(): id for id, path in self._files.items()
        }
        self._duplicates = Duplicates(self._reports())

    def holds(self, data: bytes) -> str:
        """Return the id of the report whose file holds these very bytes; empty if none does."""
        return self._hashes.get(sha256(data).hexdigest(), "")

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
        like, share = self._duplicates.find(report)
        if share == 1.0:
            raise Unreadable("repeats", id=like)
        if like and not self._similar:
            raise Unreadable("resembles", id=like, share=round(100 * share))
        with keeping.locked(self._folder):
            changed = self._write(report.id, source, document)
        self._duplicates.add(report)
        self._hashes[digest] = report.id
        return Placed(report, pieces, changed)

    def _write(self, id: str, source: Source, document: Document) -> bool:
        """Write the file and what was read from it; the file comes last, and with it the report."""
        target = self._folder / f"{id}{_ending(source, document)}"
        there = [path for path in list_files(self._folder) if name_of(path) == id]
        if there and not self._replace:
            raise Unreadable("name-taken", id=id)
        if not is_plain(target):
            keeping.keep(target, source.data, document)
        keeping.write(target, source.data)
        if not is_plain(target):
            keeping.confirm(target)
        for path in there:
            if path != target:
                path.unlink(missing_ok=True)
                keeping.forget(path)
        self._files[id] = target
        return bool(there)

    def _name(self, source: Source) -> str:
        """Return the id of a new report: its stem, with the names of its folders if it is taken."""
        parts = [*source.path.parts[:-1], source.path.stem]
        for first in range(len(parts) - 1, -1, -1):
            name = unicodedata.normalize("NFC", "-".join(parts[first:]))
            name = _UNSAFE.sub("-", name).strip(" .-")[-LONGEST_NAME:]
            if name and (name not in self._files or self._replace):
                return name
        return _UNSAFE.sub("-", parts[-1]).strip(" .-")[-LONGEST_NAME:] or "report"

    def _reports(self) -> list[Report]:
        """Return the reports that can be read; of others only the files are known."""
        found = []
        for path in self._files.values():
            try:
                found.append(read_report(path))
            except CorpusError:
                continue
        return found


def _ending(source: Source, document: Document) -> str:
    """Return the ending of a report's file: its own, unless it says text of what is none."""
    ending = source.path.suffix.lower()
    if document.format in ("", "text"):
        return PLAIN
    return ending if ending not in ("", PLAIN) else f".{document.format}"
