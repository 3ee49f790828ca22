"""Reading files and folders: encodings, what is refused, and the manifest."""

import codecs
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import CorpusError
from qa.ingestion import folders
from qa.ingestion.charsets import decode
from qa.ingestion.folders import fingerprint
from qa.ingestion.reports import cut_report, read_report, read_reports

CORPUS = Path(__file__).parents[3] / "corpus"
TEXT = "云乐镇2023年工作报告\n我镇配备1名法律顾问。\r\n共开展普法宣讲7次。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of two reports."""
    (tmp_path / "yunle.txt").write_text(TEXT, encoding="utf-8", newline="")
    (tmp_path / "heting.txt").write_text("荷亭镇2022年工作报告\n全镇有9个村。", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode(data) == TEXT


@given(st.text(alphabet="云乐镇法律顾问1名。，\n\r\t“”", min_size=1))
def test_utf8_is_read_unchanged(text: str) -> None:
    assert decode(text.encode()) == text


def test_a_broken_byte_does_not_turn_a_text_into_another_encoding() -> None:
    data = TEXT.encode() * 20
    assert decode(data[:100] + b"\xff" + data[100:]).count("法律顾问") >= 19


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\0\0", b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)) * 9, b"\x01\x02\x03"]
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(CorpusError, match="text"):
        decode(data)


def test_reports_come_sorted_with_what_they_say_about_themselves(folder: Path) -> None:
    first, second = read_reports(folder)
    assert (first.id, first.place, first.year) == ("heting", "荷亭镇", 2022)
    assert (second.id, second.place, second.year, second.level) == ("yunle", "云乐镇", 2023, "乡镇")
    assert second.text == TEXT
    assert re.fullmatch("[0-9a-f]{64}", second.sha256)


def test_reports_may_stand_in_a_folder_of_their_own(folder: Path) -> None:
    inner = folder / "reports"
    inner.mkdir()
    for path in folder.glob("*.txt"):
        path.rename(inner / path.name)
    (folder / "manifest.toml").write_text("[yunle]\nyear = 2021\n", encoding="utf-8")
    assert [report.year for report in read_reports(folder)] == [2022, 2021]


def test_files_of_other_kinds_are_passed_over(folder: Path) -> None:
    (folder / "README.md").write_text("# notes", encoding="utf-8")
    (folder / ".hidden.txt").write_text("x", encoding="utf-8")
    assert len(read_reports(folder)) == 2


def test_the_manifest_wins_over_the_text(folder: Path) -> None:
    (folder / "manifest.toml").write_text(
        '[yunle]\nplace = "旌德县"\nyear = 2020\ntitle = "报告"\nissuer = "县政府"\n',
        encoding="utf-8",
    )
    report = read_reports(folder)[1]
    assert (report.place, report.level, report.year) == ("旌德县", "县", 2020)
    assert (report.title, report.issuer) == ("报告", "县政府")


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("[yunle", "not valid TOML"),
        ("[nobody]\nyear = 2020", "nobody"),
        ("[yunle]\ncolour = 'red'", "colour"),
        ("[yunle]\nyear = '2020'", "type int"),
        ("[yunle]\nyear = true", "type int"),
        ("[yunle]\nplace = 3", "type str"),
        ("yunle = 3", "table"),
    ],
)
def test_a_broken_manifest_is_refused(folder: Path, manifest: str, message: str) -> None:
    (folder / "manifest.toml").write_text(manifest, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        read_reports(folder)


def test_a_folder_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(CorpusError, match="no folder"):
        read_reports(folder / "nowhere")
    with pytest.raises(CorpusError, match="is a file"):
        read_reports(folder / "yunle.txt")
    (folder / "empty").mkdir()
    with pytest.raises(CorpusError, match="holds no report"):
        read_reports(folder / "empty")


def test_what_is_no_file_is_refused(folder: Path) -> None:
    (folder / "a.txt").mkdir()
    with pytest.raises(CorpusError, match="is a folder"):
        read_reports(folder)


def test_a_link_to_itself_is_refused(folder: Path) -> None:
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    with pytest.raises(CorpusError, match=r"loop\.txt"):
        read_reports(folder)


def test_a_link_to_nothing_is_refused(folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    with pytest.raises(CorpusError, match=r"gone\.txt"):
        fingerprint(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_and_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    with pytest.raises(CorpusError, match="not a plain file"):
        read_reports(folder)


@pytest.mark.parametrize("text", ["", " \n\n", "下载\n打印\n收藏\n", "政府工作报告\n"])
def test_a_file_without_a_sentence_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match="no sentence"):
        cut_report(read_report(path))


def test_a_file_that_is_too_large_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LARGEST", 10)
    with pytest.raises(CorpusError, match="larger than"):
        read_reports(folder)


def test_names_that_are_no_utf8_and_names_used_twice(folder: Path) -> None:
    odd = os.fsencode(folder) + b"/\xff.txt"
    Path(os.fsdecode(odd)).write_text("全镇有9个村。", encoding="utf-8")
    assert [report.id for report in read_reports(folder)] == ["heting", "yunle", "�"]
    (folder / "yunle.TXT").write_text("全镇有9个村。", encoding="utf-8")
    with pytest.raises(CorpusError, match="same name"):
        read_reports(folder)


def test_the_fingerprint_changes_with_names_bytes_and_manifest(folder: Path) -> None:
    seen = [fingerprint(folder)]
    assert fingerprint(folder) == seen[0]
    (folder / "yunle.txt").write_text(TEXT + "好。", encoding="utf-8")
    seen.append(fingerprint(folder))
    (folder / "yunle.txt").rename(folder / "yunle2.txt")
    seen.append(fingerprint(folder))
    (folder / "manifest.toml").write_text("", encoding="utf-8")
    seen.append(fingerprint(folder))
    assert len(set(seen)) == len(seen)


def test_every_message_is_one_line(folder: Path) -> None:
    (folder / "manifest.toml").write_text("[a\n", encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        read_reports(folder)
    assert "\n" not in str(caught.value)
    assert str(folder) not in str(caught.value)


def test_the_shipped_reports_are_read() -> None:
    found = [(report.id, report.place, report.year) for report in read_reports(CORPUS)]
    assert found == [
        ("hetang-2019", "荷塘镇", 2019),
        ("juzhen-2023", "莒镇", 2023),
        ("pengpu-2023", "彭浦镇", 2023),
        ("yunle-2023", "云乐镇", 2023),
        ("zhoucun-2024", "周村区", 2024),
    ]
