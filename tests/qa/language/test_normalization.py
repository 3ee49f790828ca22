"""Folding keeps every character in its place and makes one spelling of many."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa.language.normalization import fold, han_runs, is_han

opencc = pytest.importorskip("opencc")
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("云乐镇2023年", "云乐镇2023年"),
        ("雲樂鎮有幾名法律顧問", "云乐镇有几名法律顾问"),
        ("ＡＢc１２３％：（）", "abc123%:()"),
        ("㎡……Ⅲ①½", "㎡……ⅲ1½"),
        ("WeChat公众号", "wechat公众号"),
        ("“引号”—《书》", "“引号”—《书》"),
        ("⼀⼆", "一二"),
        ("乾坤 乾燥 顯著", "乾坤 干燥 显著"),
        ("İstanbul", "İstanbul"),
        ("雲\ud800樂\n", "云\ud800乐\n"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text() | st.text(HAN))
def test_fold_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text() | st.text(HAN))
def test_folding_twice_is_folding_once(text: str) -> None:
    assume("薴" not in text)  # for OpenCC it is 苧, and 苧 is 苎
    assert fold(fold(text)) == fold(text)


@given(st.text("云乐镇法治 aZ,。1", max_size=20), st.text("云乐镇法治 aZ,。1", max_size=20))
def test_simplified_text_is_folded_piece_by_piece(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


def test_every_character_that_opencc_changes_is_listed() -> None:
    convert = opencc.OpenCC("t2s").convert
    blocks = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x323B0))
    changed = {char for block in blocks for char in map(chr, block) if convert(char) != char}
    data = Path(__file__).parents[3] / "qa" / "data" / "lexicon/traditional.txt"
    lines = data.read_text("utf-8").splitlines()
    assert changed <= {char for line in lines if not line.startswith("#") for char in line}


@pytest.mark.parametrize(
    ("char", "wanted"),
    [("国", True), ("〇", True), ("㐀", True), ("\U00020000", True), ("國", True)]
    + [(char, False) for char in "。“1aあ가 —々"],
)
def test_is_han(char: str, wanted: bool) -> None:
    assert is_han(char) is wanted


@given(st.text())
def test_han_runs_are_all_the_chinese_characters(text: str) -> None:
    runs = han_runs(text)
    assert "".join(runs) == "".join(char for char in text if is_han(char))
    assert all(run in text for run in runs)


@given(st.characters())
def test_chinese_characters_are_letters_or_the_zero(char: str) -> None:
    assert not is_han(char) or char == "〇" or unicodedata.category(char) in ("Lo", "Cn")
