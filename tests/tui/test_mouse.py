"""All that can be clicked, on a screen in memory and, as a terminal sends it, in tmux."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.command import CommandPalette
from textual.screen import Screen

from tests.tui.stage import Stage, play, staged
from tests.tui.test_terminal import QUESTION, Terminal, terminal
from tui.dialogs.correct import CorrectDialog
from tui.widgets.citation import Cell, CitationLine
from tui.widgets.outline import Outline
from tui.widgets.page import Page
from tui.widgets.sidebar import Sidebar

__all__ = ["terminal"]


def spot_of(screen: str, words: str) -> tuple[int, int] | None:
    """Column and line of the words' second cell, from 0; the lowest, if they stand there twice."""
    for y, line in reversed(list(enumerate(screen.split("\n")))):
        if (at := line.find(words)) >= 0:
            return cell_len(line[:at]) + 1, y
    return None


async def click(stage: Stage, words: str, times: int = 1) -> None:
    """Click where the words stand on the screen."""
    spot = spot_of(stage.text, words)
    assert spot, f"{words} is not on the screen:\n{stage.text}"
    await stage.pilot.click(offset=spot, times=times)
    await stage.settle()


def shows(words: str) -> Callable[[Stage], bool]:
    return lambda stage: words in stage.text


def shows_report(id: str) -> Callable[[Stage], bool]:
    return lambda stage: stage.chat.spot is not None and stage.chat.spot.report == id


def is_open(kind: type[Screen[Any]]) -> Callable[[Stage], bool]:
    return lambda stage: isinstance(stage.app.screen, kind)


def is_done(stage: Stage) -> bool:
    return stage.app.screen is stage.chat


ADVISERS, ACROSS, COMPARED = "清水镇有几名法律顾问", "各镇调解了多少", "比较顾问"
CLICKS: list[tuple[str, str, list[str], list[str], Callable[[Stage], bool]]] = [
    ("a citation", ADVISERS, [], ["[2]"], lambda stage: stage.chat.spot is not None),
    ("the reading", ADVISERS, [], ["读作: "], is_open(CorrectDialog)),
    ("a tick and a button", ADVISERS, ["f4"], ["[ ] 白石镇", "再问"], is_done),
    ("a tick alone", ADVISERS, ["f4"], ["[ ] 白石镇"], shows("[x] 白石镇")),
    ("a button that cancels", ADVISERS, ["f4"], ["不改"], is_done),
    ("a row of a survey", ACROSS, [], ["2743件"], shows_report("baishi-2023")),
    ("a cell of a table", COMPARED, [], ["聘请3名"], shows_report("baishi-2023")),
    ("a report", "", ["f2"], ["白石镇 2023"], shows_report("baishi-2023")),
    ("a key at the bottom", "", [], ["F2 报告"], lambda stage: stage.one(Sidebar).is_on_screen),
    ("the key of the palette", "", [], ["^p 命令"], is_open(CommandPalette)),
    ("a command", "", ["ctrl+p"], ["显示或收起报告列表"], lambda s: s.one(Sidebar).is_on_screen),
    ("a format", ADVISERS, ["ctrl+s"], ["Markdown"], shows("写到哪里")),
    ("a report to be removed", "", ["alt+r"], ["baishi-2023"], shows("移出报告库?")),
    ("not to remove it", "", ["alt+r", "enter"], ["不,留着"], is_done),
    ("a conversation", ADVISERS, ["ctrl+o"], ["(1)"], is_done),
    ("what was found", "", ["alt+a", *"2743"], ["白石镇 2023  "], is_done),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "keys", "clicked", "done"),
    [row[1:] for row in CLICKS],
    ids=[row[0] for row in CLICKS],
)
def test_a_click_does_what_the_key_does(
    question: str,
    keys: list[str],
    clicked: list[str],
    done: Callable[[Stage], bool],
    tmp_path: Path,
) -> None:
    async def scene(stage: Stage) -> None:
        if question:
            await stage.ask(question)
        await stage.press(*keys)
        for words in clicked:
            await click(stage, words)
        await stage.until(lambda: done(stage))  # the palette runs a command in its own time

    play(scene, tmp_path, (140, 40))


