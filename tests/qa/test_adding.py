"""Adding: where a report goes, from bytes as from files; the rest is told by `yinju add`."""

from pathlib import Path

import pytest

from qa.adding import add_files, add_reports
from qa.errors import CorpusError, SettingsError
from qa.ingestion.folders import find_files
from qa.settings import Settings

REPORT = "桃花镇2024年工作报告\n一、成效\n全镇有1名法律顾问。\n".encode()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(corpus=tmp_path / "own", index=tmp_path / "index")


def test_a_report_is_new_once(settings: Settings, tmp_path: Path) -> None:
    assert add_reports(settings, {"a.txt": REPORT}) == {"a": True}
    (tmp_path / "a.txt").write_bytes(REPORT)
    (tmp_path / "b.txt").write_bytes(REPORT)
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert add_files(settings, paths) == {"a": False, "b": True}
    assert sorted(find_files(settings.corpus)) == ["a", "b"]


@pytest.mark.parametrize("bad", [b"", b"\0\1"])
def test_bytes_that_are_no_report_keep_the_others_out(settings: Settings, bad: bytes) -> None:
    with pytest.raises(CorpusError, match=r"'b\.txt'"):
        add_reports(settings, {"a.txt": REPORT, "b.txt": bad})
    assert not settings.corpus.exists()


@pytest.mark.parametrize(("there", "goes"), [("reports/x.txt", "reports"), ("x.txt", ".")])
def test_a_report_goes_where_the_others_are_read(settings: Settings, there: str, goes: str) -> None:
    (settings.corpus / "reports").mkdir(parents=True)
    (settings.corpus / there).write_bytes(REPORT)
    add_reports(settings, {"a.txt": REPORT})
    assert find_files(settings.corpus)["a"] == settings.corpus / goes / "a.txt"


def test_the_packaged_reports_stay_as_they_are() -> None:
    with pytest.raises(SettingsError, match="--corpus"):
        add_reports(Settings(), {"a.txt": REPORT})
