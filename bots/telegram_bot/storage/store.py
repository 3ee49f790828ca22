"""The bot's one SQLite file: opened, migrated, written with patience, missed when it is gone."""

import asyncio
import itertools
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from bots.telegram_bot.storage.schema import migrate
from qa.errors import YinjuError
from qa.files import drafted

_LOG = logging.getLogger(__name__)
NAME = "bot.sqlite"
_PAUSE = 0.2  # seconds between attempts to write
Statement = tuple[str, Sequence[object]]


class StoreLost(YinjuError):
    """The file could not be opened or written for longer than anyone should wait."""


class StoreDamaged(StoreLost):
    """The file is none of ours, or spoiled."""


class Store:
    """The connection; reads return at once, writes are tried again while the disk is unwell."""

    def __init__(
        self, path: Path, patience: float, on_lost: Callable[[str], None] = _LOG.error
    ) -> None:
        """Opens or makes the file, for the eyes of its owner only.

        Args:
            path: Of the file; its folder exists.
            patience: Seconds that a write is tried for.
            on_lost: Told why, once the file is lost; from then on nothing is written.

        Raises:
            StoreLost: It cannot be opened for writing, or is something else.
        """
        self._path, self._patience, self._on_lost = path, patience, on_lost
        self.troubled = self._is_lost = False
        try:
            _make_private(path)
            # The loop must not wait inside SQLite: waiting is done in `write`.
            self._file = sqlite3.connect(path, timeout=0)
            self._file.execute("pragma journal_mode=wal")
            self._file.execute("pragma synchronous=normal")
            migrate(self._file)
        except (OSError, sqlite3.OperationalError) as error:
            raise StoreLost(f"{path}: cannot be written: {error}") from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error
        self._identity = _identity(path)

    def read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query.

        Raises:
            StoreLost: The file is damaged or cannot be read.
        """
        try:
            return self._file.execute(sql, values).fetchall()
        except sqlite3.OperationalError as error:
            raise self._lose(StoreLost(f"{self._path}: cannot be read: {error}")) from error
        except sqlite3.DatabaseError as error:
            raise self._lose(self._damaged(error)) from error

    async def write(self, sql: str, *values: object) -> int:
        """How many rows a statement changed, committed."""
        (changed,) = await self.write_all([(sql, values)])
        return changed

    async def write_all(self, statements: Sequence[Statement]) -> list[int]:
        """How many rows each statement changed; all are committed or none.

        Raises:
            StoreLost: The file is damaged, gone, or could not be written within the patience.
        """
        since = time.monotonic()
        while not self._is_lost:
            self.check()
            try:
                changed = self._commit(statements)
                self.troubled = False
                return changed
            except sqlite3.OperationalError as error:
                why = f"{self._path}: cannot be written: {error}"
                if not self.troubled:
                    _LOG.error("%s; trying again for %g s", why, self._patience)
                self.troubled = True
                if time.monotonic() - since > self._patience:
                    raise self._lose(StoreLost(why)) from error
            except sqlite3.DatabaseError as error:
                raise self._lose(self._damaged(error)) from error
            await asyncio.sleep(_PAUSE)
        raise StoreLost(f"{self._path}: is lost")

    def _commit(self, statements: Sequence[Statement]) -> list[int]:
        with self._file:
            return [self._file.execute(sql, values).rowcount for sql, values in statements]

    def check(self) -> None:
        """Looks whether the file is still where it was.

        Raises:
            StoreLost: It is not; if nothing has taken its place, all it held was written back.
        """
        found = None if self._is_lost else _identity(self._path)
        if self._is_lost or found == self._identity:
            return
        if found is not None:
            raise self._lose(StoreLost(f"{self._path}: has been replaced by another file"))
        try:
            self.copy(self._path)
        except (OSError, sqlite3.Error) as error:
            raise self._lose(StoreLost(f"{self._path}: is gone: {error}")) from error
        raise self._lose(StoreLost(f"{self._path}: was deleted, and has been written back"))

    def copy(self, target: Path) -> None:
        """Writes all that the file holds to another, which becomes a sound file of its own.

        Raises:
            OSError: The target cannot be made, or is there already.
            sqlite3.Error: It cannot be written.
        """
        if not target.parent.exists():
            make_private_folder(target.parent)
        with drafted(target, private=True, replaces=False) as draft:
            self.pour(draft)

    def pour(self, target: Path) -> None:
        """Writes all that the file holds into an empty one.

        Raises:
            sqlite3.Error: It cannot be written.
        """
        with closing(sqlite3.connect(target)) as copy:
            self._file.backup(copy)

    def _damaged(self, error: Exception) -> StoreLost:
        return StoreDamaged(f"{self._path}: is damaged ({error}); move it away to begin anew")

    def _lose(self, error: StoreLost) -> StoreLost:
        if not self._is_lost:
            self._is_lost = self.troubled = True
            self._on_lost(str(error))
        return error

    def numbers(self, table: str) -> Iterator[int]:
        """Fresh numbers for the rows of a table, never one that was used before."""
        rows = self.read("select seq from sqlite_sequence where name=?", table)
        return itertools.count(rows[0][0] + 1 if rows else 1)

    def fact(self, key: str) -> str | None:
        """A value that is remembered, if it is."""
        rows = self.read("select value from facts where key=?", key)
        return str(rows[0][0]) if rows else None

    async def note(self, key: str, value: str) -> bool:
        """Remembers a value; whether it is new."""
        if self.fact(key) == value:
            return False
        await self.write("insert or replace into facts values(?, ?)", key, value)
        return True

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


def make_private_folder(folder: Path) -> None:
    """Makes a folder that only its owner can look into.

    Raises:
        OSError: It cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(PermissionError):  # a folder that somebody else owns and lets us write into
        folder.chmod(0o700)


def _make_private(path: Path) -> None:
    """Makes a file that only its owner can read; SQLite gives the files beside it the same mode."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands under a name, None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
