"""The built-in search index: postings in the file of the index, weighed as they are read.

Asking is adding up, without numpy.
"""

import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest

from qa.index.contract import Contract, Wordings, damping, groups_of, weight
from qa.index.parts.counts import TokenCounts
from qa.index.parts.numbering import Numbering
from qa.index.parts.totals import TEXTS
from qa.index.protocol import Terms
from qa.index.sqlite_file import SqliteFile
from qa.index.sqlite_postings_writing import MARKS, unpack

_KEPT = 64 << 20  # bytes of the largest file whose postings are remembered
_SHARES = dict(zip(TEXTS, (1.0, Contract.context), strict=True))
_Weighed = list[tuple[int, Sequence[int], Sequence[float]]]
"""By key of the report, the numbers of sentences and what a token is worth in each."""
_Keys = Collection[int] | None
"""Of the reports a sentence may be in."""


class SqlitePostings:
    """Searches the postings of an index file; threads may share it."""

    def __init__(self, file: SqliteFile, numbering: Numbering) -> None:
        """Reads from this file.

        Args:
            file: Of the index.
            numbering: Of its sentences.
        """
        self._file, self._numbering, self._counts = file, numbering, TokenCounts(file)
        # Postings of a large corpus are too much to keep.
        kept = 8192 if file.path.stat().st_size <= _KEPT else 0
        self._weighed = lru_cache(kept)(self._weigh)
        self._damped = lru_cache(8192)(self._damp)

    def __len__(self) -> int:
        """How many sentences can be found: those with the role body."""
        return self._counts.sentences

    def df(self, token: str) -> int:
        """As `SearchIndex.df` says."""
        return self._counts.of(token)[0]

    def holding(self, tokens: Sequence[str], limit: int) -> tuple[int, list[int]]:
        """As `SearchIndex.holding` says."""
        found = set.intersection(*(set(self._holding(token)) for token in tokens))
        return len(found), sorted(found) if len(found) <= limit else []

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """As `SearchIndex.vocabulary` says."""
        return self._counts.vocabulary()

    def search(
        self, terms: Terms, within: Sequence[str] | None = None, limit: int = 10
    ) -> list[tuple[int, float]]:
        """As `SearchIndex.search` says."""
        return _best(self._scores(terms, within), limit)

    def rate(self, terms: Terms, numbers: Sequence[int]) -> list[float]:
        """As `SearchIndex.rate` says."""
        scores = self._scores(terms, list(map(self._numbering.report, numbers)))
        return [scores.get(number, 0.0) for number in numbers]

    def _scores(self, terms: Terms, within: Sequence[str] | None) -> dict[int, float]:
        """The scores of all sentences that hold a token of the terms."""
        keys = None if within is None else self._numbering.keys(within)
        scores: dict[int, float] = defaultdict(float)
        for group in groups_of(terms):
            self._add(scores, group, keys)
        return scores

    def check(self) -> None:
        """All lies in the file of the index."""

    def _add(self, scores: dict[int, float], group: Wordings, keys: _Keys) -> None:
        """Adds a group: in the sentence and in its context are two alternatives of a wording."""
        best: dict[int, float] = {}
        total: dict[int, float] = defaultdict(float)
        for wording, factor in group:
            for text, share in _SHARES.items():
                part = self._sum(text, wording, factor * share, keys)
                for number, score in part.items():
                    total[number] += score
                    if score > best.get(number, 0.0):
                        best[number] = score
        for number, score in best.items():
            scores[number] += (1 - Contract.tie) * score + Contract.tie * total[number]

    def _sum(
        self, text: str, tokens: Sequence[str], factor: float, keys: _Keys
    ) -> Mapping[int, float]:
        """What the tokens count together in each sentence that holds one of them."""
        scores: dict[int, float] = defaultdict(float)
        for token in tokens:
            for numbers, weights in self._postings(text, token, keys):
                for number, worth in zip(numbers, weights, strict=True):
                    scores[number] += factor * worth
        return scores

    def _postings(
        self, text: str, token: str, keys: _Keys
    ) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
        """The numbers of the token's sentences and its weights there, as far as they are asked."""
        if keys is None:
            for _, numbers, weights in self._weighed(text, token, 0, sys.maxsize):
                yield numbers, weights
        elif keys:
            for key, numbers, weights in self._weighed(text, token, min(keys), max(keys)):
                if key in keys:
                    yield numbers, weights

    def _holding(self, token: str) -> Iterator[int]:
        for key, places, _ in self._read(token, 0, sys.maxsize):
            first = self._numbering.range_of(key).start
            yield from (first + place for place in places)

    def _weigh(self, text: str, token: str, first: int, last: int) -> _Weighed:
        idf = self._counts.rarity(token)[TEXTS.index(text)]
        found: _Weighed = []
        for key, places, counts in self._read(MARKS[text] + token, first, last):
            start, damped = self._numbering.range_of(key).start, self._damped(text, key)
            weights = [weight(idf, n, damped[at]) for at, n in zip(places, counts, strict=True)]
            found.append((key, [start + place for place in places], weights))
        return found

    def _read(
        self, marked: str, first: int, last: int
    ) -> Iterator[tuple[int, Sequence[int], Sequence[int]]]:
        """Keys of reports, places there, and how often the token stands in each."""
        sql = "SELECT report, held FROM posting WHERE token = ? AND report BETWEEN ? AND ?"
        for key, packed in self._file.rows(sql, marked, first, last):
            held = unpack(packed)
            yield key, held[: len(held) // 2], held[len(held) // 2 :]

    def _damp(self, text: str, key: int) -> Mapping[int, float]:
        """The damping of each sentence of a report by its place."""
        row = self._file.one(f"SELECT places, {text} FROM length WHERE report = ?", key)
        mean = self._counts.means[TEXTS.index(text)]
        return {at: damping(n, mean) for at, n in zip(*map(unpack, row), strict=True)}


def _best(scores: Mapping[int, float], limit: int) -> list[tuple[int, float]]:
    """The highest of the scores above 0, best first, ties by number."""
    bar = min(nlargest(limit, scores.values()), default=0.0)
    found = [(-score, number) for number, score in scores.items() if score >= bar and score > 0]
    return [(number, -score) for score, number in sorted(found)[:limit]]
