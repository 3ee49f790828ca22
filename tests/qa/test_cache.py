"""Cache: made once, made again if damaged, made each time where nothing can be kept."""

from pathlib import Path

import pytest

import qa.cache
from qa.cache import keep


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setattr(qa.cache, "user_cache_path", lambda _: folder)
    return folder


def forbidden() -> bytes:
    raise AssertionError("made again")


def test_what_was_made_is_kept(cache: Path) -> None:
    assert keep("thing", "1", lambda: b"made\nof lines") == b"made\nof lines"
    assert keep("thing", "1", forbidden) == b"made\nof lines"


@pytest.mark.parametrize("damage", [b"", b"no seal", b"00000000\nother"])
def test_what_is_damaged_is_made_again(cache: Path, damage: bytes) -> None:
    keep("thing", "1", lambda: b"made")
    (cache / "thing-1").write_bytes(damage)
    assert keep("thing", "1", lambda: b"again") == b"again"


def test_old_versions_go(cache: Path) -> None:
    for stamp in "abcdefghijkl":
        keep("thing", stamp, lambda: b"made")
    assert len(list(cache.iterdir())) == 8


def test_without_a_folder_it_is_made_each_time(cache: Path) -> None:
    cache.write_text("in the way", encoding="utf-8")
    assert [keep("thing", "1", lambda: b"made") for _ in "ab"] == [b"made", b"made"]