@staged((120, 36))
async def test_a_toast_goes_at_a_click(stage: Stage) -> None:
    stage.chat.notify("先打开一份报告。")
    await stage.until(lambda: "先打开一份报告" in stage.text)
    await click(stage, "先打开一份报告")
    await stage.until(lambda: "先打开一份报告" not in stage.text)


@staged((140, 40))
async def test_headings_are_chosen_and_folded_by_clicks(stage: Stage) -> None:
    await stage.ask(ADVISERS)
    page, outline = stage.one(Page), stage.one(Outline)
    await stage.pilot.click(Outline, offset=(6, 3))
    await stage.settle()
    assert outline.heading == "二、存在的不足"
    before = outline.virtual_size.height
    await stage.pilot.click(Outline, offset=(outline.styles.padding.left, 0))
    await stage.settle()
    assert outline.virtual_size.height == before - 2
    assert page.scroll_offset.y > 0


@staged((140, 40))
async def test_words_are_selected_by_dragging_and_copied(stage: Stage) -> None:
    await stage.ask(ADVISERS)
    line = stage.chat.query(CitationLine).first()
    await stage.pilot.mouse_down(line, offset=(5, 0))
    await stage.pilot.hover(line, offset=(15, 0))
    await stage.pilot.mouse_up(line, offset=(15, 0))
    await stage.settle()
    opened = stage.chat.spot
    await stage.press("ctrl+y")
    assert stage.app.clipboard in line.citation.text
    assert stage.app.clipboard
    assert stage.chat.spot is opened  # to select is not to open


@staged((140, 40))
async def test_a_word_is_selected_by_a_double_click_without_opening(stage: Stage) -> None:
    await stage.ask(COMPARED)
    cells = list(stage.chat.query(Cell))
    await stage.pilot.click(cells[0], offset=(2, 0))
    await stage.settle()
    assert stage.chat.spot
    assert stage.chat.spot.citation == cells[0].citation


def press(term: Terminal, words: str, button: int = 0, *, drag: int = 0) -> None:
    """What a terminal sends for the mouse over words: button 0 a click, 64 and 65 the wheel."""
    screen = term.wait(lambda screen: words in screen)
    spot = spot_of(screen, words)
    assert spot, screen
    x, y = spot[0] + 1, spot[1] + 1
    term.type(f"\x1b[<{button};{x};{y}M")
    if drag:
        term.type(f"\x1b[<{button + 32};{x + drag};{y}M")
    if button < 64:
        term.type(f"\x1b[<{button};{x + drag};{y}m")


def test_clicks_and_the_wheel_of_a_real_terminal(terminal: Terminal) -> None:
    terminal.wait(lambda screen: "5 份报告" in screen and "可以这样问" in screen)
    press(terminal, "F9 原文")
    assert "先打开一份报告" in terminal.wait(lambda screen: "先打开一份报告" in screen)
    terminal.press("F2")
    press(terminal, "周村区 2024")
    terminal.wait(lambda screen: "周村区 2024  " in screen)
    press(terminal, "问吧")
    terminal.type(QUESTION)
    terminal.press("Enter")
    screen = terminal.wait(lambda screen: "[2]" in screen)
    press(terminal, "[2]")
    screen = terminal.wait(lambda screen: "第 1 问 [2]" in screen)
    assert "第 1 问 [2]" in screen
    spot = spot_of(screen, "第 1 问 [2]")
    assert spot
    terminal.type(f"\x1b[<65;{spot[0] + 10};{spot[1] + 25}M" * 4)
    assert terminal.wait(lambda now: now != screen) != screen
    press(terminal, "读作: ")
    assert "问什么?" in terminal.wait(lambda screen: "问什么?" in screen)
    press(terminal, "不改")
    assert "问什么?" not in terminal.wait(lambda screen: "问什么?" not in screen)
