"""Data files: the one place that opens what lies under `qa/data`.

Names are those of files below that folder, such as `query/cues.toml`. In files of lines and rows a
line that is blank or begins with `#` says nothing.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from qa.cache import keep
from qa.errors import SettingsError
from qa.files import states

_FOLDER = Path(__file__).parents[1] / "data"


def read_text(name: str) -> str:
    """A file as it stands."""
    return find_file(name).read_text(encoding="utf-8")


def _numbered(name: str) -> Iterator[tuple[int, str]]:
    lines = enumerate(read_text(name).splitlines(), 1)
    return ((number, line) for number, line in lines if line.strip() and line[0] != "#")


def read_lines(name: str) -> Iterator[str]:
    """The lines of a file."""
    return (line for _, line in _numbered(name))


def read_rows(name: str, cells: int = 1) -> Iterator[tuple[str, ...]]:
    """The tab-separated rows of a file.

    Raises:
        SettingsError: A row has fewer than `cells` cells; the files are there to be edited.
    """
    for number, line in _numbered(name):
        row = tuple(line.split("\t"))
        if len(row) < cells:
            raise SettingsError(
                "{file}, line {line}: write {cells} cells with tabs between",
                file=name,
                line=number,
                cells=cells,
            )
        yield row


def read_toml(name: str) -> Mapping[str, Any]:
    """The tables of a TOML file."""
    tables: Mapping[str, Any] = _all_tables()[name]
    return tables


@cache
def _all_tables() -> Mapping[str, Any]:
    """The tables of all TOML files by name; to parse them takes ten times as long as to read."""
    tables: Mapping[str, Any] = json.loads(keep("tables", stamp(), _parse_tables))
    return tables


def _parse_tables() -> bytes:
    import tomllib

    names = (path.relative_to(_FOLDER).as_posix() for path in _FOLDER.rglob("*.toml"))
    return json.dumps({name: tomllib.loads(read_text(name)) for name in names}).encode()


@cache
def stamp() -> str:
    """What tells the data files as they are from others."""
    return sha256(repr(states(_FOLDER)).encode()).hexdigest()[:16]


def read_numbers(name: str) -> dict[str, float]:
    """The named numbers of a JSON file."""
    numbers: dict[str, float] = json.loads(read_text(name))
    return numbers


def find_file(name: str) -> Path:
    """Where a file lies."""
    return _FOLDER / name


def find_files(folder: str = "") -> list[Path]:
    """All data files, or those below a folder such as `lexicon/en`, in order of their names."""
    return sorted(path for path in (_FOLDER / folder).rglob("*") if path.is_file())
