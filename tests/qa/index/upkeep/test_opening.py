"""Building: an index is built once, and again when what it rests on has changed."""

import pkgutil
from dataclasses import replace
from pathlib import Path

import pytest

from qa.building import open_index
from qa.errors import CorpusError, IndexFault, YinjuError
from qa.index.engines import BUILTIN, TANTIVY, is_installed
from qa.settings import Settings

TEXT = "桃花镇2024年法治政府建设工作报告\n一、工作情况\n配备3名法律顾问。\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(TEXT, encoding="utf-8")
    return Settings(corpus=tmp_path / "corpus", index=tmp_path / "index.sqlite")


class Watch:
    """Notes what is said while an index is opened."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []
        self.said: list[YinjuError] = []

    def open(self, settings: Settings) -> int:
        """How many pieces the index holds."""
        self.steps.clear()
        self.said.clear()
        index = open_index(
            settings,
            lambda done, all_: self.steps.append((done, all_)),
            self.said.append,
        )
        size = len(index.postings)
        index.close()
        return size


def test_the_first_opening_builds_and_says_how_far_it_is(settings: Settings) -> None:
    watch = Watch()
    assert watch.open(settings) > 0
    assert watch.steps[-1][0] == watch.steps[-1][1]
    assert watch.said == []


def test_the_second_opening_builds_nothing(settings: Settings) -> None:
    watch = Watch()
    size = watch.open(settings)
    before = settings.index.read_bytes()
    assert watch.open(settings) == size
    assert (watch.steps, watch.said) == ([], [])
    assert settings.index.read_bytes() == before


def change(settings: Settings) -> None:
    (settings.corpus / "a.txt").write_text(TEXT.replace("3名", "4名"), encoding="utf-8")


def add(settings: Settings) -> None:
    (settings.corpus / "b.txt").write_text(TEXT.replace("桃花", "杏花"), encoding="utf-8")


def damage(settings: Settings) -> None:
    settings.index.write_bytes(settings.index.read_bytes()[:-1])


@pytest.mark.parametrize("happen", [change, add, damage])
def test_an_index_that_is_stale_is_built_anew_and_that_is_said(
    settings: Settings, happen: object
) -> None:
    watch = Watch()
    watch.open(settings)
    assert callable(happen)
    happen(settings)
    watch.open(settings)
    assert watch.steps
    assert len(watch.said) == 1
    assert "\n" not in str(watch.said[0])
    watch.open(settings)
    assert watch.said == []


def test_two_builds_are_the_same_bytes(settings: Settings, tmp_path: Path) -> None:
    add(settings)
    one, two = (replace(settings, index=tmp_path / name) for name in ("one", "two"))
    for each in (one, two):
        open_index(each).close()
    assert one.index.read_bytes() == two.index.read_bytes()


def test_the_years_that_a_report_tells_of_are_kept(settings: Settings) -> None:
    with open_index(settings) as index:
        assert index.compiled.years() == {"a": [[2024], [2024]]}


def test_a_corpus_without_reports_cannot_be_built(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError):
        open_index(Settings(corpus=tmp_path / "empty", index=tmp_path / "index.sqlite"))


def test_an_index_that_cannot_be_written_is_a_fault(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(IndexFault):
        open_index(Settings(corpus=settings.corpus, index=tmp_path / "file" / "index.sqlite"))


ENGINES = [engine for engine in (BUILTIN, TANTIVY) if is_installed(engine)]
MOMENTS = {
    "is opened": "qa.index.sqlite.SqliteFile",
    "names its folder": "qa.index.engines.open_postings",
    "is about to change": "qa.index.upkeep.indexing.engines.choose",
    "is copied": "qa.index.sqlite.drafted",
    "is changed": "qa.index.sqlite.write_changes",
    "is changed and checked": "qa.index.parts.changes.Totals.write",
}
"""What is called then."""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("wanted", [True, False])
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_index_that_others_change_meanwhile_is_not_built_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, moment: str, wanted: bool, engine: str
) -> None:
    """Another process brings it up to date at any moment, for the same reports or for others."""
    settings = replace(settings, engine=engine, semantic=False)
    add(settings)
    Watch().open(settings)
    (settings.corpus / "c.txt").write_text(TEXT.replace("桃花", "梨花"), encoding="utf-8")
    inside = inside_of(MOMENTS[moment])
    original, calls = getattr(*inside), []

    def meanwhile(*args: object, **kwargs: object) -> object:
        monkeypatch.setattr(*inside, original)
        calls.append(moment)
        late = settings.corpus / "d.txt"
        if not wanted:
            late.write_text(TEXT.replace("桃花", "李花"), encoding="utf-8")
        Watch().open(settings)
        late.unlink(missing_ok=True)
        return original(*args, **kwargs)

    monkeypatch.setattr(*inside, meanwhile)
    watch = Watch()
    size = watch.open(settings)
    assert calls
    assert not {(3, 3), (4, 4)} & set(watch.steps)
    assert watch.open(settings) == size
    assert watch.steps == []
    with open_index(settings) as index:
        index.check()
        assert [report.id for report in index.store.reports] == ["a", "b", "c"]


def inside_of(name: str) -> tuple[object, str]:
    """What holds something, and its name there."""
    holder, _, last = name.rpartition(".")
    return pkgutil.resolve_name(holder), last
