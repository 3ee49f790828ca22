"""The one writer of stderr: notes, progress and errors. stdout is left to data."""

import os
import sys
from collections.abc import Iterable
from time import monotonic
from typing import TextIO

_BAR = 30
"""Characters of the progress bar."""
_SURE = 2
"""Seconds from which on the time left can be told."""


def note(message: str) -> None:
    """Say something on a line of its own, if there is anywhere to say it."""
    if sys.stderr is not None:
        print(f"yinju: {message}", file=sys.stderr, flush=True)


def show(lines: Iterable[str]) -> None:
    """Show what is for people only, as it stands."""
    if sys.stderr is not None:
        for line in lines:
            print(line, file=sys.stderr, flush=True)


class Progress:
    """Shows a bar with the time left, on a terminal only."""

    def __init__(self) -> None:
        self._last = self._first = 0
        self._since = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Shows how much is done; a total of 0 is not known."""
        if not is_terminal(sys.stderr):
            return
        if not self._last or done < self._last:
            self._first, self._since = done, monotonic()
        self._last = done if not total or done < total else 0
        filled = _BAR * done // total if total else 0
        bar = f"[{'#' * filled}{'.' * (_BAR - filled)}] " if total else ""
        count = f"{done}/{total}{self._left(done, total)}" if total else str(done)
        end = "\r\x1b[K" if total and done >= total else "\x1b[K"
        print(f"\r{bar}{count}{end}", end="", file=sys.stderr, flush=True)

    def _left(self, done: int, total: int) -> str:
        """The minutes and seconds that are left, as long as those before it took."""
        spent = monotonic() - self._since
        if done <= self._first or spent < _SURE:
            return ""
        minutes, seconds = divmod(round(spent * (total - done) / (done - self._first)), 60)
        return f" ~{minutes}:{seconds:02}"


progress = Progress()
"""The bar of whatever takes long; one at a time."""


def clear() -> None:
    """Take the counter away."""
    if is_terminal(sys.stderr):
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at the stream."""
    return stream is not None and not stream.closed and stream.isatty()


def in_color(choice: str, stream: TextIO | None) -> bool:
    """Whether to colour the stream: by choice, else NO_COLOR, FORCE_COLOR, and a real terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"
