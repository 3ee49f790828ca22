"""Scans: what is recognised on a page, and what is said where nothing can be."""

import sys
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import pytest

from qa.ingestion import recognition
from qa.ingestion.documents import Unreadable
from qa.ingestion.folders import unread
from qa.ingestion.intake.shelf import Shelf
from qa.ingestion.intake.sources import Source
from qa.ingestion.readers import scan
from qa.ingestion.readers.scan import _lines, _Piece
from qa.ingestion.reading import read_document
from tests.pdfs import grid, latin, make

PNG = b"\x89PNG\r\n\x1a\n"
needed = pytest.mark.skipif(not recognition.is_there(), reason="the extra ocr is not installed")


def piece(text: str, left: float, top: float) -> _Piece:
    return _Piece(text, 0.99, left, left + 20 * len(text), top, top + 20)


def test_short_pieces_far_apart_are_cells_and_others_a_line() -> None:
    pieces = [
        piece("17", 400, 101),
        piece("行政处罚", 100, 100),
        piece("全镇共调解各类矛盾纠纷一千二百件，", 100, 160),
        piece("办结率百分之九十八。", 445, 158),
    ]
    row, line = _lines(1, pieces)
    assert row.cells == ("行政处罚", "17")
    assert line.text == "全镇共调解各类矛盾纠纷一千二百件，办结率百分之九十八。"
    assert (line.top, line.bottom) == (158, 180)


@pytest.mark.parametrize("data", [make([[]], [grid([70, 90], [200, 220])]), PNG])
def test_without_the_extra_one_line_says_what_to_do(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "is_there", lambda: False)
    with pytest.raises(Unreadable, match=r"install yinju\[ocr\]"):
        read_document(data)


class Recogniser:
    """Stands in for the engine: one line on every page."""

    def __init__(self, params: object) -> None:
        assert params

    def __call__(self, _: object) -> SimpleNamespace:
        box = [(100, 100), (900, 100), (900, 130), (100, 130)]
        return SimpleNamespace(boxes=[box], txts=["桃花镇2023年聘请法律顾问12名。"], scores=[0.99])


@pytest.mark.parametrize(("name", "kept"), [("a.pdf", "a.pdf"), ("a.txt", "a.pdf"), ("a", "a.pdf")])
def test_a_scan_is_kept_as_what_it_is(
    name: str, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", SimpleNamespace(RapidOCR=Recogniser))
    monkeypatch.setattr(scan, "_pictures", lambda _: [SimpleNamespace(shape=(1000, 1000))])
    data = make([[]], [grid([70, 90], [200, 220])])
    found = scan.read(data)
    Shelf(tmp_path).put(Source(PurePosixPath(name), data), found)
    assert {path.name for path in tmp_path.iterdir()} - {".read"} == {kept}
    assert not unread(tmp_path)


@needed
def test_text_is_recognised_and_its_pages_told() -> None:
    found = scan.read(latin(["Report 2023", "Advisers 1246"]))
    assert found.text.split("\n") == ["Report 2023", "Advisers 1246", ""]
    assert found.notes == (("note-recognised", "1"),)


@needed
def test_a_page_without_a_letter_is_refused() -> None:
    with pytest.raises(Unreadable, match="no text"):
        scan.read(latin([]))
