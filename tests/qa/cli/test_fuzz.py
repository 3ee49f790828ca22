"""Two thousand command lines that nobody means: an exit code, at most one line, no traceback."""

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from qa.cli.exits import Exit
from qa.cli.parser import build, commands
from qa.engine import Engine
from qa.settings import Settings
from tests.conftest import Command

COUNT = 2000
VALUES = (
    *(
        "",
        "-",
        "--",
        "0",
        "1",
        "-1",
        "1e9",
        "x",
        "顾问",
        "云乐镇",
        "2023",
        "zh",
        "en",
        "csv",
        "new",
    ),
    *(
        "lint",
        "table",
        "text",
        "s.txt",
        "nowhere/at/all",
        ".",
        "yunle-2023",
        "yunle-2023:58",
        "a:b",
    ),
    *("\udcff", "\x1b[31m", "％", "a\nb", "[(", "{0}", "%s%n", "all:0.5", "1/2", "bash", "out.svg"),
)


def lines(seed: int) -> Iterator[list[str]]:
    """Command lines of real commands and options with values that fit or do not."""
    chance = random.Random(seed)
    known = commands(build())
    options = {
        name: [o for action in parser._actions for o in action.option_strings]
        for name, parser in known.items()
    }
    while True:
        name = chance.choice([*known, "nonsense"])
        words = [
            chance.choice([*options.get(name, ()), *VALUES, *VALUES[:8]])
            for _ in range(chance.randrange(7))
        ]
        starts_processes = {"--jobs", "--repeat"} & set(words)
        never_ends = name == "watch" and "--once" not in words
        if not starts_processes and not never_ends:
            yield [name, *words]


@pytest.fixture
def _one_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The engine, opened once for all commands."""
    with Engine.open(Settings()) as engine, monkeypatch.context() as patch:
        patch.setattr(Engine, "open", lambda *_, **__: engine)
        patch.setattr(Engine, "__exit__", lambda *_: None)
        yield


@pytest.mark.usefixtures("_one_engine")
def test_no_command_line_breaks_it(yinju: Command, tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("顾问\n", encoding="utf-8")
    for argv in islice(lines(18), COUNT):
        done = yinju(*argv)
        assert done.code in set(Exit), argv
        assert "Traceback" not in done.err or "--debug" in argv, argv
        assert "something went wrong inside" not in done.err, (argv, done.err)
        # batch names each line of a bad suite
        told = done.out or argv[0] == "batch" or "--debug" in argv
        if done.code == Exit.USAGE and not told:
            assert done.err.count("\n") == 1, (argv, done.err)
