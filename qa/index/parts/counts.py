"""Counts: what scores rest on, as the file of an index keeps it."""

from collections.abc import Iterator
from functools import lru_cache

from qa.index.contract import rarity
from qa.index.parts.totals import TEXTS
from qa.index.sqlite_file import SqliteFile

_REMEMBERED = 8192


class TokenCounts:
    """The counts of an index; threads may share them."""

    def __init__(self, file: SqliteFile) -> None:
        """Reads from this file."""
        self._file = file
        meta = dict(file.rows("SELECT key, value FROM meta"))
        self.sentences: int = meta["sentences"]
        """How many can be found."""
        self.means = [meta[f"length of {text}"] / max(self.sentences, 1) for text in TEXTS]
        """Tokens of a sentence and of its context on average."""
        self.of = lru_cache(_REMEMBERED)(self._read)
        self.rarity = lru_cache(_REMEMBERED)(self._weigh)

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """As `SearchIndex.vocabulary` says."""
        yield from self._file.rows("SELECT token, body FROM term WHERE body > 0 ORDER BY token")

    def _read(self, token: str) -> tuple[int, int]:
        """In how many sentences and in how many contexts a token stands."""
        rows = self._file.rows("SELECT body, context FROM term WHERE token = ?", token)
        return rows[0] if rows else (0, 0)

    def _weigh(self, token: str) -> tuple[float, float]:
        """The idf of a token in sentences and in contexts."""
        body, context = self.of(token)
        return rarity(self.sentences, body), rarity(self.sentences, context)
