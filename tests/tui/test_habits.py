"""What hands do by habit: pasting, paging, Tab, Space, ^c, a key at any time."""

from collections.abc import Iterable
from pathlib import Path
from time import time
from unittest import mock

import pytest
from textual import events
from textual.widgets import Input

from qa.model import LONGEST_QUESTION, Question
from tests.tui import fakes
from tests.tui.stage import Stage, play, staged
from tui import customs
from tui.content.conversations import Store
from tui.content.wording import say
from tui.dialogs import search
from tui.dialogs.correct import CorrectDialog
from tui.dialogs.export import file_name
from tui.widgets.citation import CitationLine
from tui.widgets.help import Help
from tui.widgets.page import Page
from tui.widgets.passage import Marked
from tui.widgets.prompt import Prompt
from tui.widgets.sidebar import Sidebar
from tui.widgets.source import SourcePane
from tui.widgets.talk import Talk
from tui.widgets.transcript import Transcript

ASKED = "清水镇有几名法律顾问"


def typed(text: str) -> Iterable[events.Key]:
    """What a terminal sends for a text."""
    return [events.Key(char, char) for char in text]


@staged()
async def test_a_paste_of_several_lines_is_kept_whole(stage: Stage) -> None:
    prompt = stage.one(Prompt)
    text = "清水镇有几名\n法律顾问\n" + "长" * 500
    stage.app.post_message(events.Paste(text))
    await stage.settle()
    assert prompt.text == text
    assert prompt.size.height <= 9
    prompt.put("")
    await stage.press(*"清水镇有几名", "ctrl+j", *"法律顾问", "up", "enter")
    assert stage.asker.asked[-1].text == "清水镇有几名\n法律顾问"


@staged()
async def test_a_paste_that_is_no_question_is_refused_before_it_slows_the_prompt(
    stage: Stage,
) -> None:
    prompt = stage.one(Prompt)
    for text in ("长" * 10_000, "书"):
        stage.app.post_message(events.Paste(text))
        await stage.settle()
        assert prompt.text == "长" * 10_000
    assert stage.said == [say("not-pasted", count=1, limit=LONGEST_QUESTION)]


@staged()
async def test_what_is_typed_in_one_go_is_taken_in_its_order(stage: Stage) -> None:
    stage.send(*ASKED, "enter", *"清水镇")
    await stage.settle()
    assert stage.asker.asked[-1].text == ASKED
    assert stage.one(Prompt).text == "清水镇"
    await stage.press("ctrl+r")
    stage.send("ctrl+u", *"法律顾问", "enter")
    await stage.settle()
    assert stage.chat.called == "法律顾问"
    await stage.press("f2")
    stage.send(*"坏", "enter")
    await stage.settle()
    assert stage.one(SourcePane).report is fakes.WORLD["huaizhen-2021"][0]


@pytest.mark.parametrize("enter", [events.Key("enter", "\r"), events.Key("ctrl+j", "\n")])
def test_what_is_typed_before_there_is_a_prompt_is_asked(tmp_path: Path, enter: events.Key) -> None:
    async def scene(stage: Stage) -> None:
        assert stage.asker.asked[-1].text == ASKED
        assert stage.conversation.turns[-1].answer

    play(scene, tmp_path, early=[*typed(ASKED[:4]), events.Paste(ASKED[4:]), enter])


@staged()
async def test_ctrl_c_says_how_to_leave_in_the_readers_language(stage: Stage) -> None:
    await stage.press("ctrl+c")
    assert any("要退出请按 ^q" in words for words in stage.said)


@staged(theme="no-such-theme")
async def test_what_is_asked_for_in_vain_is_said(stage: Stage) -> None:
    assert "没有叫 no-such-theme 的配色。有:" in stage.said[0]
    for key in ("f4", "f6", "ctrl+y", "ctrl+g", "ctrl+s"):
        stage.said.clear()
        await stage.press(key)
        assert stage.said == ["先问一个问题。"]
        assert stage.app.screen is stage.chat


@staged((100, 24))
async def test_the_prompt_pages_the_conversation_and_tab_goes_to_the_answer(stage: Stage) -> None:
    for question in (ASKED, "各镇调解了多少", ASKED, "清水镇有多少只猫"):
        await stage.ask(question)
    transcript = stage.one(Transcript)
    end = transcript.scroll_y
    await stage.press("pageup")
    assert transcript.scroll_y < end
    assert isinstance(stage.app.focused, Prompt)
    await stage.press("ctrl+home")
    assert stage.one(Talk).current == 1
    await stage.press("escape", "tab")
    line = stage.app.focused
    assert isinstance(line, CitationLine)
    assert (line.turn, line.citation.number) == (4, 1)
    await stage.press("escape", *"qingsh", "tab")
    assert stage.one(Prompt).text == "清水镇"
    stage.one(Prompt).put("没有这样的")
    await stage.press("tab")
    assert isinstance(stage.app.focused, Prompt)


