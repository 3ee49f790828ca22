"""How the chat starts: options, the guard for iTerm2, serving, adding a report."""

import gc
import subprocess
import sys
from collections.abc import Iterable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from qa.settings import Settings
from tests.tui import fakes
from tests.tui.stage import Stage, play
from tui import gc_tuning
from tui.__main__ import guard_iterm, main, quicken, widen
from tui.content import wording
from tui.options import build, parse
from tui.screens.chat import ChatScreen
from tui.serving import command_of, is_loopback
from tui.widgets.prompt import Prompt

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("environ", "value"),
    [
        ({"TERM_PROGRAM": "iTerm.app"}, "1"),
        ({"TERM_PROGRAM": "iTerm.app", "TEXTUAL_DISABLE_KITTY_KEY": "0"}, "0"),
        ({"TERM_PROGRAM": "ghostty"}, None),
        ({}, None),
    ],
)
def test_iterm_is_guarded_unless_the_user_says_otherwise(
    environ: dict[str, str], value: str | None
) -> None:
    guard_iterm(environ)
    assert environ.get("TEXTUAL_DISABLE_KITTY_KEY") == value


def test_textual_is_not_loaded_before_the_guard() -> None:
    code = "import sys, tui.__main__; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_setting_that_makes_no_sense_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--top", "many"]) == 2
    assert "--top" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "variable", "semantic"),
    [(["--no-semantic"], "true", False), ([], "false", False), ([], "true", True)],
)
def test_the_flag_switches_vectors_off(
    argv: list[str], variable: str, semantic: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Settings] = []
    monkeypatch.setattr("tui.__main__._run", lambda _, settings: seen.append(settings))
    monkeypatch.setenv("YINJU_SEMANTIC", variable)
    monkeypatch.setenv("TEXTUAL_DRIVER", "of the test")  # or it would want a terminal
    main(argv)
    assert [settings.semantic for settings in seen] == [semantic]


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("example", False),
    ],
)
def test_only_loopback_is_this_machine(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_serving_is_loopback_unless_told_otherwise() -> None:
    assert is_loopback(parse(["--serve"]).host)


def test_what_runs_for_a_visitor_has_the_same_settings() -> None:
    own = ["--lexicon=a.tsv", "--lexicon=b.tsv", "--top=5"]
    assert command_of(parse(own), "apart").endswith(
        "--top=5 --lang=zh --lexicon=a.tsv --lexicon=b.tsv"
    )
    assert command_of(parse([*own, "--no-semantic"]), "apart").endswith("b.tsv --no-semantic")


def test_strangers_do_not_see_the_users_conversations() -> None:
    own = ["--serve", "--state", "mine", "--corpus", "my reports"]
    assert "--state=mine" in command_of(parse(own), "apart")
    assert "'--corpus=my reports'" in command_of(parse(own), "apart")
    there = command_of(parse([*own, "--host", "0.0.0.0"]), "apart")
    assert "--state=apart" in there
    assert "mine" not in there


@pytest.mark.parametrize(
    ("locale", "sent"),
    [("ascii", "utf-8"), ("latin-1", "utf-8"), ("gb18030", "gb18030"), ("utf-8", "utf-8")],
)
def test_a_terminal_whose_locale_knows_no_chinese_is_sent_utf_8(locale: str, sent: str) -> None:
    screen = TextIOWrapper(BytesIO(), encoding=locale)
    widen(screen)
    assert screen.encoding == sent


def test_frames_come_as_fast_as_the_user_says() -> None:
    environ: dict[str, str] = {}
    quicken(environ)
    assert environ == {"TEXTUAL_FPS": "120"}
    quicken(environ := {"TEXTUAL_FPS": "30"})
    assert environ == {"TEXTUAL_FPS": "30"}


def test_before_the_first_paint_all_is_styled_once_by_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    styled: list[int] = []
    update, furnish = Stylesheet.update_nodes, ChatScreen._furnish

    def counted(self: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        styled.append(len(found := list(nodes)))
        update(self, found, animate)

    async def painted(self: ChatScreen) -> None:
        monkeypatch.undo()
        read = {Path(path).name for path, _ in self.app.stylesheet.source}
        assert ("style.tcss" in read, "furniture.tcss" in read) == (True, False)
        await furnish(self)

    async def scene(stage: Stage) -> None:
        assert stage.app.screen.focused is stage.one(Prompt)

    monkeypatch.setattr(Stylesheet, "update_nodes", counted)
    monkeypatch.setattr(ChatScreen, "_furnish", painted)
    play(scene, tmp_path)
    assert sum(count > 1 for count in styled) == 1
    assert len(styled) == 2  # the other is for the prompt, which takes the focus


def test_warming_up_loads_what_a_misspelt_question_needs() -> None:
    code = (
        "import sys; from qa.engine import Engine; from qa.model import Question;"
        "from qa.language import pinyin;"
        "from qa.settings import Settings; from tui.content.wording import say;"
        "Engine.open(Settings()).ask(Question(say('warm-up').split(chr(10))[0]));"
        "sys.exit(not pinyin.syllables.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("error", ["", "no such folder"])
def test_garbage_is_looked_for_again_but_not_in_what_was_loaded(tmp_path: Path, error: str) -> None:
    async def scene(stage: Stage) -> None:
        assert gc.isenabled()
        assert gc.get_freeze_count()

    gc_tuning.put_off()
    try:
        play(scene, tmp_path, opener=fakes.Opener(error))
    finally:
        gc.enable()
        gc.unfreeze()


def test_it_rests_while_a_long_report_is_read_and_leaves_out_what_came_of_it() -> None:
    gc_tuning.put_off()
    gc_tuning.take_up()
    try:
        before = gc.get_freeze_count()
        with gc_tuning.resting():
            assert not gc.isenabled()
            made = [[] for _ in range(10_000)]  # type: ignore[var-annotated]
        assert gc.isenabled()
        assert gc.get_freeze_count() - before > len(made) // 2
    finally:
        gc.unfreeze()


def test_where_it_was_not_put_off_the_search_for_garbage_is_left_alone() -> None:
    before = gc.get_freeze_count()
    gc_tuning.take_up()
    assert gc.get_freeze_count() == before


@pytest.mark.parametrize(("lang", "words"), [("zh", "用法: yinju-tui"), ("en", "usage: yinju-tui")])
def test_help_is_in_the_readers_language(lang: str, words: str) -> None:
    wording.use(lang)
    told = build().format_help()
    assert told.startswith(words)
    assert ("settings" in told) == (lang == "en")


@pytest.mark.parametrize("words", [[], ["云乐镇有几名法律顾问"], ["how", "many", "advisers"]])
def test_a_question_needs_no_quotation_marks(words: list[str]) -> None:
    assert parse([*words, "--new"]).question == words
