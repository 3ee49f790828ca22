"""Cutting reports: a table of awkward texts, and what holds for every text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.ingestion.reports import read_reports
from qa.ingestion.roles import is_table
from qa.ingestion.sentences import split
from qa.language.reflow import reflow
from qa.language.resources import read_rows
from qa.model import Report, Sentence

TABLES = Path(__file__).parents[2] / "tables"
CORPUS = Path(__file__).parents[3] / "corpus"
CASES = tomllib.loads((TABLES / "sentences.toml").read_text(encoding="utf-8"))["case"]
ROLES = {"B": "body", "H": "heading", "C": "boilerplate"}
TEXTS = st.text(alphabet="一二是要、（(）)“”《》。；;！：:，, \n\r\t|1.9—年工作镇x?", max_size=200)


def cut(text: str, title: str = "") -> tuple[Sentence, ...]:
    return split(Report("r", "", "", None, title, "", text, ""))


def check_tiling(text: str, pieces: tuple[Sentence, ...]) -> None:
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(reflow(text[piece.start : piece.end]) == piece.text for piece in pieces)
    counted = [piece.ordinal for piece in pieces if piece.role != "boilerplate"]
    assert counted == list(range(1, len(counted) + 1))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_pieces_are_as_in_the_table(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [p for p in cut(text, case.get("title", "")) if p.text.strip()]
    raw = [(p.role, text[p.start : p.end]) for p in found]
    assert raw == [(ROLES[p[0]], p[2:]) for p in case["pieces"]]
    assert found[-1].section == tuple(case.get("last", ()))


@given(st.one_of(st.text(max_size=200), TEXTS))
def test_pieces_tile_any_text(text: str) -> None:
    check_tiling(text, cut(text))


@given(TEXTS)
@example("1\t1\n1\t")
def test_pieces_to_quote_are_trimmed_and_hold_a_word(text: str) -> None:
    for piece in cut(text):
        if piece.role != "boilerplate":
            assert piece.text == piece.text.strip()
            assert any(char.isalnum() for char in piece.text)


@given(
    st.lists(st.sampled_from(["办案10件", "调解（含口头）20件", "推行“四步法；四心”"]), min_size=1)
)
def test_plain_sentences_are_cut_apart(clauses: list[str]) -> None:
    sentences = [clause + "。" for clause in clauses]
    assert [piece.text for piece in cut("".join(sentences))] == sentences


@given(TEXTS)
def test_two_runs_give_the_same_pieces(text: str) -> None:
    assert cut(text) == cut(text)


@pytest.mark.parametrize("report", read_reports(CORPUS), ids=lambda report: report.id)
def test_shipped_reports_are_cut_to_whole_sentences(report: Report) -> None:
    pieces = split(report)
    check_tiling(report.text, pieces)
    for piece in pieces:
        if piece.role == "body":
            assert piece.text[-1] in "。！？；;：:）)"
            assert piece.text.count("“") == piece.text.count("”")
            assert len(piece.text) <= 220


@pytest.mark.parametrize(
    ("report", "text", "section"),
    [
        (
            "yunle-2023",
            "我镇配备1名法律顾问,辖区5个村也已全部配备一名法律顾问",
            (
                "一、上一年度法治政府建设的主要举措和成效",
                "(五)依法处置突发事件、提供公共法律服务和化解社会矛盾纠纷等情况",
                "三是健全公共法律服务",
            ),
        ),
        (
            "zhoucun-2024",
            "全区共受理各类矛盾纠纷2743件",
            (
                "二、推进法治政府建设的主要举措和成效",
                "(五)有效化解矛盾纠纷,经济社会发展和谐稳定",
            ),
        ),
        (
            "pengpu-2023",
            "培养法治带头人和法律明白人共计144人",
            (
                "一、2023年法治政府建设的主要举措和成效",
                "(四)深化法治宣传,为法治政府建设营造良好环境",
                "二是加强基层法治队伍的建设",
            ),
        ),
        ("hetang-2019", "6人通过行政执法证考试", ("四、行政执法严格规范公正文明",)),
    ],
)
def test_sections_of_shipped_reports(report: str, text: str, section: tuple[str, ...]) -> None:
    pieces = split(next(found for found in read_reports(CORPUS) if found.id == report))
    assert section == next(piece.section for piece in pieces if text in piece.text)


def test_the_data_files_hold_known_kinds_only() -> None:
    kinds = {row[0] for row in read_rows("ingestion/boilerplate.tsv")}
    assert kinds == {"keep", "line", "label", "tail", "run", "contents"}
    assert {row[0] for row in read_rows("ingestion/heading-words.tsv")} == {"end", "begin"}
    assert {row[1] for row in read_rows("ingestion/headings.tsv")} == {"lasting", "passing"}


def test_a_text_of_a_million_characters_without_a_break_is_cut() -> None:
    text = "一、（“" * 300_000 + "。"
    check_tiling(text, cut(text))


@pytest.mark.parametrize(
    ("line", "table"),
    [
        ("行政规范性文件77132470第二十条第（五）项行政许可2629行政处罚1330行政强制54", True),
        (
            "申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他" * 3,
            True,
        ),
        ("收入由2002年7703元增加到2007年13786元，纯收入由2476元增加到4140元，增幅明显", False),
        ("行政许可2629", False),
    ],
)
def test_tables_are_told_from_sentences(line: str, table: bool) -> None:
    assert is_table(line) is table
