"""Tokens are what they are said to be."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa.language.normalization import fold, is_han
from qa.language.tokenization import (
    pos,
    short_tokens,
    tokenize,
    tokenize_lines,
    words,
    words_with_offsets,
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("云", ["云"]),
        ("云乐", ["云", "乐", "云乐"]),
        ("雲樂", ["云", "乐", "云乐"]),
        ("法律顾问", [*"法律顾问", "法律", "律顾", "顾问", "法律顾问"]),
        ("有66.64万元", [*"有万元", "万元", "66.64"]),
        ("1,234,567.8和1,2", ["和", "1234567.8", "1", "2"]),
        ("２０２３年", ["年", "2023"]),
        ("12.4宪法日", [*"宪法日", "宪法", "法日", "12.4"]),
        ("WeChat直播5G", [*"直播", "直播", "wechat", "5", "g"]),
        ("问,答。", ["问", "答"]),
        ("问\ud800答\n\0", ["问", "答"]),
    ],
)
def test_tokenize(text: str, wanted: list[str]) -> None:
    assert tokenize(text) == wanted


@given(st.text() | st.text("云乐镇法律顾问有1名。,. aB２", max_size=40))
def test_tokens_do_not_depend_on_spelling_and_stand_in_the_text(text: str) -> None:
    assume("薴" not in text)  # see the law of folding twice
    assert tokenize(fold(text)) == tokenize(text)
    assert all(token in fold(text).replace(",", "") for token in tokenize(text))


LINES = st.text() | st.text("法治政府工作報告云乐镇二〇二三年12.a\r\n ", max_size=20)


@given(st.lists(LINES, min_size=1, max_size=4))
def test_lines_have_the_tokens_of_the_text_they_stand_in(lines: list[str]) -> None:
    assert tokenize_lines(lines) == tokenize("\n".join(lines))


@given(st.text("法律顾问乡镇 ab12.,，", max_size=20))
def test_short_tokens_are_all_but_the_longer_words(text: str) -> None:
    short = [token for token in tokenize(text) if len(token) < 3 or not is_han(token[0])]
    assert short_tokens(text) == short


@given(st.text() | st.text("上海市法律顾问工作报告全面推进A1 。欧阳昱", max_size=30))
def test_longer_words_are_those_among_all_words(text: str) -> None:
    longer = [word for word in words(fold(text)) if len(word) > 2 and all(map(is_han, word))]
    found = [token for token in tokenize(text) if len(token) > 2 and is_han(token[0])]
    assert found == longer


@given(st.text() | st.text("上海市法律顾问工作报告全面推进A1 。", max_size=30))
def test_words_with_offsets_tile_the_text(text: str) -> None:
    end = 0
    for word, start, stop in words_with_offsets(text):
        assert (start, text[start:stop]) == (end, word)
        end = stop
    assert end == len(text)


@pytest.mark.parametrize(
    ("word", "tag"),
    [("上海", "ns"), ("调解", "v"), ("法律顾", None), ("云乐镇", None), ("云", "ns"), ("", None)],
)
def test_the_dictionary_tells_parts_of_speech(word: str, tag: str | None) -> None:
    assert pos(word) == tag
