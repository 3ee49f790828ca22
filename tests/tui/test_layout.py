"""Panes at every size: nothing covers another, nothing is torn, the prompt is always there."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.tui.stage import Stage, play, staged
from tui.content.labels import cut
from tui.content.outlines import Heading
from tui.content.panes import HELP, SIDEBAR, SOURCE, TALK, shown
from tui.widgets.bars import Bars
from tui.widgets.citation import Cell
from tui.widgets.help import listed
from tui.widgets.outline import Outline
from tui.widgets.page import Page
from tui.widgets.passage import Passage
from tui.widgets.picker import Choices
from tui.widgets.prompt import Prompt
from tui.widgets.sidebar import Sidebar
from tui.widgets.source import SourcePane
from tui.widgets.talk import Talk
from tui.widgets.turn import TurnView


@pytest.mark.parametrize(
    ("opened", "width", "found"),
    [
        ((TALK,), 60, {TALK}),
        ((TALK, SOURCE), 99, {SOURCE}),
        ((TALK, SOURCE), 100, {TALK, SOURCE}),
        ((SOURCE, TALK, HELP, SIDEBAR), 100, {TALK, SIDEBAR}),
        ((SOURCE, TALK, SIDEBAR, HELP), 140, {TALK, SOURCE, SIDEBAR, HELP}),
        ((SOURCE, TALK, SIDEBAR, HELP), 120, {TALK, SIDEBAR, HELP}),
    ],
)
def test_panes_that_have_room(opened: tuple[str, ...], width: int, found: set[str]) -> None:
    assert shown(opened, width) == found
    assert shown(opened, width, full=True) == {opened[-1]}


@pytest.mark.parametrize("size", [(40, 16), (60, 20), (80, 24), (100, 30), (140, 40), (180, 50)])
def test_the_prompt_stays_and_no_character_is_torn(size: tuple[int, int], tmp_path: Path) -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask("清水镇有几名法律顾问")
        await stage.press("alt+1")
        for keys in product(("", "f1"), ("", "f2"), ("", "f9")):
            pressed = [key for key in keys if key]
            await stage.press("escape", *pressed)
            focused = stage.app.focused
            assert focused
            assert focused.is_on_screen
            assert stage.one(Prompt).region.bottom < size[1]
            assert stage.one(Prompt).size.width >= size[0] - 4
            if stage.one(Talk).is_on_screen:
                assert stage.one(Talk).size.width >= min(40, size[0])
            if stage.one(Sidebar).is_on_screen:
                assert "白石镇 2023" in stage.text
            await stage.press("escape", *pressed)

    play(scene, tmp_path, size)


@staged((80, 24))
async def test_what_lies_over_chinese_is_whole(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    stage.chat.notify("个对话正在另一个窗口里开着", markup=False)
    await stage.until(lambda: "个对话正在另一个窗口里开着" in stage.text)
    await stage.press("ctrl+s")
    for words in ("导出成什么?", "Markdown", "CSV(表格软件)", "Enter 选定   Esc 取消"):
        assert words in stage.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
@pytest.mark.parametrize(
    "keys",
    [
        ["alt+a", *"制度"],
        ["ctrl+o"],
        ["ctrl+t"],
        ["ctrl+s"],
        ["alt+r"],
        ["alt+r", "enter"],
        ["ctrl+r"],
        ["f4"],
    ],
    ids="-".join,
)
def test_what_a_dialog_says_below_its_list_is_in_sight(
    keys: list[str], size: tuple[int, int], tmp_path: Path
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask("清水镇有几名法律顾问")
        await stage.press(*keys)
        hint = list(stage.app.screen.query(".dialog > .remark").results(Passage))[-1]
        last = hint.text.split()[-1]
        assert last in stage.text

    play(scene, tmp_path, size)


@pytest.mark.parametrize("size", [(120, 12), (60, 12), (80, 10)])
@pytest.mark.parametrize("keys", [["f4"], ["ctrl+o"], ["ctrl+s"], ["alt+a", *"调解"]], ids="-".join)
def test_a_dialog_in_a_low_terminal_shows_what_there_is_to_choose(
    keys: list[str], size: tuple[int, int], tmp_path: Path
) -> None:
    async def scene(stage: Stage) -> None:
        for _ in range(4):
            await stage.ask("清水镇有几名法律顾问")
            await stage.press("ctrl+n")
        await stage.ask("清水镇有几名法律顾问")
        await stage.press(*keys)
        await stage.until(lambda: stage.one(OptionList).option_count > 1)
        assert stage.one(OptionList).size.height >= min(3, stage.one(OptionList).option_count)
        hint = list(stage.app.screen.query(".dialog > .remark").results(Passage))[-1]
        assert hint.text.split()[-1] in stage.text

    play(scene, tmp_path, size)


@staged((60, 20))
async def test_toasts_leave_the_prompt_in_sight(stage: Stage) -> None:
    for lines in range(3):
        stage.chat.notify(f"{lines} 先打开一份报告。", severity="error")
        await stage.settle()
        prompt = stage.one(Prompt).region
        toasts = [toast.region for toast in stage.chat.query("Toast")]
        assert len(toasts) == lines + 1
        assert not any(toast.overlaps(prompt) for toast in toasts)
        await stage.press("ctrl+j")


@staged((60, 20))
async def test_help_is_read_to_its_end_by_keys(stage: Stage) -> None:
    await stage.press("f1", *["pagedown"] * 5)
    assert "回到提问处" in stage.text
    await stage.press("escape", "f2", "f1")
    assert "只问这份报告的地方和年份" in stage.text  # what can be done in the list under it
    await stage.press(*["pagedown"] * 5)
    assert "回到提问处" in stage.text
    await stage.press("escape")
    assert stage.one(Prompt).has_focus


def test_what_a_key_does_stands_beside_it() -> None:
    text, marks = listed((("Tab", "补全,再按换一个"), ("alt right", "报告占窄些")), 20)
    assert text.split("\n") == ["Tab       补全,再按", "          换一个", "alt right 报告占窄些"]
    assert [text[start:end] for start, end, _ in marks] == ["Tab", "alt right"]


@staged((100, 30))
async def test_what_is_cut_in_a_list_ends_in_dots(stage: Stage) -> None:
    long = Heading("依法处置突发事件、提供公共法律服务和化解社会矛盾纠纷等情况" * 2, 0)
    await stage.ask("清水镇有几名法律顾问")
    stage.one(Outline).show([long], 0)
    await stage.settle()
    assert next(line for line in stage.text.splitlines() if long.text[:8] in line).endswith("...")
    await stage.press("alt+a")
    await stage.type("制度")
    found = [line for line in stage.text.splitlines() if "清水镇 2022  " in line]
    assert found
    assert all("..." in line for line in found)


@staged((140, 40))
async def test_a_terminal_that_shrinks_shows_one_pane(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    assert stage.one(SourcePane).is_on_screen
    await stage.pilot.resize_terminal(60, 20)
    await stage.settle()
    assert stage.one(Talk).size.width >= 58
    assert not stage.one(SourcePane).is_on_screen
    await stage.press("f9")
    assert stage.one(SourcePane).size.width >= 58
    await stage.press("f9")
    assert stage.one(Talk).is_on_screen


@staged((60, 20))
async def test_all_keys_work_in_a_narrow_source(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("alt+1")
    pane = stage.one(SourcePane)
    await stage.press("y")
    assert stage.app.clipboard == stage.conversation.turns[0].citations[0].text
    await stage.press("f2")
    assert stage.one(Sidebar).is_on_screen
    await stage.press("f9", "f8")
    assert pane.report
    assert pane.report.id == "baishi-2023"
    assert "^q 退出" in stage.text
    await stage.press("ctrl+y")
    assert stage.app.clipboard.startswith("我镇配备1名法律顾问,辖区5个村也")
    await stage.press("f4")
    assert stage.app.screen is not stage.chat


def test_a_remembered_sidebar_does_not_cover_a_narrow_terminal(tmp_path: Path) -> None:
    async def before(stage: Stage) -> None:
        await stage.press("f2")

    async def after(stage: Stage) -> None:
        assert stage.one(Talk).is_on_screen
        await stage.press("f2")
        assert stage.one(Sidebar).is_on_screen
        await stage.press("escape")
        assert stage.one(Talk).is_on_screen

    play(before, tmp_path)
    play(after, tmp_path, (60, 20))


@staged((140, 40))
async def test_bars_leave_the_words_room(stage: Stage) -> None:
    await stage.ask("各镇调解了多少")
    await stage.press("f2")
    assert stage.one(Bars).has_class("-slim")
    for cell in stage.chat.query(Cell):
        assert cell.size.width >= 20
        assert cell.size.height <= 2


@staged()
async def test_a_figure_with_none_to_compare_has_no_bar(stage: Stage) -> None:
    await stage.ask("各镇调解了多少")
    answer = stage.conversation.turns[0].answer
    assert answer
    alone = replace(answer, rows=(answer.rows[0], replace(answer.rows[1], figure=None)))
    stage.conversation.answer(1, alone)
    stage.one(TurnView).show(stage.conversation.turns[0])
    await stage.settle()
    assert stage.one(Bars).has_class("-slim")


@staged((60, 20))
async def test_a_long_name_leaves_room_for_what_stands_behind_it(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问,他们平时在镇里和各个村子都做些什么,一年又来几次")
    head = stage.text.splitlines()[0]
    assert "清水镇有几名法律顾问" in head
    assert head.endswith("...  |  4 份报告")
    await stage.press("ctrl+o")
    line = next(line for line in stage.text.splitlines() if "(1)" in line)
    assert "清水镇有几名" in line
    assert "..." in line
    assert stage.one(Choices).virtual_size.height == 1


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("几名法律顾问", 12, "几名法律顾问"),
        ("几名法律顾问", 11, "几名法律..."),
        ("几名法律顾问", 10, "几名法..."),
        ("legal advisers does it have", 18, "legal advisers..."),
        ("一\n问", 5, "一 问"),
        ("一问", 0, "..."),
    ],
)
def test_a_text_is_cut_by_cells_with_a_sign(text: str, cells: int, shown: str) -> None:
    assert cut(text, cells) == shown


@staged((180, 50))
async def test_headings_stand_beside_the_text_if_both_have_room(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    page, outline = stage.one(Page), stage.one(Outline)
    assert outline.region.right <= page.region.x
    await stage.press("f1", "f2")
    assert outline.region.bottom <= page.region.y
    assert page.region.width >= 30


@staged((100, 30))
async def test_headings_are_read_whole_and_reports_stand_by_pinyin(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    outline = stage.one(SourcePane).query_one("Outline")
    outline.focus()
    await stage.press("up", "down")
    title = stage.one(SourcePane).query_one(".title", Passage)
    assert title.text == "(二)公共法律服务"
    await stage.press("escape", "f2")
    order = [stage.text.index(name) for name in ("白石镇 2023", "坏镇[/b] 2021", "清水镇 2023")]
    assert order == sorted(order)
    await stage.press(*"qsz")
    assert "清水镇 2022" in stage.text
    assert "白石镇 2023\n" not in stage.text
    await stage.press(*"xx")
    assert "没有" in stage.text


@staged((80, 24))
async def test_toasts_do_not_pile_up(stage: Stage) -> None:
    for words in ("甲已写入", "乙有错", "丙已写入", "丙已写入", "丁已写入", "戊有错", "戊有错"):
        stage.app.notify(words, severity="error" if "错" in words else "information")
        await stage.settle()
    shown = [words for words in "甲乙丙丁戊" if words in stage.text]
    assert shown == ["乙", "丙", "丁", "戊"], "errors stay, and of news what came last"
    assert stage.text.count("丙") == stage.text.count("戊") == 1


@pytest.mark.parametrize("key", ["f9", "f3"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
def test_in_a_narrow_terminal_the_source_of_the_last_answer_is_a_key_away(
    tmp_path: Path, key: str, size: tuple[int, int]
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask("清水镇有几名法律顾问")
        assert stage.one(Talk).has_class("-shown")
        await stage.press(key)
        assert stage.one(SourcePane).has_class("-shown")
        assert "第 1 问 [1]" in stage.text
        assert not any("先打开一份报告" in words for words in stage.said)

    play(scene, tmp_path, size)
