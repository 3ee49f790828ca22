"""The dictionary is read as far as it is needed, and comes back whole from any damage."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa.language.segmentation.dictionary import Dictionary

ENTRIES = "上海 9 ns\n上海市 5 ns\n法律 7 n\n法律顾问 3 n\n法律顾问 4 l\n顾问 2 n\n"


@pytest.fixture
def make(tmp_path: Path) -> Callable[[], Dictionary]:
    """Opens a small dictionary, as a process would."""
    source = tmp_path / "dict.txt"
    source.write_text(ENTRIES, "utf-8")
    return lambda: Dictionary(source, tmp_path / "cache" / "words.sqlite3")


def assert_sound(dictionary: Dictionary) -> None:
    text = "上海市法律顾问"
    assert list(dictionary.cover(text).segmenter.cut(text)) == ["上海市", "法律顾问"]
    assert dictionary.counts["法律顾问"] == 4  # of two entries the last, as jieba has it
    assert dictionary.counts["法律顾"] == 0
    assert dictionary.tags["法律顾问"] == "l"
    assert list(dictionary.cover("云乐镇").segmenter.cut("云乐镇")) == ["云乐镇"]  # by the model
    assert dictionary.total == 30


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
