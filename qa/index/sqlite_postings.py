"""The built-in search index: weighted postings in the file of the index.

The weight of every token in every sentence is worked out when the index is built (`qa.index.bm25`),
so that asking is adding up, without numpy.
"""

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from operator import attrgetter
from typing import Any

from qa.index.contract import Contract, Wordings, groups_of
from qa.index.protocol import Terms
from qa.index.sqlite_file import SqliteFile
from qa.index.sqlite_postings_writing import BLOCK, CONTEXT

_KEPT = 64 << 20  # bytes of the largest file whose postings are remembered
_Blocks = dict[int, list[tuple[int, int]]]


class SqlitePostings:
    """Searches the postings of an index file; threads may share it."""

    def __init__(self, file: SqliteFile, numbers: Callable[[str], range]) -> None:
        """Reads from this file.

        Args:
            file: Of the index.
            numbers: Gives the sentence numbers of a report by its id.
        """
        self._file, self._numbers = file, numbers
        self._df = lru_cache(8192)(self._read_df)
        self._sentences: int | None = None
        # Postings of a large corpus are too much to keep.
        kept = 8192 if file.path.stat().st_size <= _KEPT else 0
        self._blocks = lru_cache(kept)(self._read_blocks)

    def __len__(self) -> int:
        """How many sentences can be found: those with the role body."""
        if self._sentences is None:
            count = self._file.one("SELECT value FROM meta WHERE key = 'sentences'")[0]
            self._sentences = int(count)
        return self._sentences

    def df(self, token: str) -> int:
        """As `SearchIndex.df` says."""
        return self._df(token)

    def holding(self, tokens: Sequence[str], limit: int) -> tuple[int, list[int]]:
        """As `SearchIndex.holding` says."""
        found = set.intersection(*(set(self._holding(token)) for token in tokens))
        return len(found), sorted(found) if len(found) <= limit else []

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """As `SearchIndex.vocabulary` says."""
        sql = "SELECT token, sum(length(numbers)) / 4 FROM posting WHERE token > ? GROUP BY token"
        yield from self._file.rows(sql, CONTEXT + "\U0010ffff")

    def search(
        self, terms: Terms, within: Sequence[str] | None = None, limit: int = 10
    ) -> list[tuple[int, float]]:
        """As `SearchIndex.search` says."""
        return _best(self._scores(terms, within), limit)

    def search_each(
        self, terms: Terms, within: Sequence[str], each: int
    ) -> dict[str, list[tuple[int, float]]]:
        """As `SearchIndex.search_each` says."""
        scores = self._scores(terms, within)
        held = {id: self._numbers(id) for id in within}
        found = {id: {n: scores[n] for n in ns if n in scores} for id, ns in held.items()}
        return {id: best for id, of_report in found.items() if (best := _best(of_report, each))}

    def _scores(self, terms: Terms, within: Sequence[str] | None) -> dict[int, float]:
        """The scores of all sentences that hold a token of the terms."""
        blocks = None if within is None else _cut_ranges(list(map(self._numbers, within)))
        scores: dict[int, float] = defaultdict(float)
        for group in groups_of(terms):
            self._add(scores, group, blocks)
        return scores

    def check(self) -> None:
        """All lies in the file of the index."""

    def _add(self, scores: dict[int, float], group: Wordings, blocks: _Blocks | None) -> None:
        """Adds a group: in the sentence and in its context are two alternatives of a wording."""
        best: dict[int, float] = {}
        total: dict[int, float] = defaultdict(float)
        for wording, factor in group:
            for mark, weight in (("", factor), (CONTEXT, factor * Contract.context)):
                part = self._sum([mark + token for token in wording], weight, blocks)
                for number, score in part.items():
                    total[number] += score
                    if score > best.get(number, 0.0):
                        best[number] = score
        for number, score in best.items():
            scores[number] += (1 - Contract.tie) * score + Contract.tie * total[number]

    def _sum(
        self, tokens: Sequence[str], factor: float, blocks: _Blocks | None
    ) -> Mapping[int, float]:
        """What the tokens count together in each sentence that holds one of them."""
        scores: dict[int, float] = defaultdict(float)
        for token in tokens:
            for numbers, weights in self._postings(token, blocks):
                for number, weight in zip(numbers, weights, strict=True):
                    scores[number] += factor * weight
        return scores

    def _postings(
        self, token: str, blocks: _Blocks | None
    ) -> Iterator[tuple["array[int]", "array[float]"]]:
        """The numbers of the token's sentences and its weights there, as far as they are asked."""
        if blocks is None:
            for _, numbers, weights in self._blocks(token, 0, sys.maxsize):
                yield numbers, weights
        elif blocks:
            for block, held, values in self._blocks(token, min(blocks), max(blocks)):
                for start, stop in blocks.get(block, ()):
                    part = slice(bisect_left(held, start), bisect_left(held, stop))
                    yield held[part], values[part]

    def _holding(self, token: str) -> Iterator[int]:
        rows = self._file.rows("SELECT numbers FROM posting WHERE token = ?", token)
        return (number for (numbers,) in rows for number in _unpack("I", numbers))

    def _read_df(self, token: str) -> int:
        sql = "SELECT coalesce(sum(length(numbers)), 0) / 4 FROM posting WHERE token = ?"
        return int(self._file.one(sql, token)[0])

    def _read_blocks(
        self, token: str, first: int, last: int
    ) -> list[tuple[int, "array[int]", "array[float]"]]:
        sql = (
            "SELECT block, numbers, weights FROM posting WHERE token = ? AND block BETWEEN ? AND ?"
        )
        rows = self._file.rows(sql, token, first, last)
        return [(block, _unpack("I", ns), _unpack("d", ws)) for block, ns, ws in rows]


def _best(scores: Mapping[int, float], limit: int) -> list[tuple[int, float]]:
    """The highest of the scores above 0, best first, ties by number."""
    bar = min(nlargest(limit, scores.values()), default=0.0)
    found = [(-score, number) for number, score in scores.items() if score >= bar and score > 0]
    return [(number, -score) for score, number in sorted(found)[:limit]]


def _cut_ranges(ranges: Sequence[range]) -> _Blocks:
    """The numbers in any of the ranges as stretches that neither overlap nor touch, by block."""
    stretches: list[list[int]] = []
    for span in sorted(ranges, key=attrgetter("start")):
        if stretches and span.start <= stretches[-1][1]:
            stretches[-1][1] = max(stretches[-1][1], span.stop)
        else:
            stretches.append([span.start, span.stop])
    blocks: _Blocks = defaultdict(list)
    for start, stop in stretches:
        borders = range((start // BLOCK + 1) * BLOCK, stop, BLOCK)
        for low, high in pairwise([start, *borders, stop]):
            blocks[low // BLOCK].append((low, high))
    return blocks


def _unpack(code: str, packed: bytes) -> "array[Any]":
    values = array(code, packed)
    if sys.byteorder == "big":
        values.byteswap()
    return values
