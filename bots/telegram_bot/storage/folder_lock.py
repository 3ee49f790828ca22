"""One bot per data folder."""

import sqlite3
from pathlib import Path

from qa.errors import SettingsError


def hold(folder: Path) -> sqlite3.Connection:
    """A lock on the folder that lasts as long as the process, kill -9 included.

    SQLite's own file lock is used because it is the same call on every system.

    Raises:
        SettingsError: Another bot holds it, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(folder / "lock.sqlite", timeout=0, isolation_level=None)
        lock.execute("begin exclusive")
    except OSError as error:
        raise SettingsError(f"{folder}: cannot be written: {error.strerror}") from error
    except sqlite3.DatabaseError as error:
        if "locked" not in str(error):
            raise SettingsError(f"{folder}: cannot be written: {error}") from error
        raise SettingsError(f"{folder}: another bot is running on this data folder") from error
    return lock
