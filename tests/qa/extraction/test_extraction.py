"""Extraction: which figures fit a question, and how much of a sentence an answer takes."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.analysis.figures import find_figures
from qa.engine import Engine
from qa.extraction.clause_runs import LONG, SHORT, length
from qa.extraction.things.units import fit_of
from qa.language.units import kinds
from qa.model import Kind, Query, Question
from qa.settings import Settings

PLACES = ("机关", "乡村", "社区", "学校", "企业", "单位", "家庭", "网络", "军营", "景区", "工地")
TOWNS = ("杏花镇", "梨花镇", "荷花镇", "菊花镇", "梅花镇", "兰花镇")
ONE_CLAUSE = "、".join(f"进{place}开展宣传{12 * n}次" for n, place in enumerate(PLACES, 1))
REPORT = f"""桃花镇2024年法治政府建设工作报告
一、工作情况
{ONE_CLAUSE}。
我镇配备3名司法助理员,辖区8个村各配备1名司法助理员,开展咨询40次。
建立信访台账,梳理信访隐患,累计排查25处,整改20处。
由张晓明任组长,李红军任副组长。
因为资金紧张,部分站点建设滞后,所以推迟验收。
全年建成水库2座,投资1200万元,占年度计划的35%,惠及5600人。
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    corpus = tmp_path_factory.mktemp("extraction")
    (corpus / "taohua-2024.txt").write_text(REPORT, encoding="utf-8")
    for number, town in enumerate(TOWNS):
        # The clause begins a character later each time, so that a blind cut hits a number.
        text = REPORT.replace("桃花镇", town).replace("进机关", "特" * number + "进机关")
        (corpus / f"town-{number}.txt").write_text(text, encoding="utf-8")
    with Engine.open(Settings(corpus=corpus, index=corpus / "index.sqlite")) as engine:
        yield engine


SHARES = kinds()["share"]


@pytest.mark.parametrize(
    ("kind", "units", "better", "worse"),
    [
        (Kind.COUNT, ("名", "人"), "3人", "3个"),
        (Kind.COUNT, ("名", "人"), "3位", "3万元"),
        (Kind.COUNT, ("起", "件"), "3起", "3场"),
        (Kind.COUNT, ("场",), "3场", "3名"),
        (Kind.COUNT, ("场",), "3期", "3名"),
        (Kind.COUNT, ("名",), "3名", "一名"),
        (Kind.COUNT, ("名",), "两名", "一名"),
        (Kind.COUNT, ("名",), "十余名", "十名"),
        (Kind.COUNT, ("个",), "3个", "三个"),
        (Kind.COUNT, (), "3名", "3元"),
        (Kind.AMOUNT, (), "3元", "3名"),
        (Kind.AMOUNT, (), "3%", "3个"),
        (Kind.AMOUNT, ("元",), "3万元", "3吨"),
        (Kind.AMOUNT, ("元",), "3万", "3%"),
        (Kind.AMOUNT, ("%", "个百分点"), "3个百分点", "3元"),
        (Kind.AMOUNT, ("岁",), "3岁", "3岁以下"),
        (Kind.AMOUNT, ("元",), "3万元", "3万"),
        (Kind.COUNT, ("名",), "3万", "3万元"),
        (Kind.AMOUNT, (), "3元", "3年"),
        (Kind.AMOUNT, SHARES, "提高3%", "提高3元"),
        (Kind.AMOUNT, SHARES, "每月提高3元", "每月3元"),
    ],
)
def test_a_figure_of_the_unit_asked_for_fits_better(
    kind: Kind, units: tuple[str, ...], better: str, worse: str
) -> None:
    query = Query("", "zh", kind, units=units)
    (good,), (bad,) = find_figures(better), find_figures(worse)
    assert 0 < fit_of(query, bad) < fit_of(query, good) <= 1


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("桃花镇有几名司法助理员", "我镇配备3名司法助理员,辖区8个村各配备1名司法助理员"),
        ("桃花镇开展咨询多少次", "开展咨询40次"),
        ("桃花镇建成几座水库", "全年建成水库2座"),
        ("桃花镇水库投资多少钱", "投资1200万元"),
        ("桃花镇谁任组长", "由张晓明任组长"),
        ("桃花镇排查信访隐患多少处", "累计排查25处"),
    ],
)
def test_the_clause_that_says_it_is_the_answer(small: Engine, text: str, piece: str) -> None:
    assert piece in small.ask(Question(text)).text


@pytest.mark.parametrize(
    "text", ["桃花镇开展咨询多少次", "桃花镇建成几座水库", "桃花镇水库投资多少钱"]
)
def test_an_answer_for_a_figure_holds_few_of_them(small: Engine, text: str) -> None:
    assert len(find_figures(small.ask(Question(text)).text)) <= 3


def test_a_reason_is_given_in_whole(small: Engine) -> None:
    answer = small.ask(Question("桃花镇为什么推迟验收"))
    assert answer.text == "因为资金紧张,部分站点建设滞后,所以推迟验收"


@pytest.mark.parametrize(
    ("place", "times"), [(p, 12 * n) for n, p in enumerate(PLACES, 1) if p != "单位"]
)
def test_of_a_long_clause_the_part_asked_for_is_taken(
    small: Engine, place: str, times: int
) -> None:
    answer = small.ask(Question(f"桃花镇进{place}开展宣传多少次"))
    assert f"{times}次" in answer.text


def test_of_a_long_clause_the_word_itself_decides(small: Engine) -> None:
    assert "进单位开展宣传72次" in small.ask(Question("桃花镇进单位开展宣传多少次")).text


def test_an_answer_is_short_and_breaks_no_item(small: Engine) -> None:
    for town in TOWNS:
        answer = small.ask(Question(f"{town}进社区开展宣传多少次"))
        (_, end), text = answer.citations[0].highlights[0], answer.citations[0].text
        assert length(answer.text) <= SHORT < LONG
        assert text[end] in "、。"


@given(st.text())
def test_blanks_and_commas_have_no_length(text: str) -> None:
    bare = "".join(text.split()).replace(",", "").replace("，", "")
    assert length(text) == len(bare) == length(bare)
