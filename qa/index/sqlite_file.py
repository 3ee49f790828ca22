"""The file of an index, open for reading."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from qa.errors import IndexFault

_TOGETHER = 500
"""Values that are asked for at once."""


class SqliteFile:
    """An SQLite file that nobody writes to; threads may share it."""

    def __init__(self, path: Path) -> None:
        """Opens the file.

        Raises:
            sqlite3.Error: It cannot be opened.
        """
        self.path = path
        self._lock = Lock()
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._file = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def close(self) -> None:
        """Closes the file once nobody reads it; it cannot be asked any more."""
        with self._lock:
            self._file.close()

    def one(self, sql: str, *values: object) -> Any:
        """The first row; KeyError if there is none."""
        rows = self.rows(sql, *values)
        if not rows:
            raise KeyError(*values)
        return rows[0]

    def among(
        self, sql: str, wanted: Sequence[object], behind: str = "", *values: object
    ) -> Iterator[Any]:
        """All rows where something is among many values, some hundred of these asked for at once.

        Args:
            sql: Ends with IN.
            wanted: The values.
            behind: More of the statement.
            values: Of that.
        """
        for at in range(0, len(wanted), _TOGETHER):
            some = wanted[at : at + _TOGETHER]
            yield from self.rows(f"{sql} ({', '.join('?' * len(some))}) {behind}", *some, *values)

    def rows(self, sql: str, *values: object) -> list[Any]:
        """All rows.

        Raises:
            IndexFault: The file is damaged.
        """
        try:
            with self._lock:
                return self._file.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise damaged(self.path, str(error)) from error


def damaged(path: Path, why: str) -> IndexFault:
    """The fault of a file that says what it should not."""
    return IndexFault(
        "the index {path} is damaged ({why}); make it anew with `yinju index`", path=path, why=why
    )
