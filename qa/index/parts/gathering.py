"""Gathering: parts on their way into an index, kept on the disk and not in memory.

Where there are many they lie beside the index until it is written, so that a builder that was
interrupted goes on where it stopped.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from qa.index.parts.part import Packed, Part

_SCHEMA = """
CREATE TABLE IF NOT EXISTS program (value TEXT);
CREATE TABLE IF NOT EXISTS part (id TEXT PRIMARY KEY, digest TEXT, found INTEGER, data BLOB);
"""
_TOGETHER = 32
"""Parts that are written at once; no more are lost when a builder is killed."""


class Gathering:
    """The parts of reports, by the ids of these. A context manager."""

    def __init__(self, path: Path | None, program: str) -> None:
        """Opens what was kept before, if it is of the same program.

        Args:
            path: Of the file; what is gathered is not kept if left out.
            program: What a part hangs on besides its report.
        """
        self._file, self._path = _open(path)
        if self._file.execute("SELECT value FROM program").fetchall() != [(program,)]:
            self._file.executescript("DELETE FROM program; DELETE FROM part;")
            self._file.execute("INSERT INTO program VALUES (?)", (program,))
        self._written = 0

    def keep_only(self, digests: Mapping[str, str]) -> set[str]:
        """Forgets the parts that have other digests than these; the ids of those that are left."""
        kept = dict(self._file.execute("SELECT id, digest FROM part"))
        others = [(id,) for id, digest in kept.items() if digests.get(id) != digest]
        self._file.executemany("DELETE FROM part WHERE id = ?", others)
        return kept.keys() - {id for (id,) in others}

    def add(self, part: Packed) -> None:
        """Takes a part."""
        self._file.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)", part)
        self._written += 1
        if self._written % _TOGETHER == 0:
            self._file.commit()

    def part(self, id: str) -> Packed:
        """The part of a report; it must be there."""
        sql = "SELECT id, digest, found, data FROM part WHERE id = ?"
        return Packed(*self._file.execute(sql, (id,)).fetchone())

    def digests(self) -> dict[str, str]:
        """The digest of each part by its id."""
        return dict(self._file.execute("SELECT id, digest FROM part"))

    def sentences(self) -> int:
        """How many sentences of all parts can be found."""
        count: int = self._file.execute("SELECT coalesce(sum(found), 0) FROM part").fetchone()[0]
        return count

    def __iter__(self) -> Iterator[Part]:
        """All parts in the order of their ids."""
        for (data,) in self._file.execute("SELECT data FROM part ORDER BY id"):
            yield Part.load(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        """Closes the file; it is not needed any more if all went well."""
        self._file.commit()
        self._file.close()
        if self._path and kind is None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def _open(path: Path | None) -> tuple[sqlite3.Connection, Path | None]:
    """The file and where it lies; elsewhere if another builder has it or it cannot be written."""
    if path is not None:
        with suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return _prepared(str(path)), path
            except sqlite3.OperationalError:
                raise  # it is locked, or cannot be written
            except sqlite3.DatabaseError:
                path.unlink()  # a machine that lost its power left it damaged
                return _prepared(str(path)), path
    return _prepared(""), None


def _prepared(name: str) -> sqlite3.Connection:
    file = sqlite3.connect(name, timeout=0)
    try:
        file.executescript("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF;")
        file.executescript(f"BEGIN EXCLUSIVE; {_SCHEMA} COMMIT;")
    except sqlite3.Error:
        file.close()
        raise
    return file
