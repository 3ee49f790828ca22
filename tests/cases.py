"""Tables of cases under tests/tables."""

from pathlib import Path

TABLES = Path(__file__).parent / "tables"


def read_cases(name: str) -> list[list[str]]:
    """The rows of a table, cut at tabs; empty lines and comments left out."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
