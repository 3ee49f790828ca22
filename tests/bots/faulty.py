"""The bot around a core that fails when a question tells it to; the core has no such door."""

import sys
import time
from typing import Any

from bots.telegram_bot.main import main
from qa.engine import Engine

_ask = Engine.ask


def ask(self: Engine, question: Any, top: int = 3) -> Any:
    """Sleep, raise or answer, by what the question says."""
    if "卡住" in question.text:
        time.sleep(60)
    if "慢" in question.text:
        time.sleep(0.3)
    if "出错" in question.text:
        raise RuntimeError("a fault on purpose")
    return _ask(self, question, top)


Engine.ask = ask  # type: ignore[method-assign]  # that is the fault

if __name__ == "__main__":
    sys.exit(main())
