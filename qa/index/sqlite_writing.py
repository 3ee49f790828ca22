"""Writing an index: all of it under a draft's name, then moved to its place at once.

An index that changes is copied first: whoever has it open reads on in the old one, and a builder
that is killed leaves it whole. The checksum of the file stands in SQLite's user_version.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from shutil import copyfile
from zlib import crc32

from qa import files
from qa.errors import IndexFault

FORMAT = "7"
"""Of the file; counted up when its layout changes."""
MARK = 0x79696E6A
"""SQLite's application_id in every index: yinj."""

_MARKED = 68
"""Offset of SQLite's application_id."""
_SEAL = 60
"""Offset of SQLite's user_version."""


@contextmanager
def drafted(path: Path, changes: bool = False) -> Iterator[Path]:
    """A draft to write to, sealed and moved to `path` if all goes well and removed if not.

    Args:
        path: Of the index.
        changes: Whether the draft begins as a copy of what stands there.

    Raises:
        IndexFault: The file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.sweep(path.parent, path.name)
        with files.drafted(path) as draft:
            if changes:
                copyfile(path, draft)
            yield draft
            _seal(draft)
    except (OSError, sqlite3.Error) as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: Exception) -> IndexFault:
    """The fault of an index that cannot be written."""
    return IndexFault(
        "cannot write the index {path} ({why}); make room or choose another folder",
        path=path,
        why=error,
    )


def is_other(path: Path) -> bool:
    """Whether a file stands there that is no index: it holds something that is not ours."""
    try:
        with path.open("rb") as file:
            head = file.read(_MARKED + 4)
    except OSError:
        return False  # whoever writes there will hear why that cannot be
    return bool(head) and head[_MARKED:] != MARK.to_bytes(4, "big")


def checksum(path: Path) -> int:
    """The checksum of all bytes of the file but those that hold it."""
    with path.open("rb") as file:
        total = crc32(file.read(_SEAL))
        file.seek(_SEAL + 4)
        while chunk := file.read(1 << 20):
            total = crc32(chunk, total)
    return total


def sealed_checksum(path: Path) -> int:
    """The checksum that stands in the file."""
    with path.open("rb") as file:
        file.seek(_SEAL)
        return int.from_bytes(file.read(4), "big")


def insert(file: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Adds rows of one length to a table."""
    left = iter(rows)
    for first in left:
        sql = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
        file.executemany(sql, chain((first,), left))


def _seal(path: Path) -> None:
    """Writes the checksum into the file."""
    seal = checksum(path).to_bytes(4, "big")
    with path.open("r+b") as file:
        file.seek(_SEAL)
        file.write(seal)
