"""Measure words and the numbers that count nothing, as the data files have them."""

import re
from pathlib import Path

import pytest

import qa.language.units
from qa.analysis.figures import find_figures
from qa.language.units import exclusions, kinds, longest_first, units

DATA = Path(qa.language.units.__file__).parents[1] / "data"


def lines(name: str) -> list[str]:
    found = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in found if line.strip() and not line.startswith("#")]


def test_every_kind_has_units() -> None:
    assert {"persons", "things", "money", "share", "time"} <= set(kinds())
    assert all(kinds().values())


def test_units_come_without_powers_of_ten() -> None:
    assert {"元", "名", "%", "人次", "平方米"} <= units()
    assert not [unit for unit in units() if unit[0] in "万亿"]


def test_longer_units_come_first() -> None:
    found = longest_first()
    assert {"万元", "元", "人次", "人"} <= set(found)
    assert list(map(len, found)) == sorted(map(len, found), reverse=True)


# 月 and 第 count nothing behind a number, and 千元 is 元 a thousand times.
@pytest.mark.parametrize("unit", sorted(units() - {"第", "月", "千元", "百万元", "千万元"}))
def test_a_figure_is_read_with_every_unit(unit: str) -> None:
    assert [(f.low, f.unit) for f in find_figures(f"合计37.5{unit}")] == [(37.5, unit)]


@pytest.mark.parametrize("line", lines("unit-classes.txt"))
def test_units_that_may_stand_for_each_other_are_units(line: str) -> None:
    assert set(line.split()) <= set(longest_first())


@pytest.mark.parametrize("line", lines("analysis/not-figures.txt"))
def test_every_line_of_exclusions_is_a_pattern_that_wants_something(line: str) -> None:
    assert re.compile(line).search("") is None


@pytest.mark.parametrize("text", ["一把手", "十九届", "2023年", "12345热线", "第一责任人"])
def test_what_counts_nothing_is_excluded(text: str) -> None:
    assert exclusions().search(text)


@pytest.mark.parametrize("text", ["1名", "两名律师", "2688件", "18.6余万元", "95%"])
def test_what_counts_is_not_excluded(text: str) -> None:
    assert not exclusions().search(text)
