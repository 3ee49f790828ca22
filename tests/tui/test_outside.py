"""What the machine and other hosts bring: programs, tokens, a wheel, no colours, no extra."""

import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from aiohttp.test_utils import make_mocked_request
from textual import events
from textual.widget import Widget

from tests.tui.capture import rows_of
from tests.tui.stage import Stage, play, staged
from tui import __main__ as command
from tui.app import YinjuApp
from tui.content.wording import say
from tui.serving import Guard
from tui.widgets.page import Page
from tui.widgets.source import SourcePane
from tui.widgets.transcript import Transcript

ASKED = "清水镇有几名法律顾问"


@pytest.mark.parametrize(
    ("argv", "missing", "extra"),
    [
        ([], "textual", "tui"),
        (["--serve"], "textual", "tui"),
        (["--serve"], "textual_serve", "web"),
    ],
)
def test_without_the_extra_one_line_says_what_to_install(
    argv: list[str],
    missing: str,
    extra: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == missing else name)
    assert command.main(["--lang", "en", *argv]) == 2
    said = capsys.readouterr().err
    assert said == f"yinju-tui: this needs the extra: pip install 'yinju[{extra}]'\n"


OWN = {"Host": "server:8000"}
PAGE = OWN | {"Origin": "http://server:8000"}


@pytest.mark.parametrize(
    ("path", "headers", "why"),
    [
        ("/", OWN, "no token"),
        ("/?token=guessed", OWN, "no token"),
        ("/?token=鑫", OWN, "no token"),
        ("/?token={token}", OWN, ""),
        ("/static/css/xterm.css", OWN | {"Cookie": "yinju={token}"}, ""),
        ("/ws", PAGE | {"Cookie": "yinju={token}"}, ""),
        ("/ws", PAGE, "no token"),
        ("/ws", OWN | {"Cookie": "yinju={token}"}, "no origin"),
        ("/ws", OWN | {"Cookie": "yinju={token}", "Origin": "http://evil"}, "foreign origin"),
    ],
)
def test_from_other_hosts_one_needs_the_token(path: str, headers: dict[str, str], why: str) -> None:
    guard = Guard("0.0.0.0", 8000)
    named = {name: value.format(token=guard.token) for name, value in headers.items()}
    request = make_mocked_request("GET", path.format(token=guard.token), named)
    assert guard.refuses(request) == why


@pytest.mark.parametrize(("key", "variable"), [("alt+v", "PAGER"), ("alt+e", "EDITOR")])
def test_the_report_is_given_to_a_program_at_its_line(
    tmp_path: Path, key: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, seen = tmp_path / "program.py", tmp_path / "seen"
    program.write_text(
        "import sys; line, copy = sys.argv[1:]; text = open(copy, encoding='utf-8').read();"
        f"open({str(seen)!r}, 'w', encoding='utf-8').write(line + '|' + text)"
    )
    monkeypatch.setenv(variable, f"'{sys.executable}' '{program}'")
    monkeypatch.setattr(YinjuApp, "suspend", lambda _: nullcontext())

    async def scene(stage: Stage) -> None:
        await stage.ask(ASKED)
        await stage.press(key)
        pane = stage.one(SourcePane)
        assert pane.report
        line = pane.report.text.count("\n", 0, pane.quote.span[0]) + 1
        assert line > 1
        told, _, text = seen.read_text(encoding="utf-8").partition("|")
        assert told == f"+{line}"
        assert text.splitlines() == pane.report.text.splitlines()

    play(scene, tmp_path)


@pytest.mark.parametrize("program", ["no-such-program", "'", "less"])
def test_a_program_that_cannot_be_run_is_said_so(
    tmp_path: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", program)  # a screen in memory cannot be left to any

    async def scene(stage: Stage) -> None:
        await stage.press("alt+v")
        assert stage.said[-1] == say("no-source")
        await stage.ask(ASKED)
        await stage.press("alt+v")
        assert stage.said[-1].startswith(f"PAGER 设成了 {program},不能运行:")

    play(scene, tmp_path)


def wheel(
    over: Widget, kind: type[events.MouseScrollUp] | type[events.MouseScrollDown]
) -> events.MouseEvent:
    x, y = (part + 2 for part in over.region.offset)
    return kind(None, x, y, 0, 0, 0, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)


@staged((120, 20))
async def test_the_wheel_scrolls_what_is_under_the_mouse(stage: Stage) -> None:
    for _ in range(3):
        await stage.ask(ASKED)
    for pane in (stage.one(Transcript), stage.one(Page)):
        before, others = pane.scroll_y, stage.app.focused
        stage.app.post_message(wheel(pane, events.MouseScrollUp))
        await stage.settle()
        assert pane.scroll_y < before
        stage.app.post_message(wheel(pane, events.MouseScrollDown))
        await stage.settle()
        assert pane.scroll_y == before
        assert stage.app.focused is others


def test_without_colours_what_is_picked_out_is_reversed_or_underlined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    def marked(stage: Stage) -> str:
        return "".join(run.text for row in rows_of(stage.app) for run in row if run.marked)

    async def scene(stage: Stage) -> None:
        assert "1名" not in marked(stage)
        await stage.ask(ASKED)
        assert "我镇配备1名法律顾问" in marked(stage)  # in the report
        await stage.press("ctrl+up")
        assert "[1] " in marked(stage)  # the citation in focus
        await stage.press("f3", *"制度落实")
        assert "制度落实" in marked(stage)

    play(scene, tmp_path)
