"""What is remembered between starts, as one JSON file that is replaced whole."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from qa import files


@dataclass(frozen=True, slots=True)
class Remembered:
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
        self.kept = replace(self.kept, **changes)
        save(self._path, self.kept)


def load(path: Path) -> Remembered:
    """What was remembered; the defaults for what is missing or makes no sense."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Remembered()
    if not isinstance(table, dict):
        return Remembered()
    plain = Remembered()
    known = {
        field.name: table[field.name]
        for field in fields(Remembered)
        if type(table.get(field.name)) is type(getattr(plain, field.name))
    }
    return Remembered(**known)


def save(path: Path, remembered: Remembered) -> None:
    """Keep it; a disk that cannot be written costs the memory, not the conversation."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, json.dumps(asdict(remembered)).encode())
