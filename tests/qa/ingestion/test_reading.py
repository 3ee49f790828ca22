"""Reading in a child: readers from outside, what they may take, and what is kept of a document."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.errors import CorpusError, YinjuError
from qa.ingestion import reading
from qa.ingestion.documents import Unreadable
from qa.ingestion.folders import find_files, unread
from qa.ingestion.intake import keeping
from qa.ingestion.intake.catching_up import catch_up
from qa.ingestion.reports import read_reports
from qa.model import Question
from qa.settings import Settings
from tests.pdfs import make

TOY = """
import os, time
from qa.ingestion.documents import Document

def accepts(data):
    return data.startswith(b"TOY")

def read(data):
    if data == b"TOY dies":
        os.abort()
    if data == b"TOY waits":
        time.sleep(60)
    while data == b"TOY works":
        pass
    if data == b"TOY grows":
        bytearray(2 << 30)
    if data == b"TOY fails":
        raise RecursionError
    if data.startswith(b"TOY writes "):
        with open(data[11:].decode(), "w") as file:
            file.write("x")
    print("a library that talks")
    return Document(data[4:].decode(), title="Toy")
"""


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package with a reader, installed as any other; nothing of ours knows it."""
    place = tmp_path / "site"
    (place / "toy-1.0.dist-info").mkdir(parents=True)
    (place / "toy.py").write_text(TOY, encoding="utf-8")
    (place / "toy-1.0.dist-info" / "METADATA").write_text("Name: toy\nVersion: 1.0\n")
    (place / "toy-1.0.dist-info" / "entry_points.txt").write_text("[yinju.readers]\ntoy = toy\n")
    monkeypatch.syspath_prepend(place)
    found = os.pathsep.join(filter(None, (str(place), os.environ.get("PYTHONPATH"))))
    monkeypatch.setenv("PYTHONPATH", found)
    yield
    assert "toy" not in sys.modules


@pytest.mark.usefixtures("toy")
def test_a_reader_from_outside_reads_its_files() -> None:
    found = reading.read_document("TOY 白地镇有3名顾问。".encode())
    assert (found.text, found.title, found.format) == ("白地镇有3名顾问。", "Toy", "toy")


@pytest.mark.usefixtures("toy")
@pytest.mark.parametrize(
    ("deed", "code"),
    [
        ("dies", "took-too-much"),
        ("grows", "took-too-much"),
        ("waits", "took-too-long"),
        pytest.param(
            *("works", "took-too-long"),
            marks=pytest.mark.skipif(sys.platform == "win32", reason="it counts by the clock"),
        ),
        ("fails", "damaged"),
    ],
)
def test_a_reader_that_goes_wrong_is_ended_and_the_file_refused(
    deed: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SECONDS", 2 if deed == "works" else 10)
    monkeypatch.setattr(reading, "PATIENCE", 0.2 if deed == "waits" else 4)
    with pytest.raises(Unreadable) as caught:
        reading.read_document(f"TOY {deed}".encode())
    assert caught.value.code == code


@pytest.mark.usefixtures("toy")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
def test_a_reader_can_put_nothing_into_a_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        reading.read_document(f"TOY writes {tmp_path / 'left'}".encode())
    assert not (tmp_path / "left").exists() or not (tmp_path / "left").read_bytes()


REPORT = "桃花镇2024年工作报告"
PAGES = [[(70, 100, REPORT), (94, 140, "一、成效"), (94, 160, "全镇有3名法律顾问。")], []]
LATER = [[(70, 100, REPORT)], [(94, 140, "全镇有4名法律顾问。")]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.pdf").write_bytes(make(PAGES))
    return tmp_path / "own"


def test_documents_that_lie_in_the_corpus_are_asked(folder: Path, tmp_path: Path) -> None:
    settings = Settings(corpus=folder, index=tmp_path / "index")
    question = Question("桃花镇有几名法律顾问")
    with Engine.open(settings) as engine:
        assert engine.ask(question).text == "全镇有3名法律顾问"
        assert engine.ask(question).citations[0].page == 1
    (folder / "a.pdf").write_bytes(make(LATER))
    os.utime(folder / "a.pdf", ns=(2**62, 2**62))
    with Engine.open(settings) as engine:
        answer = engine.ask(question)
    assert answer.text == "全镇有4名法律顾问"
    assert answer.citations[0].page == 2


def test_a_document_is_read_again_only_if_it_is_another(folder: Path) -> None:
    catch_up(folder)
    kept = keeping.path_of(folder / "a.pdf")
    before = kept.read_bytes()
    assert not unread(folder)
    kept.write_bytes(before.replace("3名".encode(), "9名".encode()))
    os.utime(folder / "a.pdf", ns=(2**62, 2**62))
    catch_up(folder)
    assert "9名" in kept.read_text("utf-8")
    (folder / "a.pdf").write_bytes(make(LATER))
    os.utime(folder / "a.pdf", ns=(1, 1))
    assert not unread(folder)
    catch_up(folder, thoroughly=True)
    assert "4名" in kept.read_text("utf-8")


def test_a_document_that_cannot_be_read_is_left_out_and_told(folder: Path, tmp_path: Path) -> None:
    settings = Settings(corpus=folder, index=tmp_path / "index")
    (folder / "b.pdf").write_bytes(b"%PDF-1.5 nothing")
    told: list[YinjuError] = []
    with Engine.open(settings, notify=told.append) as engine:
        assert [report.id for report in engine.reports] == ["a"]
    assert list(map(str, told)) == ["'b.pdf': damaged; download or save it again, or remove it"]
    with pytest.raises(CorpusError, match="damaged"):
        read_reports(folder)
    (folder / "a.pdf").unlink()
    with pytest.raises(CorpusError, match="damaged"):
        Engine.open(settings, notify=told.append)


def test_asking_loads_no_reader(folder: Path, tmp_path: Path) -> None:
    settings = Settings(corpus=folder, index=tmp_path / "index")
    with Engine.open(settings):
        pass
    argv = ("ask", "桃花镇有几名法律顾问", "--corpus", str(folder), "--index", str(settings.index))
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "qa", *argv],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "3名" in done.stdout
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    libraries = {"pypdfium2", "selectolax", "openpyxl", "xlrd", "olefile", "ofdkit"}
    assert "qa.ingestion.intake.keeping" in loaded
    assert not [m for m in loaded if "readers" in m or m.partition(".")[0] in libraries]


def test_what_was_killed_half_way_is_tidied(folder: Path) -> None:
    catch_up(folder)
    keeping.keep(folder / "gone.pdf", b"x", Unreadable("damaged"))
    (folder / ".b.pdf.1-1.part").write_bytes(b"%PDF")
    with keeping.locked(folder):
        keeping.tidy(folder)
    assert sorted(path.name for path in folder.iterdir()) == [".read", "a.pdf"]
    assert sorted(path.name for path in (folder / ".read").iterdir()) == ["a.pdf.json", "lock"]
    assert list(find_files(folder)) == ["a"]
