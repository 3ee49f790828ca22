"""Numerals: a table of numbers and their values, and what holds for every number."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.numerals import (
    integer_of,
    number_pattern,
    power_pattern,
    to_digits,
    value_of,
    write,
)
from tests.cases import read_cases


@pytest.mark.parametrize(("number", "value"), read_cases("numerals.tsv"))
def test_numbers_have_their_value(number: str, value: str) -> None:
    assert value_of(number) == (None if value == "-" else Decimal(value))


@pytest.mark.parametrize(
    ("number", "value"), [row for row in read_cases("numerals.tsv") if row[1] != "-"]
)
def test_the_grammar_takes_numbers_whole(number: str, value: str) -> None:
    if number not in ("③", "⑳", "１２３"):  # folded before they are looked for
        assert re.fullmatch(number_pattern() + power_pattern(), number)


@given(st.decimals(0, 99_999, places=2), st.sampled_from(["", "万", "亿", "万亿"]))
def test_values_are_exact(number: Decimal, power: str) -> None:
    worth = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[power]
    assert value_of(f"{number}{power}") == number * worth


def spell(number: int) -> str:
    """A whole number below a hundred million in Chinese, each place with its power."""
    high, low = divmod(number, 10_000)
    if high:
        gap = "零" if 0 < low < 1000 else ""
        return f"{spell(high)}万{gap}{spell(low) if low else ''}"
    text, zero = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if zero and text else "") + "零一二三四五六七八九"[digit] + sign
        zero = not digit
    return text or "零"


@given(st.integers(0, 99_999_999))
def test_a_number_in_chinese_is_read_back(number: int) -> None:
    assert integer_of(spell(number)) == number


@given(st.decimals(-(10**6), 10**12, places=3))
def test_a_value_is_written_short_and_read_back(value: Decimal) -> None:
    text = write(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert not re.search(r"\.\d*0$|\.$", text)


@given(st.sampled_from(["零〇一二两三四五六七八九十百千万亿", "0123456789"]), st.data())
def test_no_number_begins_inside_another(characters: str, data: st.DataObject) -> None:
    number = data.draw(st.text(characters, min_size=2, max_size=30))
    pattern = re.compile(number_pattern())
    assert not any(pattern.match(f"共{number}件", at) for at in range(2, len(number) + 1))


@given(st.text(max_size=40))
def test_digits_keep_their_places(text: str) -> None:
    digits = to_digits(text)
    assert len(digits) == len(text)
    assert not set(digits) & set("〇一二三九")
