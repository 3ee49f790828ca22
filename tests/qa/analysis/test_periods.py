"""Periods: a table of sentences in their reports, and the years of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.analysis.periods import Timeline, period_of, timeline_of
from qa.language.years import years_in
from qa.model import Report, Sentence
from tests.cases import read_cases


def path(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split(" / "))


@pytest.mark.parametrize("case", read_cases("periods.tsv"), ids="|".join)
def test_periods_are_as_in_the_table(case: list[str]) -> None:
    filed, headings, section, text, years, mood = case
    year = None if filed == "-" else int(filed)
    report = Report("r", "", "", year, "", "", text, "")
    sentence = Sentence("r", 1, 0, len(text), text, path(section))
    found = period_of(sentence, report, timeline_of(report, path(headings)))
    assert (",".join(map(str, found.years)) or "-") == years
    assert ("plan" if found.plan else "fact") == mood


@pytest.mark.parametrize(
    ("caption", "plan"), [("表4 负责人出庭情况", False), ("表5 改造计划", True), ("表6", True)]
)
def test_a_table_that_looks_back_stands_under_plans_and_is_none(caption: str, plan: bool) -> None:
    report = Report("r", "", "", 2023, "", "", "", "")
    headings = ("一、工作成效", "二、下一步打算")
    row = Sentence("r", 1, 0, 4, "公安\t9", (headings[1], caption), "row")
    assert period_of(row, report, timeline_of(report, headings)).plan is plan


def test_a_work_report_reviews_the_year_before() -> None:
    report = Report("r", "", "", 2026, "2026年福建省政府工作报告", "", "", "")
    assert timeline_of(report, ("一、一年接着一年干", "二、推动“十五五”开好局")) == (
        Timeline(2025, frozenset({"二、推动“十五五”开好局"}))
    )


@pytest.mark.parametrize(
    ("opening", "covered"),
    [
        ("各位代表：现在，我代表县人民政府报告2017年工作，请审议。", 2017),
        ("现在,我向大会报告2017年政府工作,请予审议", 2017),
        ("现将2017年工作情况报告如下：", 2017),
        ("现将2016年工作总结和2017年工作安排汇报如下", 2016),
        ("现在，我代表县人民政府向大会报告工作，请审议。", 2016),
        ("2017年，我们迎来了党的十九大。现在报告工作。", 2016),
        ("政府工作报告\n某县2017年政府工作", 2016),
    ],
)
def test_a_report_tells_of_the_year_that_it_says_at_its_beginning(
    opening: str, covered: int
) -> None:
    report = Report("r", "", "", 2017, "某县2017年政府工作报告", "", f"某县\n{opening}", "")
    assert timeline_of(report, ()).covered == covered


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年办了几件", (2023,)),
        ("in 2023, how many", (2023,)),
        ("云乐镇2023多少会议", (2023,)),
        ("2021-2025年", (2021, 2025)),
        ("2023年和2024年哪年多", (2023, 2024)),
        ("2024年比2023年多几件", (2023, 2024)),
        ("2023人均收入", (2023,)),
        ("２０２３年", (2023,)),
        ("二〇二三年几次", (2023,)),
        ("二零一九年几次", (2019,)),
        ("2000人的活动", ()),
        ("2010多件", ()),
        ("《纲要(2021—2025年)》", ()),
        ("今年", ()),
        ("20231", ()),
        ("2023.5", ()),
        ("1234年", ()),
        ("", ()),
    ],
)
def test_years_of_a_question(text: str, years: tuple[int, ...]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("今年", (2024,)),
        ("本年度", (2024,)),
        ("去年", (2023,)),
        ("过去一年", (2023,)),
        ("明年", (2025,)),
        ("今明两年", (2024, 2025)),
        ("今年比去年多", (2024,)),
        ("2020年", (2020,)),
    ],
)
def test_years_of_a_sentence_that_knows_its_own(text: str, years: tuple[int, ...]) -> None:
    assert years_in(text, 2024) == years


@given(st.text("0129年—-至《》“”今去比较件 ", max_size=30), st.none() | st.integers(1990, 2030))
def test_years_ascend_and_stand_in_the_text_or_beside_now(text: str, now: int | None) -> None:
    years = years_in(text, now)
    assert list(years) == sorted(set(years))
    beside = set() if now is None else {now - 1, now, now + 1}
    assert all(str(year) in text or year in beside for year in years)


@given(st.integers(1900, 2099))
def test_a_year_is_read_back(year: int) -> None:
    assert years_in(f"{year}年全年") == years_in(f"在{year}年") == (year,)
