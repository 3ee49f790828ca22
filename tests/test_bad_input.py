"""Whole commands on what people, disks and shells do: one line that helps, and the right code."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from qa.wording import legible
from tests.conftest import Command

REPORT = "桃花镇2024年法治政府建设工作报告\n一、主要成效\n全镇配备3名法律顾问。\n"
QUESTION = "桃花镇有几名法律顾问"


Ask = Callable[..., dict[str, object]]


@pytest.fixture
def record(yinju: Command) -> Ask:
    """Ask the real engine and read the record."""

    def ask(*argv: str, stdin: Sequence[str] = ()) -> dict[str, object]:
        done = yinju("ask", "--json", *argv, stdin=stdin)
        found: dict[str, object] = json.loads(done.out)
        reason = found["reason"]
        senseless = isinstance(reason, dict) and reason["code"] in ("not-a-question", "too-long")
        assert done.code == (2 if senseless else 0), done.err
        return found

    return ask


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("", "not-a-question"),
        ("  \t ", "not-a-question"),
        ("?!。", "not-a-question"),
        ("云南镇有几名法律顾问", "unknown-place"),
        ("how many legal advisers does 云南镇 have", "unknown-place"),
        ("云乐镇1987年有几名法律顾问", "unknown-year"),
    ],
)
def test_a_question_without_an_answer_gets_its_reason(
    record: Ask, question: str, code: str
) -> None:
    found = record(question)
    assert found["status"] == "abstained"
    reason = found["reason"]
    assert isinstance(reason, dict)
    assert reason["code"] == code
    assert reason["message"]


@pytest.mark.parametrize("word", ["法律顾问", "x", "legal adviser ", "(", "一", "9"])
def test_a_very_long_question_is_taken_calmly(record: Ask, word: str) -> None:
    line = (word * 100_000)[:100_000]
    assert record("-", stdin=[line])["status"] == "abstained"


@pytest.mark.parametrize(
    "question", ["\udc80\udcff", "'; DROP TABLE sentence; --", "%s%n\x1b[2J", "\0"]
)
def test_odd_characters_do_no_harm(yinju: Command, question: str) -> None:
    done = yinju("batch", "-", stdin=[json.dumps({"question": question})])
    assert done.code == 0
    assert json.loads(done.out)["question"] == question


Prepare = Callable[[Path], object]


def write(name: str, content: bytes) -> Prepare:
    def prepare(folder: Path) -> None:
        folder.mkdir()
        (folder / name).write_bytes(content)

    return prepare


def nothing(folder: Path) -> None:
    """Leave it missing."""


def empty(folder: Path) -> None:
    folder.mkdir()


CORPORA: Sequence[tuple[str, Prepare, str]] = [
    ("missing", nothing, "no folder"),
    ("empty", empty, "holds no report"),
    ("a file", lambda folder: folder.write_text("x", encoding="utf-8"), "is a file"),
    ("binary", write("a.txt", bytes(range(256)) * 20), "not readable text"),
    ("no sentence", write("a.txt", b"\n \n"), "no sentence"),
    ("a folder for a file", lambda folder: (folder / "a.txt").mkdir(parents=True), "is a folder"),
    ("bad manifest", write("manifest.toml", b"= 1"), "holds no report"),
]


@pytest.mark.parametrize(
    ("prepare", "said"), [case[1:] for case in CORPORA], ids=[c[0] for c in CORPORA]
)
def test_a_corpus_that_cannot_be_read_exits_with_3(
    yinju: Command, tmp_path: Path, prepare: Prepare, said: str
) -> None:
    prepare(tmp_path / "own")
    done = yinju("ask", QUESTION, "--corpus", "own")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("yinju: ")
    assert done.err.count("\n") == 1
    assert said in done.err


@pytest.mark.parametrize(
    "manifest", ["= 1", "[b]\nyear = 2024", "[a]\ncolour = 1", '[a]\nyear = "x"']
)
def test_a_broken_manifest_exits_with_3(yinju: Command, tmp_path: Path, manifest: str) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "manifest.toml").write_text(manifest, encoding="utf-8")
    done = yinju("ask", QUESTION, "--corpus", str(tmp_path))
    assert (done.code, done.out) == (3, "")
    assert "manifest.toml" in done.err


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX here")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read every file")
def test_a_report_without_permission_exits_with_3(yinju: Command, tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(REPORT, encoding="utf-8")
    report.chmod(0)
    done = yinju("ask", QUESTION, "--corpus", str(tmp_path))
    assert done.code == 3
    assert "cannot be read" in done.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_report_is_read_in_its_encoding(record: Ask, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding=encoding)
    found = record(QUESTION, "--corpus", str(tmp_path))
    assert "3名" in str(found["answer"])
    (citation,) = cast("list[dict[str, Any]]", found["citations"])
    assert REPORT[citation["start"] : citation["end"]] == citation["text"]


@pytest.mark.parametrize("kept", [0, 100, 4000])
def test_a_damaged_index_is_built_anew(yinju: Command, tmp_path: Path, kept: int) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    index = tmp_path / "index.sqlite"
    ask = ("ask", QUESTION, "--corpus", str(tmp_path), "--index", str(index))
    yinju(*ask)
    index.write_bytes(index.read_bytes()[:kept])
    first, second = yinju(*ask), yinju(*ask)
    assert (first.code, first.out) == (second.code, second.out) == (0, second.out)
    assert "3名" in second.out
    assert first.err.count("\n") <= 1


@pytest.mark.parametrize("content", [b"# Read me", b"SQLite format 3\0" + b"\0" * 4000])
def test_what_is_no_index_is_not_replaced(yinju: Command, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "README.md").write_bytes(content)
    done = yinju("ask", QUESTION, "--index", "README.md")
    assert (done.code, done.out) == (3, "")
    assert "stays as it is" in done.err
    assert (tmp_path / "README.md").read_bytes() == content
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.txt").write_text(REPORT, encoding="utf-8")
    assert yinju("index", "--force", "--index", "README.md", "--corpus", "own").code == 0
    assert (tmp_path / "README.md").read_bytes() != content


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX here")
def test_a_cache_that_cannot_be_written_still_answers(
    yinju: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    done = yinju("ask", QUESTION, "--corpus", "own")
    assert done.code == 0
    assert "3名" in done.out
    assert done.err.startswith("yinju: cannot write the index")
    assert done.err.count("\n") == 1


def test_an_index_cut_short_is_built_anew(yinju: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    index = tmp_path / "index.sqlite"
    ask = ("ask", QUESTION, "--corpus", str(tmp_path), "--index", str(index))
    whole = yinju(*ask)
    index.write_bytes(index.read_bytes()[: index.stat().st_size // 2])
    again = yinju(*ask)
    assert (again.code, again.out) == (0, whole.out)


def test_an_index_follows_its_reports(yinju: Command, tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(REPORT, encoding="utf-8")
    ask = ("ask", QUESTION, "--corpus", str(tmp_path))
    assert "3名" in yinju(*ask).out
    report.write_text(REPORT.replace("3名", "4名"), encoding="utf-8")
    assert "4名" in yinju(*ask).out


@pytest.mark.parametrize("where", ["file/index.sqlite", "folder"])
def test_an_index_that_cannot_be_written_exits_with_3(
    yinju: Command, tmp_path: Path, where: str
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    done = yinju("ask", QUESTION, "--index", str(tmp_path / where))
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("yinju: ")
    assert done.err.count("\n") == 1
    assert "Errno" not in done.err


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder in use cannot be removed")
def test_a_working_folder_that_is_gone_exits_with_2(
    yinju: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    done = yinju("ask", QUESTION)
    assert (done.code, done.out) == (2, "")
    assert done.err == "yinju: the folder you are in is gone; change to another\n"


def test_a_home_of_nobody_is_no_folder(yinju: Command) -> None:
    done = yinju("ask", QUESTION, "--corpus", "~no-such-person/reports")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("yinju: --corpus: expected a folder")


@pytest.mark.parametrize("command", ["ask", "explain"])
def test_what_is_no_question_exits_with_2(yinju: Command, command: str) -> None:
    done = yinju(command, "？！")
    assert (done.code, done.err) == (2, "")


def test_a_wrong_setting_exits_with_2(yinju: Command, tmp_path: Path) -> None:
    (tmp_path / "yinju.toml").write_text("tops = 3", encoding="utf-8")
    done = yinju("ask", QUESTION)
    assert (done.code, done.out) == (2, "")
    assert "yinju.toml: tops: unknown key" in done.err


@pytest.fixture
def heeded() -> Iterator[None]:
    """Ctrl-C heeded by what starts here; tests begun in the background by a shell ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX here")
