"""Every theme can be read: the contrast of what is drawn is computed, stretch by stretch."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tests.tui.capture import Run, rows_of
from tests.tui.stage import Stage, play
from tui.contrast import MARK, TEXT, ratio, readable

SCREENS = (
    ("first", (), ()),
    ("answered", ("清水镇有几名法律顾问",), ("ctrl+up",)),
    ("sidebar and help", (), ("f2", "f1")),
    ("refused", ("清水镇有多少只猫",), ("ctrl+up", "plus")),
    ("across", ("各镇调解了多少",), ("ctrl+up",)),
    ("failed", ("出错",), ()),
    ("found", ("清水镇有几名法律顾问",), ("f3", *"顾问")),
    ("corrected", (), ("escape", "f4")),
    ("narrowed", (), ("escape", "f2", "space")),
    ("nothing fits", (), ("escape", "f2", *"xyz")),
    ("said", (), ("escape", "ctrl+c")),
    ("commands", (), ("escape", "ctrl+p", *"bao")),
    ("formats", (), ("escape", "ctrl+s")),
    ("conversations", (), ("escape", "ctrl+o")),
    ("found everywhere", (), ("escape", "alt+a", *"顾问")),
    ("to be removed", (), ("escape", "alt+r", "enter")),
    ("files", (), ("escape", "ctrl+t")),
)


INKS = (
    "foreground",
    *(f"text-{name}" for name in ("primary", "accent", "success", "warning", "error", "muted")),
)
GROUNDS = (
    *("background", "surface", "panel"),
    *(f"ground-{name}" for name in ["focus", "quote", "figure", "found"]),
)
_CURSORS = ("color(7)", "color(15)")
"""What the cursor of a list stands on in the colors of the terminal: its text may be the same."""
_SHADES = "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
_XTERM = {f"color({number})": f"#{shade}" for number, shade in enumerate(_SHADES.split())}
"""The terminal's colors as xterm has them; others make them lighter, none darker."""
HERE = ("ink-here", "ground-here")


def faint(rows: list[list[Run]]) -> Iterator[str]:
    """What cannot be read."""
    for run in (run for row in rows for run in row):
        words = run.text.strip()
        if not words or run.color == run.background == "":
            continue
        if run.color.startswith("#") and run.background.startswith("#"):
            found = ratio(Color.parse(run.color), Color.parse(run.background))
            if found < TEXT - 0.05:  # a color has but 256 steps
                yield f"{words!r} {found:.1f}: {run.color} on {run.background}"
        elif run.color in _XTERM and run.background in _XTERM:
            ink, ground = (Color.parse(_XTERM[c]) for c in (run.color, run.background))
            if ratio(ink, ground) < MARK:
                yield f"{words!r}: {run.color} on {run.background}"
        elif run.color in ("", "default") and run.background in _CURSORS:
            yield f"{words!r}: the terminal's own on {run.background}"
        elif run.color == run.background != "default":
            yield f"{words!r}: {run.color} on itself"


@pytest.mark.parametrize(
    "theme", ["textual-dark", "textual-light", "solarized-light", "monokai", "ansi-dark"]
)
def test_what_is_drawn_can_be_read(theme: str, tmp_path: Path) -> None:
    bad: list[str] = []

    async def scene(stage: Stage) -> None:
        for name, questions, keys in SCREENS:
            for question in questions:
                await stage.ask(question)
            await stage.press(*keys)
            if stage.app.screen is not stage.chat:
                stage.app.screen.styles.background = "black"  # what lies under a dialog may fade
                await stage.settle()
            bad.extend(f"{name}: {line}" for line in faint(rows_of(stage.app)))
            await stage.press("escape", "escape")

    play(scene, tmp_path, (140, 40), theme=theme)
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize("theme", BUILTIN_THEMES.values(), ids=lambda theme: theme.name)
def test_inks_stand_out_from_all_grounds(theme: Theme) -> None:
    variables = theme.to_color_system().generate() | theme.variables
    found = variables | readable(variables)
    if found["foreground"].startswith("ansi"):
        assert found["ground-here"] != found["ink-here"]
        return
    color = {name: Color.parse(found[name]) for name in (*INKS, *GROUNDS, *HERE, "bar")}
    for ink, ground in product(INKS, GROUNDS):
        assert ratio(color[ink], color[ground]) >= TEXT - 0.05, (ink, ground)
    assert ratio(color["ink-here"], color["ground-here"]) >= TEXT - 0.05
    assert ratio(color["bar"], color["background"]) >= MARK - 0.05
    for name in ("scrollbar", "scrollbar-hover", "scrollbar-active"):
        assert ratio(Color.parse(found[name]), color["surface"]) >= MARK - 0.05, name


@pytest.mark.parametrize(("one", "other", "found"), [("#000", "#fff", 21), ("#777", "#fff", 4.48)])
def test_the_ratio_is_that_of_wcag(one: str, other: str, found: float) -> None:
    assert ratio(Color.parse(one), Color.parse(other)) == pytest.approx(found, abs=0.01)
