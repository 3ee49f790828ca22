"""Counts: what scores rest on, as the file of an index keeps it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from qa.index.contract import rarity
from qa.index.parts.recent import Recent
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
        self._recent = Recent(self._read, _REMEMBERED)
        self.rarity = lru_cache(_REMEMBERED)(self._weigh)

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """As `SearchIndex.vocabulary` says."""
        yield from self._file.rows("SELECT token, body FROM term WHERE body > 0 ORDER BY token")

    def of(self, token: str) -> tuple[int, int]:
        """In how many sentences and in how many contexts a token stands."""
        return self._recent.get([token])[0]

    def prepare(self, tokens: Sequence[str]) -> None:
        """Reads the counts of tokens at once, before they are asked for one by one."""
        self._recent.get(tokens)

    def _read(self, tokens: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
        found = dict.fromkeys(tokens, (0, 0))
        sql = "SELECT token, body, context FROM term WHERE token IN"
        found.update(
            (token, (body, context)) for token, body, context in self._file.among(sql, tokens)
        )
        yield from found.items()

    def _weigh(self, token: str) -> tuple[float, float]:
        """The idf of a token in sentences and in contexts."""
        body, context = self.of(token)
        return rarity(self.sentences, body), rarity(self.sentences, context)
