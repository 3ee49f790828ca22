"""The terminal chat under load: left early, moved about in, opening a very long report.

Prints a Markdown table of what is promised and what came out, measured from outside in a
pseudo-terminal as `first_paint.py` does. Fails if a process crashed.

    python -m bench.terminal_load [STARTS]
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import sleep

from bench.pseudo_terminal import QUESTION, Chat
from qa.engine import Engine
from qa.settings import Settings, packaged_corpus

SPREAD = 1.5
"""Seconds over which the starts are left."""
MEGABYTES = 9.5
FOCUS_KEYS = {"Tab": "\t", "j": "j", "k": "k", "Esc": "\x1b", "^up": "\x1b[1;5A", "F9": "\x1b[20~"}
HEADING = "第1章 各项工作"
RARE = "鑫淼焱垚犇骉麤猋贔飝靐龘齉爨纛"
"""Characters that no report has, so that none is taken for the echo of another."""


def leave_early(state: Path, starts: int, words: str) -> Iterator[tuple[float, int]]:
    """How leaving goes, ever later after the words are out: seconds, exit code."""
    for n in range(starts):
        with Chat(state, "--new") as chat:
            chat.paint(words)
            sleep(SPREAD * n / starts)
            yield chat.leave()


def move_about(state: Path) -> Iterator[tuple[str, int]]:
    """The bytes that each key sends that only moves the focus."""
    with Chat(state, "--new") as chat:
        chat.paint("份报告")
        chat.type(QUESTION, "问")
        chat.type("\r", "[1]")
        chat.quiet(3)  # the source comes after the answer
        for name, keys in FOCUS_KEYS.items():
            chat.send(keys)
            yield name, len(chat.quiet())


def write_long_report(corpus: Path) -> None:
    """A corpus of one report of 9.5 MB: a shipped one, over and over, under headings."""
    corpus.mkdir(parents=True)
    text = next(iter(sorted(packaged_corpus().rglob("*.txt")))).read_text(encoding="utf-8")
    size, part, parts = 0, 0, []
    while size < MEGABYTES * 1e6:
        part += 1
        parts.append(f"第{part}章 各项工作\n\n{text}\n")
        size += len(parts[-1].encode())
    (corpus / "长卷2023年.txt").write_text("".join(parts), encoding="utf-8")


def open_long_report(folder: Path) -> tuple[float, list[float]]:
    """Seconds until the report is shown, and of each echo while its headings are read."""
    settings = Settings(corpus=folder / "corpus", index=folder / "index")
    write_long_report(settings.corpus)
    Engine.open(settings).close()
    options = (f"--corpus={settings.corpus}", f"--index={settings.index}")
    with Chat(folder / "state", *options) as chat:
        chat.paint("1 份报告")
        chat.quiet(3)
        chat.send("\x1bOQ")  # F2
        chat.quiet()
        opened = chat.echo("\r", HEADING)
        echoes = [chat.echo(char, char) for char in RARE]
        return opened, echoes


def main(starts: int) -> int:
    """Measure, print the table; gives 1 if a process crashed."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        print("| what | promised | measured |\n| --- | --- | --- |")
        codes = []
        for when, words in (("painted", "引据"), ("the reports are open", "5 份报告")):
            left = list(leave_early(folder / "early", starts, words))
            codes += [code for _, code in left]
            worst = max(seconds for seconds, _ in left)
            crashes = sum(code != 0 for _, code in left)
            what = f"{starts} starts, left 0 to {SPREAD} s after {when}"
            print(f"| {what} | 0 crashes, out in 1.5 s | {crashes} crashes, {worst:.2f} s |")
        for key, count in move_about(folder / "moves"):
            print(f"| bytes of a move of the focus, {key} | 10,000 | {count:,} |")
        opened, echoes = open_long_report(folder / "long")
        print(f"| a report of {MEGABYTES} MB opened | 2 s | {opened:.2f} s |")
        worst, usual = 1000 * max(echoes), 1000 * median(echoes)
        print(f"| a key echoed meanwhile | 100 ms | {usual:.0f} ms, worst {worst:.0f} ms |")
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 25))
