"""Conversations, copying, rating, exporting, remembering, the palette and the help."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widget import Widget
from textual.widgets import Input

from qa.model import Question
from tests.tui.stage import NARROW, Stage, play, staged
from tui.content import memory
from tui.content.conversations import Store, read
from tui.content.wording import say
from tui.dialogs.conversations import ConversationDialog
from tui.keys import KEYS
from tui.widgets.citation import CitationLine
from tui.widgets.help import Help
from tui.widgets.page import Page
from tui.widgets.panes import Panes
from tui.widgets.prompt import Prompt
from tui.widgets.sidebar import Sidebar
from tui.widgets.source import SourcePane
from tui.widgets.talk import Talk


def test_a_conversation_goes_on_after_a_restart(tmp_path: Path) -> None:
    async def before(stage: Stage) -> None:
        await stage.ask("清水镇有几名法律顾问")
        await stage.press("ctrl+g")

    async def after(stage: Stage) -> None:
        assert "[1] 我镇配备1名法律顾问" in stage.text
        assert "评为有用" in stage.text
        await stage.press("up")
        assert stage.one(Prompt).text == "清水镇有几名法律顾问"

    play(before, tmp_path)
    play(after, tmp_path)


def test_a_conversation_that_is_open_elsewhere_is_left_alone(tmp_path: Path) -> None:
    elsewhere = Store(tmp_path / "conversations").new()
    elsewhere.ask(Question("问"))

    async def scene(stage: Stage) -> None:
        assert "另一个窗口里开着,这里开始新对话" in stage.text
        await stage.ask("清水镇有几名法律顾问")
        assert stage.conversation.path != elsewhere.path
        await stage.press("ctrl+o", "down", "enter")
        assert "请到那里去问" in stage.text.replace("\n", "")
        assert len(stage.conversation.turns) == 1

    play(scene, tmp_path)
    assert len(read(elsewhere.path).turns) == 1


@staged()
async def test_a_conversation_that_waits_for_its_answer_is_found_again(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    waiting = stage.conversation
    await stage.press("ctrl+n")
    await stage.ask("各镇调解了多少")
    await stage.press("ctrl+o", "down", "enter")
    assert stage.conversation is waiting


@staged()
async def test_conversations_are_named_left_and_found_again(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("ctrl+r")
    stage.app.screen.query_one(Input).value = "顾问[/b]"
    await stage.press("enter", "ctrl+n")
    assert "法律顾问,辖区" not in stage.text
    await stage.ask("清水镇有多少只猫")
    await stage.press("ctrl+o")
    assert isinstance(stage.app.screen, ConversationDialog)
    assert "(1)  顾问[/b]" in stage.text
    await stage.press("down", "enter")
    assert "引据 yinju  |  顾问[/b]" in stage.text
    assert "法律顾问,辖区" in stage.text


@staged()
async def test_the_answer_is_copied_with_its_citation(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("ctrl+y")
    assert stage.app.clipboard.startswith(
        "我镇配备1名法律顾问,辖区5个村也已全部配备一名法律顾问\n\n[1] "
    )
    assert "清水镇 2023 · 一、(二) · 第16句" in stage.app.clipboard


@staged()
async def test_a_selection_across_wrapped_lines_is_the_original_text(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    line = stage.chat.query(CitationLine)[0]
    await stage.pilot.mouse_down(line, offset=(5, 0))
    await stage.pilot.hover(line, offset=(9, 1))
    await stage.pilot.mouse_up(line, offset=(9, 1))
    await stage.settle()
    selected = stage.chat.get_selected_text() or ""
    assert "\n" not in selected
    assert selected in line.citation.text
    assert len(selected) > 20
    await stage.press("ctrl+y")
    assert stage.app.clipboard == selected


@staged()
async def test_the_quotation_is_copied_from_the_source(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    stage.one(Page).focus()
    await stage.press("y")
    cited = stage.conversation.turns[0].citations[0]
    assert stage.app.clipboard == cited.text


@staged()
async def test_a_rating_is_given_and_taken_back(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("ctrl+b")
    assert "评为没用" in stage.text
    await stage.press("ctrl+b")
    assert "评为没用" not in stage.text


@pytest.mark.parametrize(
    ("downs", "suffix", "start"),
    [(0, ".md", "# "), (1, ".html", "<!"), (2, ".csv", "\ufeff轮次"), (3, ".jsonl", "{")],
)
def test_a_conversation_is_exported(tmp_path: Path, downs: int, suffix: str, start: str) -> None:
    target = tmp_path / f"out{suffix}"

    async def scene(stage: Stage) -> None:
        await stage.ask("清水镇有几名法律顾问")
        await stage.press("ctrl+s", *["down"] * downs, "enter")
        path = stage.app.screen.query_one(Input)
        assert path.value.endswith(suffix)
        path.value = str(target)
        await stage.press("enter")

    play(scene, tmp_path)
    assert target.read_text(encoding="utf-8").startswith(start)


def test_theme_sidebar_and_width_are_remembered(tmp_path: Path) -> None:
    async def before(stage: Stage) -> None:
        stage.app.theme = "textual-light"
        await stage.press("f2", "alt+left")

    async def after(stage: Stage) -> None:
        assert stage.app.theme == "textual-light"
        assert stage.one(Sidebar).is_on_screen
        await stage.ask("清水镇有几名法律顾问")
        source, talk = (stage.one(kind).outer_size.width for kind in (SourcePane, Talk))
        assert source > talk

    play(before, tmp_path)
    assert memory.load(tmp_path / "memory.json").share == 55
    play(after, tmp_path)


def test_a_disk_that_cannot_be_written_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask("清水镇有几名法律顾问")
        await stage.ask("各镇调解了多少")
        assert len(stage.conversation.turns) == 2
        (said,) = (words for words in stage.said if "不能保存" in words)
        assert said.endswith("已有同名的文件")

    (tmp_path / "conversations").write_text("a file where the folder should be")
    play(scene, tmp_path)


@staged()
async def test_the_palette_finds_reports_by_chinese_and_by_id(stage: Stage) -> None:
    for words in ("白石", "baishi"):
        await stage.press("ctrl+p")
        assert isinstance(stage.app.screen, CommandPalette)
        await stage.type(words)
        await stage.until(lambda: "白石镇 2023" in stage.text)
        await stage.press("escape", "escape")


@staged()
async def test_the_palette_shows_report_names_as_they_are(stage: Stage) -> None:
    await stage.press("ctrl+p", *"坏镇")
    await stage.until(lambda: "坏镇[/b] 2021" in stage.text)
    await stage.press("enter")
    await stage.settle()
    report = stage.one(SourcePane).report
    assert report
    assert report.id == "huaizhen-2021"


@staged()
async def test_the_palette_searches_all_reports_and_lists_the_first(stage: Stage) -> None:
    one = stage.asker.reports[0]
    many = [replace(one, id=f"r{n}", place=f"{n}号镇", year=2020) for n in range(3000)]
    stage.chat.reports = tuple(many)
    await stage.press("ctrl+p")
    await stage.until(lambda: bool(stage.listed) and "19号镇" in stage.listed[-1])
    assert stage.listed[0].startswith("帮助")
    assert len(stage.listed) < 60
    await stage.type("2999")
    await stage.until(lambda: bool(stage.listed) and stage.listed[0].startswith("2999号镇 2020"))


def owner_of(stage: Stage, action: str) -> tuple[object, str]:
    """What does an action, and its method."""
    name = action.removeprefix("app.").split("(")[0]
    panes: dict[str, type[Widget]] = {"panes": Panes, "talk": Talk, "source": SourcePane}
    if name in panes and (deed := re.search(r"'(\w+)'", action)):
        return stage.chat.query_one(panes[name]), deed[1]
    return stage.app if action.startswith("app.") else stage.chat, f"action_{name}"


@staged()
async def test_every_key_has_an_action_and_stands_in_the_palette(stage: Stage) -> None:
    await stage.press("ctrl+p")
    await stage.until(lambda: len(stage.listed) > len(KEYS) - 9)
    listed = "\n".join(stage.listed)
    for key in KEYS:
        if key.code not in ("palette", "cite"):
            owner, deed = owner_of(stage, key.action)
            assert callable(getattr(owner, deed)), key
            assert say(f"do-{key.code}") in listed


@staged()
async def test_a_keymap_moves_a_key(stage: Stage) -> None:
    stage.app.set_keymap({"sidebar": "f11"})
    await stage.settle()
    await stage.press("f11")
    assert stage.one(Sidebar).is_on_screen
    await stage.press("escape", "f2")
    assert stage.one(Sidebar).is_on_screen


@staged(NARROW)
async def test_escape_puts_away_what_covers_the_prompt(stage: Stage) -> None:
    await stage.press("f1", "f2", "escape")
    assert not stage.one(Help).is_on_screen
    assert not stage.one(Sidebar).is_on_screen
    await stage.ask("清水镇有几名法律顾问")
    assert "[1] 我镇配备1名法律顾问" in stage.text


@staged()
async def test_help_comes_and_goes_in_the_readers_language(stage: Stage) -> None:
    await stage.press("f1")
    assert stage.one(Help).is_on_screen
    assert "早些的问题" in stage.text
    await stage.press("up")
    assert "早些的问题" not in stage.text
    assert re.search("Enter +问这个问题", stage.text)
    await stage.press("f1")
    assert not stage.one(Help).is_on_screen


@staged()
async def test_either_pane_takes_the_whole_width(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("f10")
    assert stage.chat.query_one("#source").size.width > 110
    await stage.press("escape")
    assert stage.chat.query_one("#talk").size.width == 60
    await stage.press("f9", "f9")
    assert not stage.one(SourcePane).is_on_screen


@staged()
async def test_tab_completes_and_cycles(stage: Stage) -> None:
    await stage.press(*"请问清", "tab")
    prompt = stage.one(Prompt)
    first = prompt.text
    assert first.startswith("请问清水镇")
    await stage.press("tab")
    assert prompt.text != first
    prompt.text = "zzz"
    await stage.press("tab")
    assert stage.app.focused is prompt
    prompt.text = ""
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("tab")
    assert stage.app.focused is not prompt


@staged()
async def test_a_word_is_deleted_not_the_sentence(stage: Stage) -> None:
    await stage.press(*"云乐镇有12", "ctrl+w", "ctrl+w")
    assert stage.one(Prompt).text == "云乐镇"


@staged(question="清水镇有几名法律顾问")
async def test_a_question_of_the_command_line_is_asked(stage: Stage) -> None:
    assert "[1] 我镇配备1名法律顾问" in stage.text


@staged(NARROW)
async def test_the_keys_that_need_a_source_say_so(stage: Stage) -> None:
    await stage.press("f3")
    assert "先打开一份报告" in stage.text
    await stage.press("f8", "f6", "f4", "ctrl+y", "ctrl+g", "f9", "f10", "f10")
    assert isinstance(stage.app.focused, (Prompt, Page))


@staged()
async def test_the_file_of_a_conversation_is_json_lines(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    lines = stage.conversation.path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["asked", "answered"]
    assert Store(stage.conversation.path.parent).last()
