"""What is done to the store from outside: a copy taken, a copy put back, what people miss."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bots.telegram_bot.settings import BotSettings
from bots.telegram_bot.storage.folder_lock import hold
from bots.telegram_bot.storage.review import suite
from bots.telegram_bot.storage.store import NAME, Store
from qa.errors import SettingsError
from qa.files import drafted

_PATIENCE = 10.0  # seconds to wait for a disk


def back_up(settings: BotSettings, target: Path) -> None:
    """Writes a copy of all that the bot keeps, whether it runs or not.

    Raises:
        SettingsError: There is nothing to copy, or the target is there already or cannot be made.
        StoreLost: The store cannot be read.
    """
    with closing(_open(settings)) as store:
        _copy(store, target)


def restore(settings: BotSettings, source: Path) -> Path | None:
    """Puts a copy in the place of what the bot keeps, which is kept beside it.

    Returns:
        Where what was there before is now; None if there was nothing.

    Raises:
        SettingsError: The copy is none, or a bot is running.
        StoreLost: The folder cannot be written.
    """
    _check(source)
    path = settings.data / NAME
    before = path.with_name(f"{NAME}.before-{time.strftime('%Y%m%d-%H%M%S')}")
    with _writing(path), closing(hold(settings.data)), drafted(path, private=True) as fresh:
        with closing(Store(source, _PATIENCE)) as store:
            store.pour(fresh)
        had = path.exists()
        if had:
            with closing(_open(settings)) as store:
                _copy(store, before)
        for suffix in ("-wal", "-shm"):
            path.with_name(NAME + suffix).unlink(missing_ok=True)
    return before if had else None


def review(settings: BotSettings) -> str:
    """What people miss, as a question suite.

    Raises:
        SettingsError: Nothing has been asked yet.
        StoreLost: The store cannot be read.
    """
    with closing(_open(settings)) as store:
        return suite(store)


def _open(settings: BotSettings) -> Store:
    path = settings.data / NAME
    if not path.is_file():
        raise SettingsError(f"{path}: there is nothing yet")
    return Store(path, _PATIENCE)


def _copy(store: Store, target: Path) -> None:
    with _writing(target):
        store.copy(target)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Tells what keeps a file from being written."""
    try:
        yield
    except FileExistsError:
        raise SettingsError(f"{target}: is there already, and is not overwritten") from None
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(f"{target}: cannot be written: {error}") from error


def _check(source: Path) -> None:
    try:
        if not source.is_file():
            raise SettingsError(f"{source}: there is no such file")
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as file:
            ((verdict,),) = file.execute("pragma integrity_check(1)")
            file.execute("select 1 from turns limit 1")
    except sqlite3.Error as error:
        raise SettingsError(f"{source}: is no copy of the bot's store: {error}") from error
    if verdict != "ok":
        raise SettingsError(f"{source}: is damaged: {verdict}")
