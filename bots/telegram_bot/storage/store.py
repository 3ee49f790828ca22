"""The bot's one SQLite file: opened, migrated, and written with patience."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from qa.errors import YinjuError

_LOG = logging.getLogger(__name__)
_PAUSE = 0.2  # seconds between attempts to write

SCHEMA = """
create table if not exists inbox(
    id integer primary key, lane text not null, quick integer not null, body text not null,
    state text not null, at integer not null);
create index if not exists inbox_open on inbox(state) where state in ('waiting', 'sending');
create table if not exists turns(
    id integer primary key, talk text not null, user integer not null, at integer not null,
    question text not null, body text not null);
create index if not exists turns_talk on turns(talk, id);
create table if not exists breaks(talk text primary key, after integer not null);
create table if not exists ratings(
    turn integer, citation integer, user integer, value integer not null,
    primary key(turn, citation, user));
create table if not exists shown(
    chat integer, message integer, turn integer not null, primary key(chat, message));
create table if not exists facts(key text primary key, value text not null);
"""


Statement = tuple[str, Sequence[object]]


class StoreLost(YinjuError):
    """The file is damaged, or could not be written for longer than anyone should wait."""


class Store:
    """The connection; reads return at once, writes are tried again while the disk is unwell."""

    def __init__(
        self, path: Path, patience: float, on_lost: Callable[[str], None] = _LOG.error
    ) -> None:
        """Opens or makes the file.

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
            # The loop must not wait inside SQLite: waiting is done in `write`.
            self._file = sqlite3.connect(path, timeout=0)
            self._file.execute("pragma journal_mode=wal")
            self._file.execute("pragma synchronous=normal")
            self._file.executescript(SCHEMA)
        except sqlite3.OperationalError as error:
            raise StoreLost(f"{path}: cannot be written: {error}") from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

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
            StoreLost: The file is damaged or could not be written within the patience.
        """
        since = time.monotonic()
        while not self._is_lost:
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

    def _damaged(self, error: Exception) -> StoreLost:
        return StoreLost(f"{self._path}: is damaged ({error}); move it away to begin anew")

    def _lose(self, error: StoreLost) -> StoreLost:
        if not self._is_lost:
            self._is_lost = self.troubled = True
            self._on_lost(str(error))
        return error

    async def fact(self, key: str, value: str) -> bool:
        """Remembers a value; whether it is new."""
        if self.read("select 1 from facts where key=? and value=?", key, value):
            return False
        await self.write("insert or replace into facts values(?, ?)", key, value)
        return True

    def close(self) -> None:
        """Closes the file."""
        self._file.close()
