"""What has changed is read and no more; many are read side by side, and none twice."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qa.building import make_recipe, open_index
from qa.engine import Engine
from qa.errors import CorpusError, IndexFault, OutdatedIndex, YinjuError
from qa.index import engines
from qa.index.upkeep import indexing, reading
from qa.index.upkeep.reading import Job, read_each
from qa.model import Question
from qa.settings import Settings

TEXT = (
    "{0}镇{1}年法治政府建设工作报告\n一、工作情况\n配备{2}名法律顾问。召开{2}次会议研究{0}法治。\n"
)
PLACES = ("桃花", "杏花", "梨花", "刘村")
QUESTIONS = (
    "桃花镇有几名法律顾问",
    "Liucun legal advisers",
    "哪个镇的法律顾问最多",
    "法律雇问几名",
)


def write(settings: Settings, name: str, place: str, count: int) -> None:
    text = TEXT.format(place, 2024, count)
    (settings.corpus / f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "corpus", tmp_path / "index", semantic=False)
    settings.corpus.mkdir()
    for number, place in enumerate(PLACES[:3]):
        write(settings, f"r{number}", place, number + 3)
    return settings


class Watch:
    """Notes what is read and told while an index is opened."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []
        self.said: list[YinjuError] = []

    def open(self, settings: Settings) -> list[tuple[int, int]]:
        """The steps of progress."""
        self.steps.clear()
        self.said.clear()
        open_index(settings, lambda *step: self.steps.append(step), self.said.append).close()
        return list(self.steps)


def told(settings: Settings) -> list[object]:
    """What is answered, and what the index knows of the corpus as a whole."""
    with Engine.open(settings, notify=lambda _: None) as engine:
        answers = [engine.ask(Question(question)) for question in QUESTIONS]
    with closing(sqlite3.connect(settings.index)) as file:
        tables = ("term", "word", "name", "gloss", "extra", "stamp")
        return [*answers, *(sorted(file.execute(f"SELECT * FROM {one}")) for one in tables)]


def assert_as_built_anew(settings: Settings) -> None:
    assert told(settings) == told(replace(settings, index=settings.index.with_name("anew")))


def test_only_what_has_changed_is_read(settings: Settings) -> None:
    watch = Watch()
    assert watch.open(settings) == [(1, 3), (2, 3), (3, 3)]
    write(settings, "r1", "刘村", 9)
    assert watch.open(settings) == [(1, 1)]
    assert [type(one) for one in watch.said] == [OutdatedIndex]
    assert_as_built_anew(settings)
    write(settings, "a", "桃花", 1)
    (settings.corpus / "r2.txt").unlink()
    assert watch.open(settings) == [(1, 1)]
    (settings.corpus / "a.txt").unlink()
    assert watch.open(settings) == []
    assert_as_built_anew(settings)


def test_what_the_manifest_says_of_a_report_makes_it_another(settings: Settings) -> None:
    watch = Watch()
    watch.open(settings)
    manifest = settings.corpus / "manifest.toml"
    manifest.write_text('[r1]\nplace = "李村镇"\n', encoding="utf-8")
    assert watch.open(settings) == [(1, 1)]
    manifest.unlink()
    assert watch.open(settings) == [(1, 1)]
    manifest.write_text("[r2]\nyear = 2019\n", encoding="utf-8")
    assert watch.open(settings) == [(1, 1)]
    assert_as_built_anew(settings)


def test_a_file_that_is_no_report_is_left_out_and_told(settings: Settings) -> None:
    watch = Watch()
    watch.open(settings)
    (settings.corpus / "b.txt").write_text("无", encoding="utf-8")
    watch.open(settings)
    assert "'b'" in str(watch.said[-1])
    assert_as_built_anew(settings)
    (settings.corpus / "c.txt").write_text("", encoding="utf-8")
    with pytest.raises(CorpusError, match="b"):
        open_index(settings)


def test_a_corpus_of_other_reports_is_built_anew(settings: Settings) -> None:
    Watch().open(settings)
    for path in settings.corpus.iterdir():
        path.unlink()
    write(settings, "z", "刘村", 4)
    assert Watch().open(settings) == [(1, 1)]
    assert_as_built_anew(settings)


