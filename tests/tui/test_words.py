"""What stands beside the reports' text: wording, labels, completion, finding, exports, options."""

import json
import re
import unicodedata
from dataclasses import replace
from itertools import chain

import pytest
from rich.cells import cell_len

from qa.model import Answer, Kind, Question, Reason, ReasonCode, Sentence
from qa.wording import read_wordings
from tests.tui import fakes
from tui.content import completion, examples, exporting, finding, labels, outlines, tables
from tui.content.blocks import Words, blocks
from tui.content.turns import Turn
from tui.content.wording import FILE
from tui.keys import GROUPS, KEYS, all_ids

QUESTION = Question("问")
WORDINGS = read_wordings(FILE)


@pytest.mark.parametrize("code", WORDINGS)
def test_words_stand_in_both_languages_with_the_same_values(code: str) -> None:
    chinese, english = (WORDINGS[code][lang] for lang in ("zh", "en"))
    fields = re.compile(r"\{\w*\}")
    assert set(fields.findall(chinese)) == set(fields.findall(english))
    assert chinese
    assert english


@pytest.mark.parametrize("code", WORDINGS)
def test_no_mark_of_ambiguous_width_stands_in_our_words(code: str) -> None:
    for words in WORDINGS[code].values():
        assert not [c for c in words if unicodedata.east_asian_width(c) == "A"]


@pytest.mark.parametrize("code", [code for code in WORDINGS if code.endswith("-hint")])
def test_a_hint_goes_on_one_line_of_its_dialog(code: str) -> None:
    room = {"dialog-hint": 57, "sidebar-hint": 28}.get(code, 72)  # of a terminal of 80 cells
    for words in WORDINGS[code].values():
        assert max(map(cell_len, words.split("\n"))) <= room


@pytest.mark.parametrize("code", list(ReasonCode))
def test_what_nothing_was_looked_for_has_no_reading(code: ReasonCode) -> None:
    refused = replace(fakes.refused(QUESTION), reason=Reason(code, "好的。"))
    roles = [block.role for block in blocks(Turn(1, QUESTION, refused)) if isinstance(block, Words)]
    unread = {ReasonCode.NOT_A_QUESTION, ReasonCode.HELP, ReasonCode.REPORTS, ReasonCode.TOO_LONG}
    assert ("reading" in roles) is (code not in unread)


def test_all_that_is_said_has_words() -> None:
    said = {f"kind-{kind}" for kind in Kind} | {f"format-{code}" for code in exporting.FORMATS}
    for key in chain(*GROUPS.values()):
        said |= {f"do-{key.code}", f"about-{key.code}"}
    assert said <= set(WORDINGS)


def test_keys_are_bound_once() -> None:
    keys = [one for key in KEYS for one in key.key.split(",")]
    assert len(keys) == len(set(keys))
    assert len(all_ids()) == len(set(all_ids()))


def test_a_label_has_no_mark_of_ambiguous_width() -> None:
    for answer in (fakes.advisers(Question("legal advisers")), fakes.refused(QUESTION)):
        lines = [labels.reading(answer.query)]
        lines += [labels.where(citation) for citation in answer.citations]
        assert not [c for line in lines for c in line if unicodedata.east_asian_width(c) == "A"]


@pytest.mark.parametrize(
    ("places", "found"),
    [
        (("清水镇", "白石镇", "清水镇"), ["白石镇有几名法律顾问", "各镇调解了多少起矛盾纠纷"]),
        (("坏镇",), ["各镇调解了多少起矛盾纠纷"]),
        (("",), []),
        (("清水镇", *(f"{n}镇" for n in range(99))), ["清水镇有几名法律顾问"]),
    ],
)
def test_only_questions_that_are_answered_are_offered(
    places: tuple[str, ...], found: list[str]
) -> None:
    def ask(question: Question) -> Answer:
        known = question.text.startswith(("清水镇有几", "白石镇有几", "各镇"))
        answer = (fakes.advisers if known else fakes.refused)(question)
        return replace(answer, confidence=1.0 if "白石镇" in question.text else 0.5)

    assert list(examples.answered(ask, places)) == found


NAMES = ("云乐镇", "云台镇", "彭浦镇", "Annual Report")
COMPLETIONS = [
    ("nothing typed", "", [], []),
    ("a place at the end", "请问云", [], ["请问云乐镇", "请问云台镇"]),
    ("longer ends win", "云乐", [], ["云乐镇"]),
    ("one letter says too little", "a", [], []),
    ("two letters in any case", "an", [], ["Annual Report"]),
    (
        "an earlier question comes first",
        "云",
        ["云乐镇有几名"],
        ["云乐镇有几名", "云乐镇", "云台镇"],
    ),
    ("a whole name has no more", "云乐镇", [], []),
    ("an equal question is no completion", "问", ["问"], []),
]


