"""Adding: where a report goes, what is told of it, and what is refused, repeated or removed."""

import io
import zipfile
from pathlib import Path

import pytest

from qa.adding import Outcome, add_files, add_reports, files_in, files_of, put_back, remove, take_in
from qa.engine import Engine
from qa.errors import CorpusError, SettingsError
from qa.ingestion.folders import LARGEST, find_files
from qa.ingestion.intake import keeping
from qa.ingestion.reports import read_reports
from qa.settings import Settings

REPORT = "桃花镇2024年工作报告\n一、成效\n全镇有1名法律顾问。\n".encode()
OTHER = "杏花镇2024年工作报告\n一、成效\n全镇有2名法律顾问。\n".encode()
PAGE = "<html><body><h1>梨花镇2023年工作报告</h1><p>全镇有3名法律顾问。</p></body></html>".encode()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(corpus=tmp_path / "own", index=tmp_path / "index")


def add(settings: Settings, **contents: bytes) -> list[Outcome]:
    named = {name.replace("_", "."): data for name, data in contents.items()}
    return list(take_in(settings, files_of(named)))


def zipped(**contents: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in contents.items():
            file.writestr(name.replace("__", "/").replace("_", "."), data)
    return buffer.getvalue()


def test_a_report_is_new_once(settings: Settings, tmp_path: Path) -> None:
    assert add_reports(settings, {"a.txt": REPORT}) == {"a": True}
    (tmp_path / "a.txt").write_bytes(REPORT)
    (tmp_path / "b.txt").write_bytes(OTHER)
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert add_files(settings, paths) == {"a": False, "b": True}
    assert sorted(find_files(settings.corpus)) == ["a", "b"]


@pytest.mark.parametrize("bad", [b"", b"\0\1"])
def test_bytes_that_are_no_report_are_told(settings: Settings, bad: bytes) -> None:
    with pytest.raises(CorpusError, match=r"'b\.txt'"):
        add_reports(settings, {"b.txt": bad})
    assert not settings.corpus.exists()


def test_a_bad_file_does_not_stop_the_rest(settings: Settings) -> None:
    found = add(settings, a_txt=REPORT, b_txt=b"\0\1", c_rtf=b"{\\rtf1 x}", d_txt=OTHER)
    assert [outcome.status for outcome in found] == ["added", "refused", "refused", "added"]
    assert found[2].tell("en") == "RTF is not read; save it as DOCX"
    assert sorted(find_files(settings.corpus)) == ["a", "d"]


def test_what_was_read_is_told(settings: Settings) -> None:
    (found,) = add(settings, a_html=PAGE)
    assert (found.id, found.place, found.year) == ("a", "梨花镇", 2023)
    assert (found.rests_on, found.sentences, found.figures) == (("title", "title"), 1, 1)


def test_a_document_is_kept_as_it_came_and_its_text_beside_it(settings: Settings) -> None:
    add(settings, a_html=PAGE)
    assert (settings.corpus / "a.html").read_bytes() == PAGE
    (report,) = read_reports(settings.corpus)
    assert report.text == "梨花镇2023年工作报告\n全镇有3名法律顾问。\n"


def test_what_readers_of_before_have_read_is_read_again_by_itself(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(settings, a_html=PAGE)
    monkeypatch.setattr(keeping, "VERSION", keeping.VERSION + 1)
    with Engine.open(settings) as engine:
        assert [report.place for report in engine.reports] == ["梨花镇"]


def test_what_is_not_what_its_name_says_is_kept_under_another(settings: Settings) -> None:
    add(settings, a_txt=PAGE)
    assert find_files(settings.corpus) == {"a": settings.corpus / "a.html"}


def test_what_would_not_be_found_again_is_not_added(settings: Settings) -> None:
    readme, odd = add(settings, README_md=REPORT, a_bak=PAGE)
    assert (readme.status, readme.reason) == ("refused", "is-named-otherwise")
    assert "README.md" in readme.tell("en")
    assert (odd.status, find_files(settings.corpus)) == (
        "added", {"a": settings.corpus / "a.html"},
    )  # fmt: skip


@pytest.mark.parametrize("again", [REPORT, b"\n\n" + REPORT.replace(b"\n", b"\r\n")])
def test_a_report_is_not_taken_twice(settings: Settings, again: bytes) -> None:
    _, found = add(settings, a_txt=REPORT, b_txt=again)
    assert (found.status, found.id) == ("repeated", "a")
    assert found.tell("en") == "says what a says"


def test_a_report_all_but_the_same_is_taken_if_one_wants(settings: Settings) -> None:
    lines = [f"{i}月共调解纠纷{i * 7}件并全部办结。" for i in range(1, 13)]
    one = ("桃花镇2024年工作报告\n" + "\n".join(lines)).encode()
    two = one.replace("84件".encode(), "85件".encode())
    _, found = add(settings, a_txt=one, b_txt=two)
    assert found.status == "repeated"
    (found,) = take_in(settings, files_of({"b.txt": two}), similar=True)
    assert found.status == "added"


def test_another_report_of_a_name_takes_its_place_only_if_one_wants(settings: Settings) -> None:
    add(settings, a_txt=REPORT)
    (found,) = add(settings, a_txt=OTHER)
    assert (found.status, found.reason) == ("refused", "name-taken")
    (found,) = take_in(settings, files_of({"a.txt": OTHER}), replace=True)
    assert found.status == "changed"
    assert [report.place for report in read_reports(settings.corpus)] == ["杏花镇"]


def test_archives_and_folders_are_looked_through(settings: Settings, tmp_path: Path) -> None:
    inner = zipped(c_txt=PAGE)
    outer = zipped(x__a_txt=REPORT, y__a_txt=OTHER, README_md=b"x", z_zip=inner)
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "all.zip").write_bytes(outer)
    (tmp_path / "in" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    sources = list(files_in([tmp_path / "in"]))
    assert sum(source.passed for source in sources) == 2
    assert all(outcome.is_taken for outcome in take_in(settings, sources))
    assert sorted(find_files(settings.corpus)) == ["a", "c", "y-a"]


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a\x1b[2J.txt"])
def test_names_in_archives_lead_nowhere(settings: Settings, tmp_path: Path, name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(name, REPORT)
    list(take_in(settings, files_of({"x.zip": buffer.getvalue()})))
    (path,) = find_files(settings.corpus).values()
    assert path.parent == settings.corpus
    assert path.name.isprintable()
    assert list(tmp_path.iterdir()) == [settings.corpus]


def test_a_link_in_an_archive_is_no_file(settings: Settings) -> None:
    buffer, link = io.BytesIO(), zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(link, "/etc/passwd")
        file.writestr("a.txt", REPORT)
    found = list(take_in(settings, files_of({"x.zip": buffer.getvalue()})))
    assert [outcome.name for outcome in found] == ["x.zip/a.txt"]


def test_an_archive_with_a_damaged_file_is_told(settings: Settings) -> None:
    whole = zipped(a_txt=REPORT * 9)
    torn = whole.replace(whole[40:60], bytes(range(200, 220)), 1)
    (found,) = add(settings, b_zip=torn)
    assert (found.status, found.reason) == ("refused", "damaged")


def test_removing_takes_what_was_read_with_it(settings: Settings) -> None:
    add(settings, a_html=PAGE, b_txt=REPORT)
    remove(settings, ["a"])
    assert sorted(find_files(settings.corpus)) == ["b"]
    assert not list((settings.corpus / ".read").glob("*.json"))
    with pytest.raises(SettingsError, match="it holds: b"):
        remove(settings, ["b", "x"])
    assert sorted(find_files(settings.corpus)) == ["b"]


def test_a_file_that_was_moved_out_goes_back_unless_another_has_its_name(
    settings: Settings, tmp_path: Path
) -> None:
    add(settings, a_html=PAGE, b_txt=REPORT)
    page = (settings.corpus / "a.html").read_bytes()
    remove(settings, ["a"], tmp_path / "aside")
    assert sorted(find_files(settings.corpus)) == ["b"]
    (settings.corpus / "a.txt").write_bytes(OTHER)
    with pytest.raises(CorpusError, match=r"a\.html is there already"):
        put_back(settings, tmp_path / "aside" / "a.html")
    (settings.corpus / "a.txt").unlink()
    assert put_back(settings, tmp_path / "aside" / "a.html") == "a"
    assert (settings.corpus / "a.html").read_bytes() == page
    with pytest.raises(CorpusError, match="cannot be moved or deleted"):
        put_back(settings, tmp_path / "aside" / "c.txt")


@pytest.mark.parametrize(("there", "goes"), [("reports/x.txt", "reports"), ("x.txt", ".")])
def test_a_report_goes_where_the_others_are_read(settings: Settings, there: str, goes: str) -> None:
    (settings.corpus / "reports").mkdir(parents=True)
    (settings.corpus / there).write_bytes(OTHER)
    add_reports(settings, {"a.txt": REPORT})
    assert find_files(settings.corpus)["a"] == settings.corpus / goes / "a.txt"


def test_the_packaged_reports_stay_as_they_are() -> None:
    with pytest.raises(SettingsError, match="--corpus"):
        add_reports(Settings(), {"a.txt": REPORT})


def test_what_the_system_refuses_is_told_in_the_language_of_the_user(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    (found,) = take_in(settings, files_in([path]))
    assert found.tell("en") == "'large.pdf' is larger than 64 MB; split it into several files"
    assert found.tell("zh").startswith("'large.pdf' ")
    assert "larger" not in found.tell("zh")
