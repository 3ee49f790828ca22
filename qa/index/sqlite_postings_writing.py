"""Writing the postings of the built-in index: where and how often a report holds each token.

What a token is worth hangs on the whole corpus and is worked out on asking, so a report that comes
or goes leaves the postings of the others alone.
"""

import sqlite3
import sys
from array import array
from collections.abc import Iterator, Sequence

from qa.index.parts.totals import TEXTS
from qa.index.protocol import Found
from qa.index.sqlite_writing import insert

MARKS = dict(zip(TEXTS, ("", "\x01"), strict=True))
"""Marks a token as one of the context; no token of a text holds it."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS posting (token TEXT, report INTEGER, held BLOB,
    PRIMARY KEY (token, report)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS length (report INTEGER PRIMARY KEY, places BLOB, body BLOB,
    context BLOB);
"""


class SqlitePostingsWriter:
    """Writes postings into the file of the index itself."""

    def __init__(self) -> None:
        # A nameless database lies in memory, and on the disk when it grows.
        self._coming = sqlite3.connect("")
        self._coming.executescript(_SCHEMA)
        self._going: list[tuple[str, int]] = []

    def add(self, key: int, found: Sequence[Found]) -> None:
        """As `PostingsWriter.add` says."""
        from qa.index.bm25 import ContractBM25  # numpy's 70 ms, which a question need not pay

        if not found:
            return
        lengths = []
        for mark, texts in zip(MARKS.values(), _texts(found), strict=True):
            counted = ContractBM25(texts)
            lengths.append(pack(counted.doc_len))
            rows = (
                (mark + token, key, pack([*(found[n].place for n in ns), *counts]))
                for token, ns, counts in counted.counts()
            )
            insert(self._coming, "posting", rows)
        places = pack([one.place for one in found])
        insert(self._coming, "length", [(key, places, *lengths)])

    def remove(self, key: int, found: Sequence[Found]) -> None:
        """As `PostingsWriter.remove` says."""
        for mark, texts in zip(MARKS.values(), _texts(found), strict=True):
            tokens = sorted({token for tokens in texts for token in tokens})
            self._going += ((mark + token, key) for token in tokens)

    def finish(self, file: sqlite3.Connection) -> None:
        """As `PostingsWriter.finish` says."""
        file.executescript(_SCHEMA)
        sql = "DELETE FROM posting WHERE token = ? AND report = ?"
        file.executemany(sql, self._going)
        file.executemany("DELETE FROM length WHERE report = ?", {(k,) for _, k in self._going})
        for table, order in (("posting", "token, report"), ("length", "report")):
            insert(file, table, self._coming.execute(f"SELECT * FROM {table} ORDER BY {order}"))
        self._coming.close()


def _texts(found: Sequence[Found]) -> Iterator[list[list[str]]]:
    """The tokens of all sentences, then those of their contexts."""
    for texts in ((one.body for one in found), (one.context for one in found)):
        yield [text.split(" ") if text else [] for text in texts]


def pack(values: Sequence[int]) -> bytes:
    """The values as little-endian numbers of two bytes, or of four, behind the sign for these."""
    size = "H" if max(values, default=0) < 1 << 16 else "I"
    packed = array(size, values)
    if sys.byteorder == "big":
        packed.byteswap()
    return size.encode() + packed.tobytes()


def unpack(packed: bytes) -> "array[int]":
    """The values in bytes that `pack` made."""
    values = array(packed[:1].decode(), packed[1:])
    if sys.byteorder == "big":
        values.byteswap()
    return values
