"""What the file of an index keeps for an engine that proposes: the counts that scores rest on.

In how many sentences and contexts each token stands, and how long these are. The engine knows a
report by a key of its own, and a sentence by its place in the report, so that what is written need
not change when other reports come or go.
"""

import sqlite3
from collections import Counter

from qa.index.sqlite_writing import insert

PLACES = 1 << 32
"""More than a report has pieces: a sentence goes by the key of its report and its place there."""
TEXTS = ("body", "context")
"""What a sentence is found by: its own tokens and those of what stands around it."""
_SCHEMA = """
CREATE TABLE term (token TEXT PRIMARY KEY, body INTEGER, context INTEGER) WITHOUT ROWID;
CREATE TABLE posted (key INTEGER PRIMARY KEY, report TEXT);
"""


class CountsWriter:
    """Counts the tokens of sentences as they come."""

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}
        self._bodies: Counter[str] = Counter()
        self._contexts: Counter[str] = Counter()
        self._lengths = dict.fromkeys(TEXTS, 0)

    def count(self, report: str, body: list[str], context: list[str]) -> int:
        """Takes the tokens of a sentence and of its context; gives the key of its report."""
        self._bodies.update(set(body))
        self._contexts.update(set(context))
        self._lengths["body"] += len(body)
        self._lengths["context"] += len(context)
        return self._keys.setdefault(report, len(self._keys))

    def write(self, file: sqlite3.Connection) -> None:
        """Writes the counts to the file."""
        file.executescript(_SCHEMA)
        tokens = sorted(self._bodies.keys() | self._contexts.keys())
        insert(file, "term", ((t, self._bodies[t], self._contexts[t]) for t in tokens))
        insert(file, "posted", ((key, report) for report, key in self._keys.items()))
        insert(file, "meta", [(f"length of {k}", str(n)) for k, n in self._lengths.items()])
