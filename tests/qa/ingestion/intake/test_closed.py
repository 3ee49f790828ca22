"""Files and folders that are closed to us, go or change while they are looked at."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.errors import CorpusError
from qa.files import is_folder, is_there
from qa.ingestion.documents import Document
from qa.ingestion.folders import read_contents
from qa.ingestion.intake import catching_up, keeping
from qa.ingestion.intake.sources import find_sources
from tests.conftest import Command
from tests.office import docx, paragraph

SAID = "青禾镇2023年工作报告\n一、成效\n全镇有{}名法律顾问。\n"
Close = Callable[[Path], None]


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> Close:
    """Makes what lies in a folder, or a file, refuse itself, to whoever runs the tests."""
    closed: list[Path] = []

    def guard(module: object, name: str, whole: bool) -> None:
        real = getattr(module, name)

        def guarded(path: object, *rest: object, **named: object) -> object:
            at = Path(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else None
            at = at and at.absolute()
            if at and any(c in at.parents or (whole and c == at) for c in closed):
                raise PermissionError(13, "Permission denied", str(at))
            return real(path, *rest, **named)

        monkeypatch.setattr(module, name, guarded)

    for name in ("stat", "lstat"):
        guard(os, name, whole=False)
    for name in ("listdir", "scandir"):
        guard(os, name, whole=True)
    guard(Path, "read_bytes", whole=True)
    return closed.append


def write(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(names, 2):
        (folder / name).parent.mkdir(exist_ok=True)
        said = SAID.format(number).replace("青禾", "青白东西南北"[number] + "湾")
        made = docx("".join(map(paragraph, said.splitlines())))
        (folder / name).write_bytes(made if name.endswith("docx") else said.encode())


@pytest.mark.parametrize(
    ("closed", "refused", "read"),
    [
        ("b.txt", {"b.txt"}, {"a.txt", "sub/c.txt"}),
        ("sub", {"sub"}, {"a.txt", "b.txt"}),
        (".", {"given"}, set[str]()),
    ],
)
def test_what_is_closed_is_named_and_the_rest_is_read(
    closed: str, refused: set[str], read: set[str], tmp_path: Path, close: Close
) -> None:
    write(tmp_path / "given", "a.txt", "b.txt", "sub/c.txt")
    close(tmp_path / "given" / closed)
    found = list(find_sources([tmp_path / "given"]))
    assert {str(one.path) for one in found if one.refused} == refused
    assert {str(one.path) for one in found if not one.refused} == read
    assert all("Permission denied" in str(one.refused) for one in found if one.refused)


def test_what_is_in_a_closed_folder_is_refused_and_not_told_to_be_missing(
    tmp_path: Path, close: Close
) -> None:
    write(tmp_path / "given", "a.txt")
    close(tmp_path / "given")
    (only,) = find_sources([tmp_path / "given" / "a.txt"])
    assert only.refused
    assert not is_folder(tmp_path / "given" / "a.txt")
    assert not is_there(tmp_path / "given" / "a.txt")


@pytest.mark.parametrize(
    "argv", [("add", "a.txt"), ("ask", "x"), ("remove", "a"), ("watch", "--once"), ("index",)]
)
@pytest.mark.parametrize(("lang", "why"), [("en", "Permission denied"), ("zh", "没有权限")])
def test_a_corpus_that_is_closed_is_told_in_a_line(
    argv: tuple[str, ...], lang: str, why: str, yinju: Command, tmp_path: Path, close: Close
) -> None:
    (tmp_path / "a.txt").write_text(SAID.format(3), encoding="utf-8")
    write(tmp_path / "own", "b.txt")
    close(tmp_path / "own")
    done = yinju(*argv, "--corpus", "own", "--lang", lang)
    assert done.code == 3
    assert why in done.err
    assert "own" in done.err
    assert done.err.count("\n") == 1


def test_a_document_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "own", "a.docx")
    path = tmp_path / "own" / "a.docx"

    def read(data: bytes) -> Document:
        later = path.stat().st_mtime_ns + 10**9
        path.write_bytes(data + b"\0")
        os.utime(path, ns=(later, later))
        return Document(SAID.format(len(data)))

    monkeypatch.setattr(catching_up, "read_document", read)
    catching_up.catch_up(tmp_path / "own")
    assert not keeping.is_fresh(path)


def test_a_file_that_goes_is_no_fault_and_one_that_is_a_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "own", "a.txt", "b.docx", "c.docx")
    real, own = Path.read_bytes, tmp_path / "own"

    def gone(path: Path) -> bytes:
        if path.name.startswith("b."):
            path.unlink(missing_ok=True)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", gone)
    catching_up.catch_up(own)
    assert set(read_contents(own).digests) == {"a", "c"}
    (own / "d.txt").mkdir()
    with pytest.raises(CorpusError, match="is a folder"):
        read_contents(own)


def test_watching_goes_on_over_what_goes_and_what_is_closed(
    yinju: Command, tmp_path: Path, close: Close, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qa.cli.commands.corpus import watch

    write(tmp_path / "given", "a.txt", "b.txt", "sub/c.txt")
    real = watch._look

    def look(paths: list[Path]) -> watch.Seen:
        found = real(paths)
        (tmp_path / "given" / "b.txt").unlink(missing_ok=True)
        return found

    monkeypatch.setattr(watch, "_look", look)
    close(tmp_path / "given" / "sub")
    done = yinju("watch", "given", "--once", "--corpus", "own", "--lang", "en")
    assert (done.code, [path.name for path in (tmp_path / "own").glob("*.txt")]) == (0, ["a.txt"])
