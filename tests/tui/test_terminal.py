"""The chat in a real terminal: tmux types a Chinese question and reads the screen."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
QUESTION = "云乐镇有几名法律顾问"
PATIENCE = 60
"""Seconds after which the screen is taken as it is."""


class Terminal:
    """A tmux server of its own with one window."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def run(self, *argv: str) -> str:
        command = ["tmux", "-u", "-S", str(self._socket), *argv]
        # The width of the tests' own terminal is not that of the window.
        environ = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        done = subprocess.run(
            command, check=True, capture_output=True, encoding="utf-8", env=environ
        )
        return done.stdout

    def type(self, text: str) -> None:
        self.run("send-keys", "-t", "0", "-l", text)

    def press(self, key: str) -> None:
        self.run("send-keys", "-t", "0", key)

    def wait(self, wanted: Callable[[str], bool]) -> str:
        """The screen, as soon as it is as wanted."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            screen = self.run("capture-pane", "-p", "-t", "0")
            if wanted(screen):
                return screen
            time.sleep(0.2)
        return screen


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path / "tmux")
    chat = [sys.executable, "-m", "tui", "--lang", "zh", "--state", str(tmp_path / "state")]
    terminal.run("new-session", "-d", "-x", "120", "-y", "36", "-c", str(ROOT), *chat)
    yield terminal
    terminal.run("kill-server")


def test_a_chinese_question_is_typed_answered_and_kept(terminal: Terminal, tmp_path: Path) -> None:
    terminal.type(QUESTION)  # before there is anything to type into
    terminal.press("Enter")
    screen = terminal.wait(lambda screen: "[1]" in screen and "云乐镇2023年" in screen)
    assert "读作: 数量  云乐镇" in screen
    assert "[1]" in screen
    assert "云乐镇 2023" in screen
    terminal.press("C-q")
    kept = list((tmp_path / "state" / "conversations").iterdir())
    assert QUESTION in kept[0].read_text(encoding="utf-8")