@pytest.mark.skipif(not engines.is_installed(), reason="the extra scale is not installed")
def test_a_corpus_that_has_grown_gets_the_engine_for_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    Watch().open(settings)
    write(settings, "r3", "刘村", 4)
    monkeypatch.setattr(engines, "LARGE", 8)
    with open_index(settings) as index:
        assert index.engine == engines.TANTIVY
    (settings.corpus / "r3.txt").unlink()
    with open_index(settings) as index:
        assert index.engine == engines.TANTIVY
    with open_index(replace(settings, engine=engines.BUILTIN)) as index:
        assert index.engine == engines.BUILTIN


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if few reports were many, on one core."""
    monkeypatch.setattr(reading, "MANY", 2)
    monkeypatch.setattr(indexing, "MANY", 2)
    monkeypatch.setattr(reading, "_cores", lambda: 1)


@pytest.mark.usefixtures("many")
def test_read_side_by_side_the_index_is_the_same_bytes(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.corpus / "b.txt").write_text("无", encoding="utf-8")
    monkeypatch.setattr(reading, "_cores", lambda: 2)
    watch = Watch()
    assert watch.open(settings) == [(1, 4), (2, 4), (3, 4), (4, 4)]
    side_by_side = settings.index.read_bytes()
    settings.index.unlink()
    monkeypatch.setattr(reading, "_cores", lambda: 1)
    told = list(map(str, watch.said))
    watch.open(settings)
    assert (settings.index.read_bytes(), list(map(str, watch.said))) == (side_by_side, told)
    assert sorted(path.name for path in settings.index.parent.iterdir()) == ["corpus", "index"]


@pytest.mark.usefixtures("many")
def test_a_reader_that_ends_is_done_without(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = [Job(path, None, path.stem) for path in sorted(settings.corpus.iterdir())]
    recipe = make_recipe()
    wanted = [reading.read_part(job, recipe) for job in jobs]
    monkeypatch.setattr(reading, "_cores", lambda: 2)
    for program in (os.devnull, "true"):  # the one cannot be started, the other ends at once
        monkeypatch.setattr("sys.executable", program)
        assert list(read_each(jobs, recipe)) == wanted


@pytest.mark.usefixtures("many")
def test_what_was_read_before_an_interruption_is_not_read_again(settings: Settings) -> None:
    Watch().open(settings)
    whole = settings.index.read_bytes()
    settings.index.unlink()

    def interrupt(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_index(settings, interrupt)
    assert not settings.index.exists()
    assert Watch().open(settings) == [(3, 3)]
    assert settings.index.read_bytes() == whole
    with pytest.raises(KeyboardInterrupt):
        open_index(replace(settings, index=settings.index.with_name("other")), interrupt)
    write(settings, "r0", "桃花", 99)
    assert Watch().open(replace(settings, index=settings.index.with_name("other"))) == [
        (2, 3),
        (3, 3),
    ]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("moment", "left"),
    [
        ("qa.index.parts.changes._put_in", [(2, 3), (3, 3)]),  # amid the writing, which reads on
        ("qa.index.parts.changes.Totals.write", []),
        ("qa.index.sqlite_writing._seal", []),
    ],
)
def test_what_was_read_before_writing_failed_is_not_read_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, moment: str, left: list[tuple[int, int]]
) -> None:
    monkeypatch.setattr(engines, "LARGE", 1)
    settings = replace(settings, engine=engines.BUILTIN)
    Watch().open(settings)
    whole = settings.index.read_bytes()
    settings.index.unlink()

    def fail(*_: object) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(moment, fail)
        with pytest.raises(IndexFault, match="no space left"):
            open_index(settings)
    assert not settings.index.exists()
    assert Watch().open(settings) == left
    assert settings.index.read_bytes() == whole
    assert sorted(path.name for path in settings.index.parent.iterdir()) == ["corpus", "index"]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("left", [b"SQLite format 3\0" + b"\xff" * 5000, b"rubbish" * 999])
def test_damaged_leftovers_of_an_interruption_are_thrown_away(
    settings: Settings, left: bytes
) -> None:
    parts = settings.index.with_name("index.parts")
    parts.write_bytes(left)
    assert Watch().open(settings) == [(1, 3), (2, 3), (3, 3)]
    assert not parts.exists()


@pytest.mark.usefixtures("many")
def test_what_another_builder_keeps_is_left_to_it(settings: Settings) -> None:
    parts = settings.index.with_name("index.parts")
    with closing(sqlite3.connect(parts)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("CREATE TABLE kept (value)")
        assert Watch().open(settings) == [(1, 3), (2, 3), (3, 3)]
        assert parts.exists()
