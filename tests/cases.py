"""Tables of cases under tests/tables."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

TABLES = Path(__file__).parent / "tables"
_KNOWN = "xfail: "


def read_cases(name: str) -> list[list[str]]:
    """The rows of a table, cut at tabs; empty lines and comments left out."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def read_marked(name: str) -> list[ParameterSet]:
    """The rows as parameters; one whose last cell says `xfail: WHY` is expected to fail."""
    found = []
    for row in read_cases(name):
        reason = row.pop().removeprefix(_KNOWN) if row[-1].startswith(_KNOWN) else ""
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        found.append(pytest.param(row, id=row[0], marks=marks))
    return found


def cut(cell: str) -> list[str]:
    """The parts of a cell; none for a dash."""
    return [] if cell == "-" else cell.split("、")