@pytest.mark.parametrize(
    ("value", "earlier", "found"), [c[1:] for c in COMPLETIONS], ids=[c[0] for c in COMPLETIONS]
)
def test_completions(value: str, earlier: list[str], found: list[str]) -> None:
    assert completion.completions(value, NAMES, earlier) == found


@pytest.mark.parametrize(
    ("text", "needle", "found"),
    [
        ("法律顾问和顾问", "顾问", [(2, 4), (5, 7)]),
        ("Legal ADVISERS", "advisers", [(6, 14)]),
        ("法律\n顾问", "法律 顾问", [(0, 5)]),
        ("a.c abc", "a.c", [(0, 3)]),
        ("顾问", "  ", []),
    ],
)
def test_find_all(text: str, needle: str, found: list[tuple[int, int]]) -> None:
    assert list(finding.find_all(text, needle)) == found


def test_a_figure_is_not_found_inside_a_longer_one() -> None:
    report, _ = fakes.written("a-2020", "甲镇", 2020, ["共12名,2名,计1.2名、1,2名"])
    assert finding.places_of("2名", [report]) == [finding.Place("a-2020", 5, 7)]


def test_context_widens_by_sentences_and_stops_at_the_ends() -> None:
    report, pieces = fakes.written(
        "a-2020", "甲镇", 2020, ["#一、题", "甲。", "乙。", "#二、题", "丙。"]
    )
    middle = next(p for p in pieces if p.text == "乙。")
    spans = [finding.widen(pieces, middle.start, middle.end, steps) for steps in range(3)]
    assert [report.text[s:e] for s, e in spans] == [
        "乙。",
        "甲。\n乙。\n二、题\n丙。",
        "甲。\n乙。\n二、题\n丙。",
    ]


def test_headings_make_a_tree() -> None:
    _, pieces = fakes.WORLD["qingshui-2023"]
    top = outlines.outline_of(pieces)
    shape = [(one.text, [below.text for below in one.below]) for one in top]
    assert shape == [
        ("一、主要举措和成效", ["(一)依法决策", "(二)公共法律服务"]),
        ("二、存在的不足", []),
    ]
    last: Sentence = pieces[-2]
    assert [one.text for one in outlines.path_to(top, last.start)] == ["二、存在的不足"]


def test_a_comparison_is_a_table_of_places_and_years() -> None:
    answer = fakes.compared(QUESTION)
    table = tables.table_of(answer.rows)
    assert (table.places, table.years) == (("清水镇", "白石镇"), (2022, 2023))
    found = [tables.cited(table.cells["白石镇", year], answer) for year in (2022, 2023)]
    assert found == [None, answer.citations[2]]


def test_a_cell_a_place_needs_no_columns() -> None:
    rows = fakes.compared(QUESTION).rows[1:3]
    assert tables.table_of(rows).years == (None,)


def test_bars_compare_the_common_unit_only() -> None:
    rows = fakes.across(QUESTION).rows
    assert tables.bar_lengths(rows, 20) == [3, 20, 0]
    assert tables.bar_lengths([replace(row, figure=None) for row in rows], 20) == [0, 0, 0]


TURNS = [
    Turn(1, Question("坏镇 *有* <几名>"), fakes.hostile(QUESTION)),
    Turn(2, Question("猫"), fakes.refused(QUESTION)),
    Turn(3, Question("错"), error="坏了 <b>"),
]


def test_markdown_shows_report_text_as_it_is() -> None:
    from markdown_it import MarkdownIt

    page = exporting.to_markdown("名", TURNS)
    html = MarkdownIt("commonmark").render(page)
    assert "坏镇 *有* &lt;几名&gt;" in html
    assert "<strong>配备[bold]9名[/bold]</strong>*组织*&lt;b&gt;顾问&lt;/b&gt;" in html
    assert html.count("<h2>") == 3
    assert "\x1b" not in page


def test_html_is_one_page_that_asks_for_nothing() -> None:
    page = exporting.to_html("<名>", TURNS)
    assert "&lt;b&gt;顾问&lt;/b&gt;" in page
    assert "<mark>配备[bold]9名[/bold]</mark>" in page
    assert not re.search(r"(?:src|href)=|url\(|https?:", page)


def test_json_lines_are_the_public_records() -> None:
    records = [json.loads(line) for line in exporting.to_json_lines("", TURNS).splitlines()]
    assert [record["status"] for record in records] == ["answered", "abstained"]
