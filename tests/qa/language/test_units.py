"""Measure words and the numbers that count nothing, as the data files have them."""

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

import qa.language.units
from qa.analysis.figures import find_figures
from qa.language.units import (
    asked,
    english_nouns,
    exclusions,
    kinds,
    longest_first,
    nouns,
    records,
    unit_kind,
    units,
)

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
    assert [(f.low, f.unit) for f in find_figures(f"合计37.5{unit}")] == [(Decimal("37.5"), unit)]


def test_every_record_is_of_known_units() -> None:
    known = set(longest_first())
    for record in records():
        # English words count 万人 too, which is 人 ten thousand times.
        told = record.kind or record.english or record.asked_english
        assert told or set(record.units) <= known
        assert record.kind or record.alike or record.nouns or record.english or record.asked_english


def test_a_unit_is_of_one_record_of_its_kind() -> None:
    counts = Counter(record.kind for record in records() if record.kind)
    assert set(counts.values()) == {1}
    assert unit_kind("亩") == "area"
    assert unit_kind("没有") == ""


def test_a_phrase_stands_once() -> None:
    assert len(nouns()) == sum(len(record.nouns) for record in records())
    assert len(asked()) == sum(len(record.asked) for record in records())
    assert len(english_nouns()) == sum(len(record.english) for record in records())


@pytest.mark.parametrize("line", lines("analysis/not-figures.txt"))
def test_every_line_of_exclusions_is_a_pattern_that_wants_something(line: str) -> None:
    assert re.compile(line).search("") is None


@pytest.mark.parametrize("text", ["一把手", "十九届", "2023年", "12345热线", "第一责任人"])
def test_what_counts_nothing_is_excluded(text: str) -> None:
    assert exclusions().search(text)


@pytest.mark.parametrize("text", ["1名", "两名律师", "2688件", "18.6余万元", "95%"])
def test_what_counts_is_not_excluded(text: str) -> None:
    assert not exclusions().search(text)
