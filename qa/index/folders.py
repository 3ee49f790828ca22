"""The folder beside the file of an index where an engine keeps what is not in the file.

The file names its folder, which never changes once the file is in its place: an index is replaced
whole, and who reads the old one reads on.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from glob import escape
from pathlib import Path
from shutil import rmtree
from threading import get_ident
from time import time_ns

from qa.files import is_alive, is_file

FOLDER = "folder"
"""The key under which the file of an index names its folder."""
_SUFFIX = ".postings"


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A name for the folder of an index that is about to be written to `path`.

    If all goes well the folder of the index that stood there is removed, else the new one.
    """
    _clear(path)
    before = named_by(path, FOLDER)
    folder = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}-{time_ns()}{_SUFFIX}")
    try:
        yield folder
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise
    if before and before != named_by(path, FOLDER):
        rmtree(path.with_name(before), ignore_errors=True)


def named_by(path: Path, key: str) -> str | None:
    """What the file of an index names under this key; None if there is no such file."""
    if not is_file(path):
        return None
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as file:
        rows = file.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchall()
        return str(rows[0][0]) if rows else None
    return None


def _clear(path: Path) -> None:
    """Removes what builders of this index left behind when they were killed."""
    kept = named_by(path, FOLDER)
    for folder in path.parent.glob(f"{escape(path.name)}.*{_SUFFIX}"):
        process = folder.name.removeprefix(f"{path.name}.").partition("-")[0]
        if folder.name != kept and process.isdecimal() and not is_alive(int(process)):
            rmtree(folder, ignore_errors=True)
