"""Words sound as the library says, which is not loaded to say so."""

import itertools
import random

import pytest
from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from qa.language.pinyin import characters, cuts, readings_of, syllables

WORDS = [
    ("责任书", "ze ren shu"),
    ("重庆重要", "chong qing zhong yao"),
    ("银行行长", "yin hang hang zhang"),
    ("绿化", "lv hua"),
    ("第3名", "di 3 ming"),
    ("", ""),
]


@pytest.mark.parametrize(("word", "sound"), WORDS)
def test_a_phrase_is_read_as_a_whole(word: str, sound: str) -> None:
    assert syllables(word) == tuple(sound.split())


def test_characters_phrases_and_what_is_made_of_them_sound_as_in_the_library() -> None:
    chance = random.Random(5)
    known = [*map(chr, PINYIN_DICT), *PHRASES_DICT]
    made = ["".join(chance.choices([*PHRASES_DICT], k=2)) for _ in range(500)]
    for word in (*chance.sample(known, 2000), *made):
        assert syllables(word) == tuple(lazy_pinyin(word)), word
        heard = pinyin(word, style=Style.NORMAL, heteronym=True, errors="ignore")
        assert readings_of(word) == list(map(tuple, heard)), word


def test_a_name_has_every_reading_of_its_characters() -> None:
    assert readings_of("云A乐镇") == [("yun",), ("le", "yue"), ("zhen",)]


@pytest.mark.parametrize(
    ("spelling", "ways"),
    [
        ("liucun", ["liu cun"]),
        ("xian", ["xi an"]),
        ("fangan", ["fan gan", "fang an"]),
        ("women", ["wo men"]),
        ("jiangxi", ["ji ang xi", "jiang xi"]),
        ("covid", []),
        ("liu", []),
        ("", []),
    ],
)
def test_a_spelling_is_cut_into_syllables(spelling: str, ways: list[str]) -> None:
    assert sorted(map(" ".join, cuts(spelling))) == ways


def test_every_pair_of_everyday_characters_is_among_those_that_sound_so() -> None:
    chance = random.Random(7)
    everyday = [c for c in map(chr, PINYIN_DICT) if len(c.encode("gb2312", "ignore")) > 1]
    for _ in range(500):
        one, other = chance.choices(everyday, k=2)
        for first, second in itertools.product(*readings_of(one), *readings_of(other)):
            assert (first, second) in cuts(first + second)
            assert one in characters(first)
            assert other in characters(second)
