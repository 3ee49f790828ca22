"""Asking, and what the screen makes of answers, refusals and errors."""

from dataclasses import replace
from pathlib import Path
from unittest import mock

from textual.widgets import Input

from qa.model import Kind, Question
from tests.tui.fakes import HOSTILE, Opener, compared
from tests.tui.stage import NARROW, Stage, play, staged
from tui.content.turns import Turn
from tui.dialogs.correct import CorrectDialog
from tui.widgets.citation import CitationLine
from tui.widgets.compare import CompareTable
from tui.widgets.findbar import FindBar
from tui.widgets.greeting import Example
from tui.widgets.outline import Outline
from tui.widgets.page import Page
from tui.widgets.passage import Passage
from tui.widgets.prompt import Prompt
from tui.widgets.sidebar import Sidebar
from tui.widgets.source import SourcePane
from tui.widgets.talk import Talk
from tui.widgets.transcript import STEP, WINDOW, Transcript
from tui.widgets.turn import ReadingLine, TurnView


@staged()
async def test_an_answer_shows_reading_figure_quotation_and_source(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    assert stage.chat.query(CitationLine)[0].text.startswith("[1] 我镇配备1名法律顾问")
    assert "读作: 数量  清水镇  2023" in stage.text
    assert "清水镇 2023 / 一、(二) / 第" in stage.text
    pane = stage.one(SourcePane)
    assert pane.is_on_screen
    assert pane.report
    assert pane.report.text[slice(*pane.quote.span)].startswith("我镇配备1名")
    assert isinstance(stage.app.focused, Prompt)


@staged()
async def test_the_first_screen_offers_questions_to_click(stage: Stage) -> None:
    example = stage.chat.query(Example)[1]
    await stage.pilot.click(example)
    await stage.settle()
    assert stage.asker.asked[-1].text == example.text
    assert stage.chat.query(CitationLine)
    assert isinstance(stage.app.focused, Prompt)
    await stage.press("up")
    assert stage.one(Prompt).text == example.text


@staged()
async def test_the_first_screen_offers_questions_to_keys(stage: Stage) -> None:
    offered = [example.text for example in stage.chat.query(Example)]
    await stage.press("up", "down", "enter")
    assert stage.asker.asked[-1].text == offered[1]
    assert len(stage.conversation.turns) == 1
    await stage.press("ctrl+n", "up")
    assert isinstance(stage.app.focused, Example)
    await stage.press("escape")
    assert isinstance(stage.app.focused, Prompt)


@staged()
async def test_a_refusal_shows_the_nearest_passages(stage: Stage) -> None:
    await stage.ask("清水镇有多少只猫")
    assert "报告没有说。" in stage.text
    assert "最接近的段落" in stage.text
    assert len(stage.chat.query(CitationLine)) == 2
    assert not stage.one(SourcePane).is_on_screen


@staged()
async def test_an_error_becomes_a_turn_and_the_question_comes_back(stage: Stage) -> None:
    await stage.ask("出错")
    assert "出错了:引擎坏了 [/foo]" in stage.text
    assert stage.one(Prompt).text == "出错"
    stage.one(Prompt).text = ""
    await stage.ask("清水镇有几名法律顾问")
    assert stage.asker.asked[-1].history == ()
    assert len(stage.chat.query(CitationLine)) == 2


@staged()
async def test_a_question_goes_with_those_before_it(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.ask("那白石镇呢")
    assert stage.asker.asked[-1].history == ("清水镇有几名法律顾问",)


def test_reports_that_cannot_be_opened_are_said_so(tmp_path: Path) -> None:
    async def scene(stage: Stage) -> None:
        assert "no such folder" in stage.text
        await stage.ask("问")
        assert stage.one(Prompt).text == "问"

    play(scene, tmp_path, opener=Opener("no such folder"))


@staged()
async def test_a_comparison_is_a_table_with_a_citation_a_cell(stage: Stage) -> None:
    await stage.ask("比较清水镇和白石镇")
    table = stage.one(CompareTable)
    assert [cell.citation.number for cell in table.query(CitationLine)] == [1, 2, 3]
    assert "未写明" in stage.text
    cell = table.query(CitationLine)[2]
    cell.focus()
    await stage.press("enter")
    pane = stage.one(SourcePane)
    assert pane.report
    assert pane.report.id == "baishi-2023"


@staged()
async def test_a_comparison_without_rows_is_shown_as_its_text(stage: Stage) -> None:
    answer = replace(compared(Question("旧")), rows=())
    turn = TurnView(Turn(9, answer.question, answer))
    await stage.chat.mount(turn)
    assert [line.citation.number for line in turn.query(CitationLine)] == [1, 2, 3]
    assert turn.query_one(".answer", Passage).text == answer.text


@staged()
async def test_bars_grow_with_the_figures_of_the_common_unit(stage: Stage) -> None:
    await stage.ask("各镇调解了多少")
    bars = [bar for bar in stage.chat.query(".bar") if bar.display]
    assert [bar.size.width for bar in bars if bar.size] == [3, 16]


@staged()
async def test_hostile_text_stays_as_it_is(stage: Stage) -> None:
    await stage.ask("坏镇有几名")
    lines = stage.chat.query(CitationLine)
    assert HOSTILE in lines[0].text
    shown = stage.text.replace("\n", "")
    assert "[bold]9名[/bold]*组织*" in shown
    assert "<b>顾问</b>" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    await stage.press("f2")
    assert "坏镇[/b] 2021" in stage.text
    await stage.press("f4")
    assert "坏镇[/b]" in stage.text


@staged()
async def test_citations_are_walked_by_keys_and_open_the_report(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("ctrl+up", "j", "enter")
    pane = stage.one(SourcePane)
    assert pane.report
    assert pane.report.id == "qingshui-2022"
    await stage.press("k", "k")
    assert isinstance(stage.app.focused, ReadingLine)
    await stage.press("escape")
    assert isinstance(stage.app.focused, Prompt)


@staged()
async def test_a_click_opens_the_report(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    line = stage.chat.query(CitationLine)[1]
    await stage.pilot.click(line, offset=(4, 0))
    await stage.settle()
    pane = stage.one(SourcePane)
    assert pane.report
    assert pane.report.id == "qingshui-2022"


@staged()
async def test_the_context_of_a_citation_widens_and_closes_again(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("ctrl+up", "w")
    line = stage.chat.query(CitationLine)[0]
    assert "全年调解矛盾纠纷474件" in line.text
    await stage.press("w", "w", "w")
    assert "全年调解" not in line.text


@staged()
async def test_the_same_figure_is_followed_through_the_reports(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    pane = stage.one(SourcePane)
    found = []
    for key in ("f8", "f8", "f7"):
        await stage.press(key)
        assert pane.report
        assert "1名" in pane.report.text[slice(*pane.quote.span)]
        found.append(pane.report.id)
    assert found == ["baishi-2023", "qingshui-2023", "baishi-2023"]


@staged((60, 20))
async def test_the_figure_in_focus_is_followed_from_a_report_out_of_sight(
    stage: Stage,
) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("tab", "j", "n")
    assert "同一数字 2名" in stage.text
    await stage.press("escape", "tab", "n")
    assert "同一数字 1名" in stage.text


@staged()
async def test_find_counts_and_goes_round(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("f3", *"制度落实")
    counts = []
    for key in ("enter", "up", "up"):
        counts.append(stage.one(FindBar).said)
        await stage.press(key)
    assert counts == ["13/18", "14/18", "13/18"]
    await stage.press("escape")
    assert not stage.one(FindBar).is_on_screen
    await stage.press("slash", *"没有这个词")
    assert stage.one(FindBar).said == "没有"
    assert isinstance(stage.app.focused, Input)


@staged()
async def test_headings_lead_to_their_place(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    outline = stage.one(Outline)
    assert outline.heading == "(二)公共法律服务"
    outline.focus()
    await stage.press("down", "enter")
    page = stage.one(Page)
    assert stage.text.split("二、存在的不足", 2)[2].startswith("\n")
    assert page.scroll_offset.y > 0


@staged()
async def test_the_reports_filter_open_and_narrow(stage: Stage) -> None:
    await stage.press("f2")
    sidebar = stage.one(Sidebar)
    await stage.press(*"2022", "enter")
    pane = stage.one(SourcePane)
    assert pane.report
    assert pane.report.id == "qingshui-2022"
    await stage.press("down", "space")
    assert "只问: 清水镇  2022" in stage.text
    await stage.press("escape")
    await stage.ask("有几名顾问")
    assert stage.asker.asked[-1].places == ("清水镇",)
    assert stage.asker.asked[-1].years == (2022,)
    await stage.press("f2", "f2")
    assert not sidebar.has_class("-shown")


@staged()
async def test_the_reading_is_mended_by_asking_again(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("f4")
    assert isinstance(stage.app.screen, CorrectDialog)
    await stage.press("right", "right", "up", "space", "ctrl+s")
    assert stage.asker.asked[-1].text == "清水镇有几名法律顾问"
    assert stage.asker.asked[-1].places == ("清水镇",)
    assert stage.asker.asked[-1].years == (2022, 2023)
    assert stage.asker.asked[-1].kind is None
    assert len(stage.conversation.turns) == 2


def test_the_kind_is_mended_and_kept(tmp_path: Path) -> None:
    async def before(stage: Stage) -> None:
        await stage.ask("清水镇有几名法律顾问")
        await stage.press("f4", "down", "down", "space", "ctrl+s")
        assert stage.asker.asked[-1].kind is Kind.WHO
        assert "[谁  清水镇  2023]" in stage.text
        await stage.press("f4", "space", "ctrl+s")
        assert stage.asker.asked[-1].kind is None

    async def after(stage: Stage) -> None:
        kinds = [turn.question.kind for turn in stage.conversation.turns]
        assert kinds == [None, Kind.WHO, None]

    play(before, tmp_path)
    play(after, tmp_path)


@staged(NARROW)
async def test_in_a_narrow_terminal_the_source_takes_the_room(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    assert not stage.one(SourcePane).is_on_screen
    await stage.press("ctrl+up", "enter")
    assert stage.one(SourcePane).size.width >= 58
    assert not stage.one(Talk).is_on_screen
    assert "我镇配备1名法律顾问" in stage.text
    await stage.press("f8")
    await stage.press("escape")
    assert stage.one(Talk).size.width >= 58


@staged(NARROW)
async def test_the_conversation_comes_back_beside_the_source_when_there_is_room(
    stage: Stage,
) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("ctrl+up", "enter")
    await stage.pilot.resize_terminal(120, 36)
    await stage.settle()
    assert stage.one(Talk).is_on_screen
    assert stage.one(SourcePane).is_on_screen


@staged()
async def test_turns_are_jumped_to(stage: Stage) -> None:
    for question in ("清水镇有几名法律顾问", "清水镇有多少只猫", "各镇调解了多少"):
        await stage.ask(question)
    await stage.press("ctrl+up", "ctrl+up")
    assert stage.one(Talk).current == 2
    await stage.press("k", "enter")
    assert isinstance(stage.app.screen, CorrectDialog)
    await stage.press("escape")
    await stage.press("ctrl+down", "ctrl+down")
    assert isinstance(stage.app.focused, Prompt)


@staged()
async def test_a_long_conversation_keeps_few_turns_on_the_screen(stage: Stage) -> None:
    conversation = stage.conversation
    answer = stage.asker.ask
    for number in range(1, 201):
        turn = conversation.ask(numbered(number))
        conversation.answer(turn.id, answer(turn.question))
    transcript = stage.one(Transcript)
    transcript.show(conversation.turns)
    await stage.settle()
    assert len(transcript.query(ReadingLine)) <= WINDOW + STEP
    for number in (1, 100, 200):
        view = await transcript.goto(number)
        await stage.settle()
        assert view
        assert f"第{number}问" in stage.text
        assert len(transcript.query(ReadingLine)) <= WINDOW + STEP
    for number in range(200, 180, -1):
        await stage.press("ctrl+up")
        line = stage.app.focused
        assert isinstance(line, CitationLine)
        assert line.turn == number
        assert transcript.region.contains_region(line.region)


@staged()
async def test_a_new_turn_is_held_in_view_until_the_reader_scrolls(stage: Stage) -> None:
    for question in ("清水镇有几名法律顾问", "各镇调解了多少", "清水镇有多少只猫"):
        await stage.ask(question)
    transcript = stage.one(Transcript)
    for size in ((110, 12), (70, 12), (120, 16)):
        await stage.pilot.resize_terminal(*size)
        await stage.settle()
        view = transcript.view(3)
        assert view
        end = transcript.max_scroll_y == transcript.scroll_y
        assert view.region.y == transcript.region.y or (end and view.region.y > transcript.region.y)
    transcript.scroll_home(animate=False, immediate=True)
    await stage.pilot.resize_terminal(120, 14)
    await stage.settle()
    assert transcript.scroll_y == 0


@staged()
async def test_a_move_of_the_focus_repaints_what_changes_and_no_more(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("tab")
    compositor = stage.chat._compositor
    whole = compositor.render_full_update
    with mock.patch.object(compositor, "render_full_update", wraps=whole) as painted:
        await stage.press("j", "escape")
    assert not painted.called


@staged()
async def test_a_rating_leaves_the_focus_where_it_is(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("ctrl+up", "down", "plus")
    line = stage.app.focused
    assert isinstance(line, CitationLine)
    assert line.citation.number == 2
    assert "评为有用" in stage.text


def numbered(number: int) -> Question:
    return Question(f"第{number}问 清水镇有几名法律顾问")
