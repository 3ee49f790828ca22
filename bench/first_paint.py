"""The terminal chat in a pseudo-terminal: first paint, an answer, a conversation of 1,000 turns.

Times are from outside: from starting the process or sending a key until the words have come out of
the pseudo-terminal. Prints a Markdown table; the ratio is to `python -c "import textual.app"` of
the same round, the median of the rounds: what else the machine does slows down both.

    python bench/first_paint.py [REPETITIONS]
"""

import fcntl
import os
import platform
import pty
import select
import struct
import subprocess
import sys
import termios
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Self

from qa.engine import Engine
from qa.model import Question
from qa.settings import Settings
from tui.content.conversations import Store

QUESTION = "云乐镇有几名法律顾问"
IMPORT = [sys.executable, "-c", "import textual.app"]
PATIENCE = 60
"""Seconds without an answer after which something is broken."""


class Chat:
    """The chat in a pseudo-terminal of 120 by 36 cells."""

    def __init__(self, state: Path, *options: str) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        command = [sys.executable, "-m", "tui", "--lang", "zh", "--state", str(state), *options]
        self._start = perf_counter()
        environ = environment()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environ, start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def paint(self, words: str) -> float:
        """Seconds from the start of the process until the words are out."""
        return self._until(words) - self._start

    def type(self, keys: str, words: str) -> float:
        """Seconds from sending the keys until the words are out."""
        self._quiet()
        start = perf_counter()
        os.write(self._master, keys.encode())
        return self._until(words) - start

    def _until(self, words: str) -> float:
        seen = b""
        while words.encode() not in seen:
            if not select.select([self._master], [], [], PATIENCE)[0]:
                raise TimeoutError(words)
            seen += os.read(self._master, 65536)
        return perf_counter()

    def _quiet(self) -> None:
        while select.select([self._master], [], [], 0.5)[0]:
            os.read(self._master, 65536)


def environment() -> Mapping[str, str]:
    """A terminal with all colours, and compiled files as on any machine."""
    left = ("PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if name not in left}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def importing() -> float:
    """Seconds of the process that only imports Textual."""
    start = perf_counter()
    subprocess.run(IMPORT, check=True, env=environment())
    return perf_counter() - start


def fill(state: Path, turns: int) -> None:
    """Keep a conversation of so many turns."""
    with Engine.open(Settings()) as engine:
        answer = engine.ask(Question(QUESTION))
    conversation = Store(state / "conversations").new()
    for _ in range(turns):
        turn = conversation.ask(Question(QUESTION))
        conversation.answer(turn.id, answer)


def measure(taken: Mapping[str, list[float]], state: Path) -> None:
    """One round."""
    taken["`import textual.app`, whole process"].append(importing())
    with Chat(state / "fresh", "--new") as chat:
        taken["first paint"].append(chat.paint("引据"))
        taken["a key echoed"].append(chat.type("鑫", "鑫"))
        chat.type(f"\x7f{QUESTION}", "问")
        taken["Enter to answer"].append(chat.type("\r", "[1]"))
        chat.type(QUESTION, "问")
        taken["Enter to the next answer"].append(chat.type("\r", "[1]"))
    with Chat(state / "long") as chat:
        taken["first paint, 1,000 turns kept"].append(chat.paint("引据"))
        taken["a key echoed among 1,000 turns"].append(chat.type("鑫", "鑫"))
        chat.type(f"\x7f{QUESTION}", "问")
        taken["Enter to answer among 1,000 turns"].append(chat.type("\r", "[1]"))
        taken["a turn back among 1,000"].append(chat.type("\x1b[1;5A", "\x1b["))


def main(repetitions: int) -> None:
    """Measure in turn and print the best and the medians."""
    taken: defaultdict[str, list[float]] = defaultdict(list)
    with TemporaryDirectory() as folder:
        state = Path(folder)
        fill(state / "long", 1000)
        for _ in range(repetitions):
            measure(taken, state)
    base = taken["`import textual.app`, whole process"]
    print(f"Python {platform.python_version()}, {repetitions} rounds\n")
    print("| what | best, ms | median, ms | ratio |\n| --- | ---: | ---: | ---: |")
    for name, times in taken.items():
        best, usual = min(times), median(times)
        ratio = median(time / first for time, first in zip(times, base, strict=True))
        print(f"| {name} | {best * 1000:.0f} | {usual * 1000:.0f} | {ratio:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
