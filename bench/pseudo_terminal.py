"""The terminal chat as a terminal sees it: keys go in, bytes come out, and both are timed."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Self

QUESTION = "云乐镇有几名法律顾问"
PATIENCE = 60
"""Seconds without a byte after which something is broken."""


class Chat:
    """The chat in a pseudo-terminal."""

    def __init__(self, state: Path, *options: str, size: tuple[int, int] = (120, 36)) -> None:
        """Starts it, in a terminal of so many columns and lines."""
        self._master, slave = pty.openpty()
        columns, lines = size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        command = [sys.executable, "-m", "tui", "--lang", "zh", "--state", str(state), *options]
        self._start = perf_counter()
        environ = environment()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environ, start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def paint(self, words: str) -> float:
        """Seconds from the start of the process until the words are out."""
        self._until(words)
        return perf_counter() - self._start

    def type(self, keys: str, words: str) -> float:
        """Seconds from sending the keys, when all is quiet, until the words are out."""
        self.quiet()
        return self.echo(keys, words)

    def echo(self, keys: str, words: str) -> float:
        """Seconds from sending the keys until the words are out."""
        start = perf_counter()
        self.send(keys)
        self._until(words)
        return perf_counter() - start

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def quiet(self, seconds: float = 0.5) -> bytes:
        """What comes out until nothing has for so long."""
        seen = b""
        while select.select([self._master], [], [], seconds)[0]:
            seen += os.read(self._master, 65536)
        return seen

    def leave(self) -> tuple[float, int]:
        """Seconds from ^q until the process has ended, and its exit code: negative for a crash."""
        start = perf_counter()
        self.send("\x11")
        while self._process.poll() is None:
            if perf_counter() - start > PATIENCE:
                raise TimeoutError("^q")
            with suppress(OSError):  # the other end is closed
                self.quiet(0.005)
        return perf_counter() - start, self._process.returncode

    def hang_up(self) -> int:
        """The exit code of the process after its terminal went away without a signal."""
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDONLY)
        return self._process.wait(PATIENCE)

    def _until(self, words: str) -> None:
        seen = b""
        while words.encode() not in seen:
            if not select.select([self._master], [], [], PATIENCE)[0]:
                raise TimeoutError(words)
            seen += os.read(self._master, 65536)


def environment() -> Mapping[str, str]:
    """A terminal with all colours, and compiled files as on any machine."""
    left = ("PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if name not in left}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