@pytest.mark.usefixtures("heeded")
def test_ctrl_c_ends_quietly_with_130() -> None:
    command = [sys.executable, "-m", "qa", "chat"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8") as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        chat.stdin.write("云乐镇有几名法律顾问\n")
        chat.stdin.flush()
        assert chat.stdout.readline()  # it is waiting for the next question now
        chat.send_signal(signal.SIGINT)
        _, err = chat.communicate()
    assert chat.returncode == 130
    assert err.endswith("yinju: interrupted\n")
    assert "Traceback" not in err


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell is needed")
@pytest.mark.parametrize(
    ("shell", "code"),
    [
        ("ask 云乐镇有几名法律顾问 >&-", 0),
        ("ask 云乐镇有几名法律顾问 | true", 0),
        ("batch lines.jsonl | head -n 1 >/dev/null", 0),
        ("ask - <&-", 2),
        ("ask 云乐镇有几名法律顾问 2>&-", 0),
    ],
)
def test_closed_streams_make_no_noise(tmp_path: Path, shell: str, code: int) -> None:
    lines = '{"question": "云乐镇有几名法律顾问"}\n' * 400
    (tmp_path / "lines.jsonl").write_text(lines, encoding="utf-8")
    script = f'set -o pipefail; "{sys.executable}" -m qa {shell}'
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert done.stderr.count("\n") == (1 if code else 0)


@pytest.mark.skipif(os.name != "posix", reason="the bytes of a command line are POSIX")
def test_a_question_is_read_as_utf_8_whatever_the_locale_says() -> None:
    command = [sys.executable, "-m", "qa", "ask", "法律顾问有几名", "--place", "云乐镇", "--json"]
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(command, env=os.environ | plain, capture_output=True, check=True)
    found = json.loads(done.stdout)
    assert (found["question"], found["status"]) == ("法律顾问有几名", "answered")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("荷塘", "荷塘"),
        (os.fsdecode("荷塘".encode()), "荷塘"),
        ("荷塘".encode().decode("ascii", "surrogateescape"), "荷塘"),
        ("a\udcff", "a�"),
        ("\ud83d荷", "�" * 3 + "荷"),
    ],
)
def test_words_of_a_command_line_are_legible(given: str, read: str) -> None:
    assert legible(given) == read
