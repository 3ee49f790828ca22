"""The terminal chat in a pseudo-terminal: first paint, an answer, a conversation of 1,000 turns.

Times are from outside: from starting the process or sending a key until the words have come out of
the pseudo-terminal. Prints a Markdown table; the ratio is to `python -c "import textual.app"` of
the same round, the median of the rounds: what else the machine does slows down both.

    python -m bench.first_paint [REPETITIONS]
"""

import platform
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.pseudo_terminal import QUESTION, Chat, environment
from qa.engine import Engine
from qa.model import Question
from qa.settings import Settings
from tui.content.conversations import Store

IMPORT = [sys.executable, "-c", "import textual.app"]


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