@staged()
async def test_typing_filters_the_reports_and_a_narrowing_is_lifted(stage: Stage) -> None:
    await stage.press("f2", *"2022", "down", "space", "escape")
    assert "只问: 清水镇  2022" in stage.text
    await stage.press("f2")
    stage.one(Sidebar).query_one(Input).value = ""
    await stage.settle()
    assert "全部报告(不再只问一处)" in stage.text
    await stage.press("f2", "f2", "home", "enter")
    assert "只问" not in stage.text.split("打字筛选")[0]
    assert not stage.chat.scope.places


@staged()
async def test_enter_confirms_a_correction_and_typing_filters_it(stage: Stage) -> None:
    await stage.ask(ASKED)
    await stage.press("f4", "right", *"白石", "down", "space", "enter")
    assert not isinstance(stage.app.screen, CorrectDialog)
    assert set(stage.asker.asked[-1].places) == {"清水镇", "白石镇"}


@staged()
async def test_a_space_is_for_the_list_where_the_filter_has_the_focus(stage: Stage) -> None:
    await stage.ask(ASKED)
    await stage.press("f4", "right", *"白石", "space", "enter")
    assert set(stage.asker.asked[-1].places) == {"清水镇", "白石镇"}
    await stage.press("f2", *"2022", "space")
    assert stage.chat.scope.places
    assert stage.one(Sidebar).query_one(Input).value == "2022"
    await stage.press("space", "escape", "ctrl+o", *"有 几")
    assert stage.app.screen.query_one(Input).value == "有 几"  # where a list takes none


