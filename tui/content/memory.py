"""What is remembered between starts, as one JSON file that is replaced whole."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from qa import files


class Remembered(NamedTuple):
    """The reader's taste."""

    theme: str = "textual-dark"
    share: int = 50
    """Of the screen's width for the source, in percent."""
    sidebar: bool = False
    outline: bool = True


class Memory:
    """What is remembered, and the file that keeps it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.kept = load(path)

    def keep(self, **changes: Any) -> None:
        """Keep something for the next start."""
        self.kept = self.kept._replace(**changes)
        save(self._path, self.kept)


def load(path: Path) -> Remembered:
    """What was remembered; the defaults for what is missing or makes no sense."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Remembered()
    if not isinstance(table, dict):
        return Remembered()
    plain = Remembered()._asdict().items()
    return Remembered(**{n: table[n] for n, value in plain if type(table.get(n)) is type(value)})


def save(path: Path, remembered: Remembered) -> None:
    """Keep it; a disk that cannot be written costs the memory, not the conversation."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, json.dumps(remembered._asdict()).encode())
