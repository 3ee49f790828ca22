import errno
import io
import sys

import pytest

from qa.cli import main
from qa.errors import CorpusError, IndexFault, QuestionError, SettingsError, YinjuError
from tests.conftest import Command
from tests.fakes import FakeEngine


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("bad\nsetting"), 2),
        (QuestionError("bad question"), 2),
        (CorpusError("bad corpus"), 3),
        (IndexFault("bad index"), 3),
        (YinjuError("bad luck"), 1),
    ],
)
def test_an_error_is_one_line_and_a_code(
    yinju: Command, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(fake, "ask", fail)
    done = yinju("ask", "x")
    assert done == (code, "", f"yinju: {' '.join(str(error).split())}\n")
    assert "Traceback" in yinju("ask", "x", "--debug").err


def test_a_bug_is_one_line_too(
    yinju: Command, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(fake, "ask", fail)
    done = yinju("ask", "x")
    assert done.code == 1
    assert done.err == (
        "yinju: something went wrong inside (ZeroDivisionError: oops); --debug shows where\n"
    )


def test_output_that_cannot_be_written_is_told(
    yinju: Command,
    fake: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    assert main(["ask", "x"]) == 1
    assert "make room" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "said"),
    [(("verify", "-"), "holds no record"), (("suite", "lint", "-"), "holds no question")],
)
def test_checking_nothing_passes_nothing(
    yinju: Command, fake: FakeEngine, command: tuple[str, ...], said: str
) -> None:
    done = yinju(*command, stdin=[""])
    assert done.code == 2
    assert said in done.err
