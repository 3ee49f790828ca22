"""Figures: a table of what counts and what does not, and what holds for every text."""

from decimal import Decimal
from itertools import pairwise
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.analysis.figures import find_figures
from qa.language.clauses import cut
from qa.language.numerals import write
from qa.model import Figure
from tests.cases import read_cases

CASES = read_cases("figures.tsv")
TEXTS = st.text(
    "0123456789.,:：，。;%—-/一二三两十百千万亿半几数余多近超约不个名件元分之年第以上下至到“”()",
    max_size=60,
)


def show(figure: Figure) -> str:
    bounds = dict.fromkeys((figure.low, figure.high))
    value = "..".join(write(bound) for bound in bounds)
    return f"{figure.text} {figure.relation} {value} {figure.unit or '-'}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_figures_are_as_in_the_table(case: list[str]) -> None:
    assert list(map(show, find_figures(case[0]))) == case[1:]


def test_the_table_has_all_relations() -> None:
    relations = {cell.split()[-3] for case in CASES for cell in case[1:]}
    assert relations == {"=", ">", ">=", "<", "<=", "~", "range"}


@given(st.one_of(TEXTS, st.text(max_size=80)))
def test_figures_are_slices_of_their_clause_in_order(text: str) -> None:
    figures = find_figures(text)
    for figure in figures:
        assert figure.text == text[figure.start : figure.end] != ""
        start, end = figure.clause
        assert start <= figure.start < figure.end <= end
        assert figure.low <= figure.high
    ends = [(figure.start, figure.end) for figure in figures]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))


@given(TEXTS)
def test_the_clause_of_a_figure_is_one_of_its_sentence(text: str) -> None:
    # 1：2 is one figure across a mark that cuts elsewhere; then the clause is the figure itself.
    for figure in find_figures(text):
        assert figure.clause in {*cut(text), (figure.start, figure.end)}


@given(st.integers(0, 10**9), st.sampled_from("名件元个"))
def test_a_plain_number_keeps_its_value(number: int, unit: str) -> None:
    for written in (f"{number}{unit}", f"{number:,}{unit}"):
        (figure,) = find_figures(f"办理{written}")
        assert (figure.low, figure.high, figure.unit, figure.text) == (
            Decimal(number),
            Decimal(number),
            unit,
            written,
        )


@given(st.integers(1, 99_999), st.sampled_from(["万", "亿"]))
def test_a_power_of_ten_multiplies(number: int, power: str) -> None:
    (figure,) = find_figures(f"投资{number}{power}元")
    assert figure.low == number * {"万": 10**4, "亿": 10**8}[power]


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("我镇配备1名法律顾问", "法律顾问"),
        ("涉案金额18.6余万元", "涉案金额"),
        ("今年镇政府投资37万元建设了文化墙", "今年镇政府投资"),
        ("调解成功率达98%以上", "调解成功率"),
        ("占比由12%提高到18%", "占比"),
        ("受众820余人", "受众"),
        ("辖区5个村也已全部配备", "村"),
        ("从2件增加到5件", ""),
        ("5人", ""),
    ],
)
def test_what_a_figure_counts(sentence: str, counted: str) -> None:
    assert find_figures(sentence)[0].of == counted


@pytest.mark.parametrize(("sentence", "changes"), read_cases("changes.tsv"))
def test_what_a_thing_changed_by_is_told_apart(sentence: str, changes: str) -> None:
    told = [figure.text for figure in find_figures(sentence) if figure.change]
    assert (" ".join(told) or "-") == changes


@pytest.mark.parametrize(
    "unit", ["一", "1", "万亿", "一个半", "三分之", "1,", "1:", "近", "九名", "第"]
)
def test_junk_of_a_hundred_thousand_characters_is_read(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    for figure in find_figures(text):
        assert figure.text == text[figure.start : figure.end]
        assert isfinite(figure.low) and isfinite(figure.high)  # noqa: PT018


def test_a_ratio_of_codes_is_no_figure() -> None:
    assert find_figures(f"{'1' * 400}:{'2' * 400}") == ()


def test_a_number_cut_by_a_line_end_is_not_read_from_its_tail() -> None:
    assert find_figures("满意率达98.\n6%") == ()