def test_an_export_asks_before_it_overwrites_and_is_named_after_the_talk(tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    target.write_text("mine")

    async def scene(stage: Stage) -> None:
        await stage.ask(ASKED)
        assert file_name(stage.conversation, ".md") == f"{ASKED}.md"
        await stage.press("ctrl+s", "enter")
        stage.app.screen.query_one(Input).value = str(target)
        await stage.press("enter", "enter")  # another name
        assert target.read_text() == "mine"
        assert stage.app.screen.query_one(Input).value == str(target)
        await stage.press("enter", "down", "enter")
        assert target.read_text().startswith("# ")
        await stage.press("ctrl+s", "enter")
        stage.app.screen.query_one(Input).value = str(tmp_path / "none" / "out.md")
        await stage.press("enter")
        assert "没有这个文件或文件夹;请" in stage.said[-1]

    play(scene, tmp_path)


@staged()
async def test_conversations_are_searched_archived_and_deleted(stage: Stage) -> None:
    await stage.ask(ASKED)
    await stage.press("ctrl+n")
    await stage.ask("各镇调解了多少")
    first = next(c for c in stage.chat.session.store.all() if c.title == ASKED)
    await stage.press("ctrl+o", *"免费的法律咨询", "down", "enter")
    assert stage.conversation.path == first.path
    assert stage.one(Talk).current == 1
    await stage.press("ctrl+n", "ctrl+o", *"各镇", "down", "delete")
    store = stage.chat.session.store
    away = store.archive / store.all()[-1].path.name
    assert away.exists()
    await stage.press("delete")
    assert away.exists()
    await stage.press("delete")
    assert not away.exists()


@pytest.mark.parametrize(("words", "found"), [("peise", "配色"), ("export", "导出")])
def test_the_palette_finds_commands_by_pinyin_and_by_english(
    tmp_path: Path, words: str, found: str
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("ctrl+p")
        await stage.type(words)
        await stage.until(lambda: bool(stage.listed) and stage.listed[0].startswith(found))

    play(scene, tmp_path)


@staged()
async def test_words_are_found_in_all_reports(stage: Stage) -> None:
    await stage.press("alt+a", *"法律顾问")
    assert "白石镇 2023  " in stage.text
    assert "没有列" not in stage.text
    with mock.patch.object(search, "_MOST", 1):
        await stage.press("ctrl+u", *"法律顾问")
    assert "前 1 处;其余的没有列" in stage.text
    await stage.press("escape", "alt+a")
    stage.send(*"法律顾问", "enter")  # before anything can be found
    await stage.settle()
    assert stage.app.screen is stage.chat
    pane = stage.one(SourcePane)
    assert pane.report
    assert pane.report.text[slice(*pane.quote.marks[0])] == "法律顾问"


@staged()
async def test_scrolling_on_brings_later_turns_too(stage: Stage) -> None:
    for number in range(30):
        turn = stage.conversation.ask(_question(number))
        stage.conversation.answer(turn.id, stage.asker.ask(turn.question))
    transcript = stage.one(Transcript)
    transcript.show(stage.conversation.turns)
    await transcript.goto(1)
    await stage.settle()
    while not transcript.view(30):
        last = transcript.scroll_y
        await transcript.page(1)
        await stage.settle()
        assert transcript.scroll_y != last
    await stage.press("pagedown", "pagedown")
    assert "第29问" in stage.text


def _question(number: int) -> Question:
    return Question(f"第{number}问 {ASKED}")


# ---- keys and themes of one's own


@pytest.mark.parametrize(
    ("name", "text", "said", "keys", "themes"),
    [
        ("keys.toml", 'preset = ["vim"]', ["没有叫 ['vim'] 的一套键"], 0, 0),
        ("keys.toml", 'preset = 3\n[keys]\nbad = ""', ["没有叫 3 的一套键"], 1, 0),
        ("keys.toml", 'keys = "help"', ["没有叫 help 的键"], 0, 0),
        ("keys.toml", 'keys = ["f1"]', ["没有叫 ['f1'] 的键"], 0, 0),
        ("keys.toml", '[keys]\nbad = 3\nfind = "f12"', ["没有叫 bad 的键"], 1, 0),
        ("themes/a.toml", 'primary = "red"\ncolour = "x"', ["没有叫 colour 的一项"], 0, 1),
        (
            "themes/a.toml",
            'dark = true\ncolour = "x"',
            ["没有叫 colour 的一项", "缺 primary"],
            0,
            0,
        ),
        ("themes/a.toml", "primary = 3", ["a.toml"], 0, 0),
        ("themes/a.toml", 'primary = "red"\nvariables = 3', ["a.toml"], 0, 0),
        ("themes/a.toml", "primary =", ["a.toml"], 0, 0),
        ("themes/a.toml", "", ["缺 primary"], 0, 0),
    ],
)
def test_what_makes_no_sense_is_said_and_the_rest_holds(
    tmp_path: Path, name: str, text: str, said: list[str], keys: int, themes: int
) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / name).write_text(text)
    found = customs.load(tmp_path)
    assert len(found.faults) == len(said)
    assert all(words in line for words, line in zip(said, found.faults, strict=True))
    assert (len(found.keymap), len(found.themes)) == (keys, themes)


def test_own_keys_and_themes_are_taken_and_what_is_wrong_is_said(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "keys.toml").write_text('preset = "vim"\n[keys]\nsidebar = "f11"\nnothing = "x"\n')
    (tmp_path / "themes" / "mine.toml").write_text('primary = "#335577"\nbackground = "#102030"\n')
    (tmp_path / "themes" / "bad.toml").write_text('primary = "no color"\n')

    async def scene(stage: Stage) -> None:
        assert "mine" in stage.app.available_themes
        said = stage.said
        assert any("没有叫 nothing 的键" in words for words in said)
        assert any("bad.toml" in words for words in said)
        await stage.press("f11")
        assert stage.one(Sidebar).is_on_screen
        await stage.press("escape")
        await stage.ask(ASKED)
        stage.one(Page).focus()
        await stage.press("G")
        assert stage.one(Page).scroll_y == stage.one(Page).max_scroll_y
        await stage.press("ctrl+b")
        await stage.until(lambda: stage.one(Page).scroll_y < stage.one(Page).max_scroll_y)
        assert stage.conversation.turns[0].rating == 0
        await stage.press("g")
        assert stage.one(Page).scroll_y == 0
        await stage.press("escape", "f1")
        assert "F11       显示" in stage.chat.query_one(".help-keys", Marked).text
        assert say("about-bad") not in stage.one(Help).query_one(".help-keys", Marked).text

    play(scene, tmp_path, config=tmp_path)


def test_no_folder_of_settings_is_no_fault(tmp_path: Path) -> None:
    assert customs.load(tmp_path / "none") == customs.Customs()


def test_a_conversation_in_the_archive_is_taken_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    talk = store.new()
    talk.ask(_question(1))
    talk.hold = None
    store.put_away(talk.path)
    assert store.last() is None
    back = store.take_back(store.all()[0].path)
    assert back.parent == tmp_path
    assert time() - back.stat().st_mtime < 60
