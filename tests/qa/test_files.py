"""Files: whole or not at all, for the right eyes, and never in the place of what came first."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from qa.files import drafted, states, sweep, write

OLD, NEW = b"before", b"after"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is there."""
    path = tmp_path / "x"
    path.write_bytes(OLD)
    return path


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("name", ["x", "y", "报" * 84])
def test_a_file_is_there_when_all_is_written(path: Path, name: str) -> None:
    target = path.with_name(name)
    with drafted(target) as draft:
        draft.write_bytes(NEW)
        assert target == path or not target.exists()
        assert path.read_bytes() == OLD
    assert target.read_bytes() == NEW
    assert names(path.parent) == sorted({"x", name})


@pytest.mark.parametrize("failure", [ValueError, OSError, KeyboardInterrupt])
def test_what_fails_leaves_what_was_there(path: Path, failure: type[BaseException]) -> None:
    def fail() -> None:
        with drafted(path) as draft:
            draft.write_bytes(NEW)
            draft.with_name(f"{draft.name}-journal").touch()  # as SQLite does
            raise failure

    with pytest.raises(failure):
        fail()
    assert (names(path.parent), path.read_bytes()) == (["x"], OLD)


def test_a_full_disk_leaves_what_was_there(path: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path; from qa.files import write\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write(Path(sys.argv[1]), b'x' * 2000)"
    )
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "File too large" in done.stderr
    assert (names(path.parent), path.read_bytes()) == (["x"], OLD)


def test_a_file_keeps_its_permissions(path: Path) -> None:
    path.chmod(0o640)
    write(path, NEW)
    assert (mode_of(path), path.read_bytes()) == (0o640, NEW)
    path.chmod(0o400)
    write(path, OLD)
    assert mode_of(path) == 0o400


@pytest.mark.parametrize("replaces", [True, False])
def test_a_private_file_is_never_open_to_others(tmp_path: Path, replaces: bool) -> None:
    path = tmp_path / "x"
    with drafted(path, private=True, replaces=replaces) as draft:
        assert mode_of(draft) == 0o600
    path.chmod(0o644)
    write(path, NEW, private=True)
    assert mode_of(path) == 0o600


def test_what_is_there_stays_if_it_may_not_be_replaced(path: Path) -> None:
    with pytest.raises(FileExistsError):
        write(path, NEW, replaces=False)
    write(path.with_name("y"), NEW, replaces=False)
    assert (names(path.parent), path.read_bytes()) == (["x", "y"], OLD)


def test_what_comes_meanwhile_stays_too(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with pytest.raises(FileExistsError), drafted(path, replaces=False):
        path.write_bytes(OLD)
    assert (names(tmp_path), path.read_bytes()) == (["x"], OLD)


def test_a_disk_that_knows_no_links_is_no_hindrance(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", fail)
    write(path.with_name("y"), NEW, replaces=False)
    with pytest.raises(FileExistsError), drafted(path.with_name("z"), replaces=False):
        path.with_name("z").touch()
    assert names(path.parent) == ["x", "y", "z"]


def test_a_link_stays_one(path: Path) -> None:
    link = path.with_name("link")
    link.symlink_to(path)
    write(link, NEW)
    assert (link.readlink(), path.read_bytes()) == (path, NEW)


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write(pipe, NEW)
    reader.join(60)
    assert (read, names(tmp_path)) == ([NEW], ["pipe"])


def test_a_folder_is_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write(tmp_path, NEW)
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "nowhere" / "x", NEW)


def test_a_draft_may_be_a_database(path: Path) -> None:
    with drafted(path) as draft, closing(sqlite3.connect(draft)) as file, file:
        file.execute("CREATE TABLE a (b)")
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT name FROM sqlite_master").fetchall() == [("a",)]


def test_a_draft_of_the_same_number_is_not_written_to(path: Path) -> None:
    with drafted(path) as draft:
        head, _, number = draft.stem.rpartition("-")
    left = path.with_name(f"{head}-{int(number) + 1}.part")  # of a process long gone
    left.write_bytes(OLD)
    write(path, NEW)
    assert (left.read_bytes(), path.read_bytes()) == (OLD, NEW)


def test_what_a_killed_process_left_is_swept(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from qa.files import drafted\n"
        "with drafted(Path(sys.argv[1])): print(flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code, path], stdin=pipe, stdout=pipe) as writer:
        assert writer.stdout
        writer.stdout.readline()
        sweep(path.parent)
        assert len(names(path.parent)) == 2, "its writer lives"
        writer.send_signal(signal.SIGKILL)
    sweep(path.parent, "other")
    assert len(names(path.parent)) == 2, "it is of another file"
    sweep(path.parent, path.name)
    assert (names(path.parent), path.read_bytes()) == (["x"], OLD)


def test_alone_in_a_folder_all_drafts_are_swept(path: Path) -> None:
    path.with_name(f".x.{os.getppid()}-1.part").touch()
    path.with_name(".hidden.part").touch()  # no draft of ours
    sweep(path.parent, alone=True)
    assert names(path.parent) == [".hidden.part", "x"]
    sweep(path.parent / "nowhere")


def test_states_tell_any_change_below_a_folder_from_none(tmp_path: Path) -> None:
    for name in ("a.toml", "b.txt", "deep/c.toml"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(OLD)
    before = states(tmp_path, ".toml")
    assert [name for name, *_ in before] == ["/a.toml", "/deep/c.toml"]
    (tmp_path / "b.txt").write_bytes(NEW)
    assert states(tmp_path, ".toml") == before
    (tmp_path / "a.toml").rename(tmp_path / "deep" / "a.toml")
    moved = states(tmp_path, ".toml")
    os.utime(tmp_path / "deep" / "c.toml", ns=(0, 1))
    assert before != moved != states(tmp_path, ".toml")


def test_a_folder_that_is_missing_has_no_states(tmp_path: Path) -> None:
    assert states(tmp_path / "gone") == []
