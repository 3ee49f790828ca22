"""Screens as they were last looked at: characters, and which stretches stand out how.

    SNAPSHOTS=write pytest tests/tui/test_snapshots.py

writes them anew; read the difference before it is committed.
"""

import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.tui.capture import Run, rows_of
from tests.tui.fakes import HOSTILE, WORLD
from tests.tui.stage import NARROW, WIDE, Stage, play
from tui.content.wrapping import shown

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "snapshots"


class Shot(NamedTuple):
    """A screen and how to come there."""

    name: str
    questions: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = WIDE
    lang: str = "zh"
    theme: str = "textual-dark"


ASKED = ("清水镇有几名法律顾问",)
SHOTS = (
    Shot("first"),
    Shot("answered", ASKED),
    Shot("refused", ("清水镇有多少只猫",)),
    Shot("failed", ("出错",)),
    Shot("compare", ("比较清水镇和白石镇",)),
    Shot("across", ("各镇调解了多少",)),
    Shot("source", ASKED, ("f10", "f3", *"顾问")),
    Shot("narrow", ASKED, size=NARROW),
    Shot("narrow-source", ASKED, ("ctrl+up", "enter"), NARROW),
    Shot("wide", ASKED, ("f2",), (180, 50)),
    Shot("light", ASKED, theme="textual-light"),
    Shot("ansi", ASKED, ("ctrl+up",), theme="ansi-dark"),
    Shot("english", ("how many legal advisers",), lang="en"),
    Shot("hostile", ("坏镇有几名",), ("f2",)),
    Shot("correct", ASKED, ("f4",)),
)


async def come_to(stage: Stage, shot: Shot) -> None:
    for question in shot.questions:
        await stage.ask(question)
    if shot.keys:
        await stage.press(*shot.keys)
    await stage.settle()


def described(rows: list[list[Run]]) -> str:
    """The rows, and below them how each run looks, without the plain ones."""
    text = ["".join(run.text for run in row).rstrip() for row in rows]
    looks = []
    for number, row in enumerate(rows, 1):
        parts = [f"{run.text.strip()!r} {look(run)}" for run in row if run.text.strip()]
        looks += [f"{number}: {part}" for part in parts]
    return "\n".join([*text, "----", *looks]) + "\n"


def look(run: Run) -> str:
    return f"{run.color} on {run.background}" + " bold" * run.bold + " dim" * run.dim


def take(shot: Shot, state: Path) -> str:
    found = ""

    async def scene(stage: Stage) -> None:
        nonlocal found
        await come_to(stage, shot)
        rows = rows_of(stage.app)
        assert not ambiguous(rows)
        found = described(rows)

    play(scene, state, shot.size, theme=shot.theme)
    return found


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_the_screen_is_as_it_was(shot: Shot, tmp_path: Path) -> None:
    found = take(shot, tmp_path) if shot.lang == "zh" else taken_apart(shot, tmp_path)
    path = FOLDER / f"{shot.name}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def taken_apart(shot: Shot, state: Path) -> str:
    """What `take` gives in a process that speaks another language: a process has but one."""
    code = (
        f"from tui.content import wording; wording.use({shot.lang!r});"
        "from pathlib import Path; from tests.tui import test_snapshots as shots;"
        f"shot = next(s for s in shots.SHOTS if s.name == {shot.name!r});"
        f"print(shots.take(shot, Path({str(state)!r})), end='')"
    )
    command = [sys.executable, "-X", "utf8", "-c", code]
    return subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout


REPORTS = set(shown(HOSTILE)) | {c for report, _ in WORLD.values() for c in report.text}


def ambiguous(rows: list[list[Run]]) -> set[str]:
    """Marks of ambiguous width that no report holds: they would be ours."""
    marks = {c for row in rows for run in row for c in run.text}
    return {c for c in marks if unicodedata.east_asian_width(c) == "A"} - REPORTS
