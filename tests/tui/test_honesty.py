"""Nothing on the screen or in a file says more than the reports do."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.model import Answer, Question, Row
from tests.tui import fakes
from tests.tui.stage import Stage, play, staged
from tui.content import exporting
from tui.content.quoting import Find, place_of
from tui.content.scoping import Scope, narrowed
from tui.content.spreadsheet import to_csv
from tui.content.turns import Turn
from tui.widgets.citation import CitationLine
from tui.widgets.passage import Passage
from tui.widgets.source import SourcePane

QUESTION = Question("清水镇有几名法律顾问")
CITED = fakes.cite(1, "qingshui-2023", "我镇配备1名法律顾问")
REPORT = fakes.WORLD["qingshui-2023"][0]


@pytest.mark.parametrize(
    ("text", "start", "found"),
    [
        (REPORT.text, CITED.start, Find.THERE),
        ("新的一段。\n" + REPORT.text, CITED.start + 6, Find.MOVED),
        (CITED.text + "\n" + REPORT.text, CITED.start + len(CITED.text) + 1, Find.MOVED),
        (REPORT.text.replace("1名", "2名"), 0, Find.GONE),
    ],
)
def test_a_quotation_is_marked_where_its_words_stand(text: str, start: int, found: Find) -> None:
    quote = place_of(CITED, replace(REPORT, text=text))
    assert quote.found is found
    assert quote.span[0] == start
    if found is not Find.GONE:
        assert text[slice(*quote.span)] == CITED.text
        assert [text[s:e] for s, e in quote.marks] == ["我镇配备1名法律顾问"]


def test_what_has_become_of_a_quotation_is_said(tmp_path: Path) -> None:
    async def before(stage: Stage) -> None:
        await stage.ask(QUESTION.text)

    async def after(stage: Stage) -> None:
        stage.chat.reports = stage.chat.session.library.reports = tuple(
            replace(one, text=one.text.replace("法律顾问", "顾问")) for one in stage.chat.reports
        )
        await stage.press("ctrl+up", "enter")
        assert "引文已不在里面" in stage.text
        assert stage.one(SourcePane).quote.span == (0, 0)

    play(before, tmp_path)
    play(after, tmp_path)


@staged()
async def test_the_source_says_whose_citation_it_shows(stage: Stage) -> None:
    await stage.ask(QUESTION.text)
    await stage.ask("清水镇有多少只猫")
    title = stage.one(SourcePane).query_one(".title", Passage)
    assert title.text.startswith("第 1 问 [1]  清水镇 2023")
    opened = [line.turn for line in stage.chat.query(CitationLine) if line.has_class("-open")]
    assert opened == [1]
    await stage.press("alt+2")
    assert title.text.startswith("第 2 问 [2]  清水镇 2022")
    await stage.press("f2", *"2021", "enter")
    assert title.text.startswith("坏镇[/b] 2021")


REFUSED = Turn(1, replace(QUESTION, places=("白石镇",)), fakes.refused(QUESTION), rating=1)
COMPARED = Turn(2, QUESTION, fakes.compared(QUESTION))


@pytest.mark.parametrize("write", [exporting.to_markdown, exporting.to_html])
def test_an_export_holds_all_that_makes_an_answer_honest(write: exporting.Writer) -> None:
    page = write("名", [REFUSED, COMPARED]).replace("\\", "")
    for words in (
        "[白石镇]",
        "读作: 数量",
        "最接近的段落(并不回答这个问题)",
        "评为有用",
        "4处中有3处写明。",
        "未写明",
        "清水镇 2022",
        "[2]",
    ):
        assert words in page


def test_a_copy_says_that_the_nearest_passages_do_not_answer() -> None:
    lines = exporting.to_text(REFUSED).split("\n\n")
    assert lines[0] == "报告没有说。"
    assert lines[1].startswith("最接近的段落(并不回答")
    assert lines[2].startswith("[1] 「")
    assert exporting.to_text(COMPARED).startswith("清水镇 2022  聘请2名法律顾问  [1]") or (
        "清水镇 2022  我镇聘请2名法律顾问  [1]" in exporting.to_text(COMPARED)
    )


def test_a_table_for_spreadsheets_has_a_line_a_row_and_no_formula() -> None:
    evil = replace(COMPARED.answer or fakes.compared(QUESTION), question=Question("=1+1"))
    lines = to_csv("", [replace(COMPARED, answer=evil), REFUSED]).splitlines()
    assert len(lines) == 1 + 4 + 1
    assert lines[1].startswith("2,'=1+1,清水镇,2022,我镇聘请2名法律顾问,2名,2,名,qingshui-2022,")
    assert ",报告没有说。," in lines[-1]


@pytest.mark.parametrize(
    ("text", "places", "years"),
    [
        ("有几名法律顾问", ("白石镇",), (2023,)),
        ("清水镇有几名法律顾问", (), ()),
    ],
)
def test_what_a_question_names_wins_over_the_narrowing(
    text: str, places: tuple[str, ...], years: tuple[int, ...]
) -> None:
    found = narrowed(Question(text), Scope(("白石镇",), (2023,)), fakes.advisers)
    assert (found.places, found.years) == (places, years)


def test_without_a_narrowing_nothing_is_asked() -> None:
    def ask(_: Question) -> Answer:
        raise AssertionError

    assert narrowed(QUESTION, Scope(), ask) is QUESTION


def asked(stage: Stage) -> tuple[str, ...]:
    return stage.asker.asked[-1].places


def test_a_correction_holds_for_what_follows_until_a_place_is_named(tmp_path: Path) -> None:
    async def before(stage: Stage) -> None:
        await stage.ask("清水镇有几名法律顾问")
        await stage.press("f4", "right", "space", "down", "space", "enter")
        assert asked(stage) == ("白石镇",)

    async def after(stage: Stage) -> None:
        for text, places in (
            ("有几名顾问", ("白石镇",)),
            ("清水镇有几名顾问", ()),
            ("有几名顾问", ()),
        ):
            await stage.ask(text)
            assert asked(stage) == places

    play(before, tmp_path)
    play(after, tmp_path)


@staged()
async def test_a_survey_is_shown_whole(stage: Stage) -> None:
    answer = fakes.across(Question("各镇"))
    rows = tuple(Row(f"{n}号镇", 2023, f"调解{n}件", None) for n in range(120))
    turn = stage.conversation.ask(answer.question)
    whole = stage.conversation.answer(turn.id, replace(answer, rows=rows))
    await stage.chat.query_one("Transcript").put(whole)  # type: ignore[attr-defined]
    await stage.settle()
    assert len(stage.chat.query(".bar-label")) == 120


def test_a_report_that_does_not_say_whose_it_is_can_be_asked_alone(tmp_path: Path) -> None:
    def forget_a_place(asker: fakes.FakeAsker) -> None:
        asker.reports = tuple(
            replace(one, place="", year=None) if one.id == "qingshui-2022" else one
            for one in asker.reports
        )

    async def scene(stage: Stage) -> None:
        await stage.press("f2", *"shui-2022", "down", "space")
        assert "只问: qingshui-2022" in stage.text
        await stage.press("escape")
        await stage.ask("有几名顾问")
        assert stage.asker.asked[-1].places == ("qingshui-2022",)
        await stage.press("f4")
        assert "[x] qingshui-2022" in stage.text

    opener = fakes.Opener()
    opener.then(forget_a_place)
    play(scene, tmp_path, opener=opener)
