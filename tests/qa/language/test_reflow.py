"""Reflow: what is taken out of a text to be read, and where what is left stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.reflow import reflow, to_raw


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("成功率达到98.\n6%。", "成功率达到98.6%。"),
        ("自助机1\n2台", "自助机12台"),
        ("全镇有 356 户，2019 年 5 月 3 日", "全镇有356户，2019年5月3日"),
        ("纠\n　　纷", "纠纷"),
        ("the quick\nbrown fox", "the quick brown fox"),
        ("指标\t2023年\t98 %", "指标\t2023年\t98%"),
        ("⾦⼭镇⻔⻛乡", "金山镇门风乡"),
        ("第 一 条", "第 一 条"),
    ],
)
def test_a_text_is_read_as_a_person_does(raw: str, read: str) -> None:
    assert reflow(raw) == read


@given(st.text(alphabet="镇1.9%纠⻔a \n\t　", max_size=60))
def test_every_character_read_stands_in_the_raw_text(raw: str) -> None:
    read = reflow(raw)
    for at, char in enumerate(read):
        start, end = to_raw(raw, at, at + 1)
        assert end == start + 1
        assert raw[start] == char or char == " " or "\u2e80" <= raw[start] <= "\u2fdf"
    assert len(read) <= len(raw)
    assert to_raw(raw, 0, len(read))[1] <= len(raw)
