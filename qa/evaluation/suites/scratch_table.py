"""A table on disk that goes away when it is closed: a suite's ids and verdicts are not held."""

import sqlite3


def open_scratch(schema: str) -> sqlite3.Connection:
    """A private database for this run; what it holds beyond a small cache is in a file."""
    scratch = sqlite3.connect("", isolation_level=None)
    scratch.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {schema}")
    return scratch


def storable(text: str) -> str:
    """The text with what UTF-8 cannot hold as its escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
