import os
from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.language import resources
from qa.query.lexicon import STOPS, Row, compile_lexicon, open_lexicon
from qa.query.synonyms import Synonyms


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "yinju"


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_ones_own_adds_to_ours_in_both_languages(tmp_path: Path, cache: Path) -> None:
    ours = open_lexicon()
    own = write(tmp_path, "# mine\n搞掂|貓狗\t办结\ngizmos|LZ20\t小装置|装置\n")
    mine = open_lexicon([own])
    assert Synonyms(mine).alternatives("搞掂") == (("搞掂", 1.0), ("办结", 0.8))
    assert Synonyms(mine).longest("养了猫狗", 2) == "猫狗"
    assert mine.translate(["gizmo"]) == mine.translate(["lz20"]) == (("小装置", 1.0), ("装置", 0.9))
    assert not ours.translate(["gizmo"])
    assert Synonyms(mine).alternatives("吵架") == Synonyms(ours).alternatives("吵架")


def test_each_word_of_a_mutual_row_is_asked_for_by_each(tmp_path: Path, cache: Path) -> None:
    mine = open_lexicon([write(tmp_path, "冰壶|冰石\t冰球\t=\n")])
    assert dict(Synonyms(mine).alternatives("冰球")) == {"冰球": 1.0, "冰壶": 0.8, "冰石": 0.75}
    assert dict(Synonyms(mine).alternatives("冰壶")) == {"冰壶": 1.0, "冰球": 0.8, "冰石": 0.75}


@pytest.mark.parametrize(
    "line", ["no tab", "a\t", "\tb", "a||b\tc", "a\tb|", "a\tb\tc", "a\tb\t=\td"]
)
def test_a_bad_row_is_named_every_time(tmp_path: Path, cache: Path, line: str) -> None:
    path = write(tmp_path, f"# head\nok\tfine\n{line}\n")
    for _ in range(2):
        with pytest.raises(SettingsError, match=r"mine\.tsv:3: write asked"):
            open_lexicon([path])


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.tsv"):
        open_lexicon([tmp_path / "none.tsv"])
    (tmp_path / "gbk.tsv").write_bytes("犬只\t狗".encode("gbk"))
    with pytest.raises(SettingsError, match=r"gbk\.tsv: .*UTF-8"):
        open_lexicon([tmp_path / "gbk.tsv"])


def test_a_lexicon_is_compiled_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_lexicon()
    monkeypatch.setattr("qa.query.lexicon.compile_lexicon", None)
    assert open_lexicon() == first


def test_another_content_is_another_lexicon(tmp_path: Path, cache: Path) -> None:
    for word in ("猫", "狗"):
        assert open_lexicon([write(tmp_path, f"宠物仔\t{word}\n")]).chinese.find("宠物仔")[0] == (
            word,
            0.8,
        )
    assert len(list(cache.glob("lexicon-*"))) == 2


def test_old_lexicons_go(cache: Path) -> None:
    cache.mkdir(parents=True)
    for number in range(12):
        (cache / f"lexicon-{number}").touch()
        os.utime(cache / f"lexicon-{number}", (number, number))
    open_lexicon()
    left = {path.name for path in cache.iterdir()}
    assert len(left) == 8
    assert {f"lexicon-{number}" for number in range(5, 12)} < left


def test_a_damaged_cache_is_made_anew(cache: Path) -> None:
    first = open_lexicon()
    (stored,) = cache.glob("lexicon-*")
    whole = stored.read_bytes()
    for damaged in (b"", whole[:-9], whole.replace("调解".encode(), "调戒".encode(), 1)):
        stored.write_bytes(damaged)
        assert open_lexicon() == first
        assert stored.read_bytes() == whole


def test_a_cache_that_cannot_be_written_still_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert open_lexicon().translate(["mediation"])[0][0] == "调解"


def test_the_same_rows_in_any_order_are_the_same_lexicon() -> None:
    rows = [Row(("a", "b"), ("甲", "乙")), Row(("b",), ("乙", "丙")), Row(("丁",), ("甲",), True)]
    assert compile_lexicon(rows, ["了", "吗"]) == compile_lexicon(reversed(rows), ["吗", "了"])
    assert compile_lexicon([]) == b"\n" * 8


def test_no_word_is_both_asked_and_stopped() -> None:
    chinese = open_lexicon().chinese
    assert [stop for stop in resources.read_lines(STOPS) if chinese.find(stop)] == []


@pytest.mark.parametrize(
    ("word", "known"), [("hailing", True), ("Pengpu", False), ("yunle", False)]
)
def test_ordinary_words_are_known_though_no_row_has_them(word: str, known: bool) -> None:
    assert open_lexicon().knows(word) == known
