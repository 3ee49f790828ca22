"""One bot per data folder."""

import sqlite3
from pathlib import Path

from bots.telegram_bot.storage.store import StoreLost, make_private_folder
from qa.errors import SettingsError


def hold(folder: Path) -> sqlite3.Connection:
    """A lock on the folder that lasts as long as the process, kill -9 included.

    SQLite's own file lock is used because it is the same call on every system.

    Raises:
        SettingsError: Another bot holds it.
        StoreLost: The folder cannot be written.
    """
    try:
        make_private_folder(folder)
        lock = sqlite3.connect(folder / "lock.sqlite", timeout=0, isolation_level=None)
        lock.execute("begin exclusive")
    except OSError as error:
        raise StoreLost(f"{folder}: cannot be written: {error.strerror}") from error
    except sqlite3.DatabaseError as error:
        if "locked" not in str(error):
            raise StoreLost(f"{folder}: cannot be written: {error}") from error
        raise SettingsError(f"{folder}: another bot is running on this data folder") from error
    return lock
