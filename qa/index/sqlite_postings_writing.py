"""Writing the postings of the built-in index: the weights of `qa.index.bm25` by token.

They are stored in blocks of sentence numbers.
"""

import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from qa.index.sqlite_writing import insert

CONTEXT = "\x01"
"""Marks a token as one of the context; no token of a text holds it."""
BLOCK = 8192
"""Sentence numbers a posting row spans: a search within one report reads one row a token."""
_SCHEMA = """
CREATE TABLE posting (token TEXT, block INTEGER, numbers BLOB, weights BLOB,
    PRIMARY KEY (token, block)) WITHOUT ROWID;
"""


class SqlitePostingsWriter:
    """Keeps the tokens of all sentences until their weights can be told."""

    def __init__(self) -> None:
        self._bodies: dict[int, list[str]] = {}
        self._contexts: dict[int, list[str]] = {}

    def add(
        self, _report: str, _numbers: range, number: int, body: list[str], context: list[str]
    ) -> None:
        """Takes the tokens of a sentence and of its context."""
        self._bodies[number], self._contexts[number] = body, context

    def finish(self, file: sqlite3.Connection) -> None:
        """Writes the weights."""
        file.execute(_SCHEMA)
        insert(file, "posting", _rows(CONTEXT, self._contexts))
        insert(file, "posting", _rows("", self._bodies))


def _rows(
    prefix: str, documents: Mapping[int, list[str]]
) -> Iterator[tuple[str, int, bytes, bytes]]:
    if not any(documents.values()):
        return
    from qa.index.bm25 import ContractBM25  # numpy's 70 ms, which a question need not pay

    places = list(documents)
    for token, found, weights in ContractBM25(documents.values()).weights():
        numbers = array("I", (places[number] for number in found))
        for block in range(numbers[0] // BLOCK, numbers[-1] // BLOCK + 1):
            borders = block * BLOCK, (block + 1) * BLOCK
            part = slice(*(bisect_left(numbers, border) for border in borders))
            if numbers[part]:
                yield prefix + token, block, _pack(numbers[part]), _pack(weights[part])


def _pack(values: "array[int] | array[float]") -> bytes:
    """The values as little-endian numbers."""
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()
