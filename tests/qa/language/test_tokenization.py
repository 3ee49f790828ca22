"""Tokens are what they are said to be, and jieba on demand cuts like jieba."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jieba
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa.language import tokenization
from qa.language.normalization import fold
from qa.language.tokenization import (
    Dictionary,
    is_word,
    pos,
    segmenter,
    tokenize,
    words,
    words_with_offsets,
)

ROOT = Path(__file__).parents[3]
REPORTS = sorted((ROOT / "corpus" / "reports").glob("*.txt"))
ENTRIES = "上海 9 ns\n上海市 5 ns\n法律 7 n\n法律顾问 3 n\n法律顾问 4 l\n顾问 2 n\n"


def sentences() -> list[str]:
    lines = (line for path in REPORTS for line in path.read_text("utf-8").splitlines())
    return [part for line in lines for part in line.split("。") if part]


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


def test_words_are_those_of_jieba() -> None:
    jieba.setLogLevel(60)
    assert len(sentences()) > 300
    for text in sentences():
        assert words(text) == list(jieba.cut_for_search(text))
        assert words(text, search=False) == list(jieba.cut(text))
        assert words_with_offsets(text) == list(jieba.tokenize(text))


@given(st.text() | st.text("上海市法律顾问工作报告全面推进A1 。", max_size=30))
def test_words_with_offsets_tile_the_text(text: str) -> None:
    end = 0
    for word, start, stop in words_with_offsets(text):
        assert (start, text[start:stop]) == (end, word)
        end = stop
    assert end == len(text)


@pytest.mark.parametrize(
    ("word", "known", "tag"),
    [
        ("上海", True, "ns"),
        ("调解", True, "v"),
        ("法律顾", False, None),
        ("云乐镇", False, None),
        ("云", True, "ns"),
        ("", False, None),
    ],
)
def test_the_dictionary_knows(word: str, known: bool, tag: str | None) -> None:
    assert (is_word(word), pos(word)) == (known, tag)


def test_the_segmenter_has_a_version() -> None:
    assert jieba.__version__ in segmenter()


@pytest.fixture
def make(tmp_path: Path) -> Callable[[], Dictionary]:
    """Opens a small dictionary, as a process would."""
    source = tmp_path / "dict.txt"
    source.write_text(ENTRIES, "utf-8")
    return lambda: Dictionary(source, tmp_path / "cache" / "words.sqlite3")


def assert_sound(dictionary: Dictionary) -> None:
    text = "上海市法律顾问"
    assert list(dictionary.cover(text).jieba.cut(text)) == ["上海市", "法律顾问"]
    assert dictionary.counts["法律顾问"] == 4  # of two entries the last, as jieba has it
    assert dictionary.counts["法律顾"] == 0
    assert dictionary.tags["法律顾问"] == "l"
    assert dictionary.jieba.total == 30


def test_a_dictionary_is_made_once_and_read_as_far_as_needed(
    make: Callable[[], Dictionary], tmp_path: Path
) -> None:
    assert_sound(make())
    (tmp_path / "dict.txt").write_text("", "utf-8")
    again = make()
    assert not again.counts
    assert_sound(again)
    again.cover("上\ud800\n法")
    assert "顾问" in again.cover("顾问").counts
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["words.sqlite3"]


def test_makers_at_the_same_time_do_not_disturb_each_other(
    make: Callable[[], Dictionary], tmp_path: Path
) -> None:
    with ThreadPoolExecutor(4) as pool:
        for dictionary in pool.map(lambda _: make(), range(8)):
            assert_sound(dictionary)
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["words.sqlite3"]


def test_without_a_cache_folder_the_dictionary_is_held_in_memory(
    make: Callable[[], Dictionary], tmp_path: Path
) -> None:
    (tmp_path / "cache").touch()
    assert_sound(make())
    assert (tmp_path / "cache").is_file()


@pytest.mark.parametrize("keep", [0, 50, 4096, 5000])
def test_a_truncated_dictionary_is_made_anew(
    make: Callable[[], Dictionary], tmp_path: Path, keep: int
) -> None:
    assert_sound(make())
    file = tmp_path / "cache" / "words.sqlite3"
    whole = file.read_bytes()
    file.write_bytes(whole[:keep])
    assert_sound(make())
    assert file.read_bytes() == whole


@pytest.mark.parametrize(("old", "new"), [(b" 9 ns", b"~9~ns"), (b" 9 ns", b" \xff ns")])
def test_a_dictionary_damaged_within_is_given_up_and_made_anew(
    make: Callable[[], Dictionary], tmp_path: Path, old: bytes, new: bytes
) -> None:
    assert_sound(make())
    file = tmp_path / "cache" / "words.sqlite3"
    whole = file.read_bytes()
    file.write_bytes(whole.replace(old, new))
    assert file.read_bytes() != whole
    assert_sound(make())
    assert_sound(make())
    assert file.read_bytes() == whole


def test_threads_cut_alike() -> None:
    texts = sentences()[:60]
    alone = [words(text) for text in texts]
    tokenization._dictionary.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(words, texts)) == alone


def test_a_first_cut_is_quiet_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """With every warning an error and no byte code at hand, as after a fresh installation."""
    code = (
        "from qa.language.tokenization import words\nimport sys\nprint(*words('法律顾问'))\n"
        "assert 'pkg_resources' not in sys.modules and 'numpy' not in sys.modules"
    )
    folders = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "PYTHONPYCACHEPREFIX")
    for name in folders:
        (tmp_path / name).mkdir()
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, **{name: str(tmp_path / name) for name in folders}},
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert (done.stdout, done.stderr) == ("法律 顾问 法律顾问\n", "")
    assert not list((tmp_path / "TMPDIR").iterdir())


def test_other_users_of_jieba_keep_theirs() -> None:
    words("法律顾问")
    assert jieba.dt.FREQ is not tokenization._dictionary().counts
