"""The bot around a core that fails when a question tells it to, and a disk that can be closed.

Neither has such a door of its own.
"""

import os
import sys
import time
from typing import Any

from bots.telegram_bot.main import main
from bots.telegram_bot.storage.store import Store
from qa.engine import Engine

_ask, _commit = Engine.ask, Store._commit
CLOSED = "read-only"
"""A file in the data folder; while it is there, SQLite refuses to write, in its own words."""


def ask(self: Engine, question: Any, top: int = 3) -> Any:
    """Sleep, raise or answer, by what the question says."""
    if "卡住" in question.text:
        time.sleep(60)
    if "崩溃" in question.text:
        os._exit(9)
    if "慢" in question.text:
        time.sleep(0.3)
    if "出错" in question.text or ("坏" in question.text and question.places):
        raise RuntimeError("a fault on purpose")
    return _ask(self, question, top)


def commit(self: Store, statements: Any) -> Any:
    """Write, or be refused."""
    closed = (self._path.parent / CLOSED).exists()
    self._file.execute(f"pragma query_only={closed}")
    return _commit(self, statements)


Store._commit = commit  # type: ignore[method-assign]  # that is the fault
Engine.ask = ask  # type: ignore[method-assign]  # that is the fault

if __name__ == "__main__":
    sys.exit(main())
