"""The built-in search index: postings in the file of the index, weighed as they are read.

Asking is adding up, without numpy.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest

from qa.index.contract import Contract, Wordings, damping, groups_of, weight
from qa.index.parts.counts import TokenCounts
from qa.index.parts.numbering import Numbering
from qa.index.parts.recent import Recent
from qa.index.parts.totals import TEXTS
from qa.index.protocol import Terms
from qa.index.sqlite_file import SqliteFile
from qa.index.sqlite_postings_writing import MARKS, unpack

_KEPT = 64 << 20  # bytes of the largest file whose postings are remembered
_SHARES = dict(zip(TEXTS, (1.0, Contract.context), strict=True))
_Weighed = tuple[list[int], list[float]]
"""The numbers of sentences and what a token is worth in each."""
_NOWHERE: _Weighed = ([], [])
_Keys = frozenset[int] | None
"""Of the reports a sentence may be in; None for all."""
_ALL = (0, sys.maxsize)
_Wanted = tuple[str, str, _Keys]
"""Where a token is to stand, the token and the reports."""


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
        self._weighed = Recent(self._weigh, kept)
        self._damped = lru_cache(8192)(self._damp)

    def __len__(self) -> int:
        """How many sentences can be found: those with the role body."""
        return self._counts.sentences

    def df(self, token: str) -> int:
        """As `SearchIndex.df` says."""
        return self._counts.of(token)[0]

    def holding(self, tokens: Sequence[str], limit: int) -> tuple[int, list[int]]:
        """As `SearchIndex.holding` says."""
        wanted = list(dict.fromkeys(tokens))
        held: dict[int, list[bytes]] = defaultdict(list)
        for _, key, packed in self._read(wanted, None):
            held[key].append(packed)
        # Only in reports that hold them all it is seen where.
        found = sorted(
            self._numbering.range_of(key).start + place
            for key, some in held.items()
            if len(some) == len(wanted)
            for place in set.intersection(*(set(_split(packed)[0]) for packed in some))
        )
        return len(found), found if len(found) <= limit else []

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
        keys = None if within is None else frozenset(self._numbering.keys(within))
        groups = groups_of(terms)
        tokens = {token for group in groups for wording, _ in group for token in wording}
        wanted = [(text, token, keys) for text in TEXTS for token in sorted(tokens)]
        found = dict(zip(wanted, self._weighed.get(wanted), strict=True))
        scores: dict[int, float] = defaultdict(float)
        for group in groups:
            _add(scores, group, lambda text, token: found[text, token, keys])
        return scores

    def check(self) -> None:
        """All lies in the file of the index."""

    def _weigh(self, wanted: Sequence[_Wanted]) -> Iterator[tuple[_Wanted, _Weighed]]:
        """What some tokens are worth in the same reports, those of one search."""
        keys = wanted[0][2]
        self._counts.prepare([token for _, token, _ in wanted])
        found: dict[_Wanted, _Weighed] = {one: ([], []) for one in wanted}
        marked = {MARKS[one[0]] + one[1]: one for one in wanted}
        for token, key, packed in self._read(list(marked), keys):
            if keys is None or key in keys:
                one = marked[token]
                numbers, weights = self._weights(*one[:2], key, packed)
                found[one][0].extend(numbers)
                found[one][1].extend(weights)
        yield from found.items()

    def _weights(
        self, text: str, token: str, key: int, packed: bytes
    ) -> tuple[Iterator[int], Iterator[float]]:
        """The numbers of those sentences of a report that hold a token, and its worth in each."""
        idf = self._counts.rarity(token)[TEXTS.index(text)]
        start, damped = self._numbering.range_of(key).start, self._damped(text, key)
        places, counts = _split(packed)
        weights = (weight(idf, n, damped[at]) for at, n in zip(places, counts, strict=True))
        return (start + place for place in places), weights

    def _read(self, marked: Sequence[str], keys: _Keys) -> Iterator[tuple[str, int, bytes]]:
        """Tokens, keys of reports that hold them, and where and how often they stand there."""
        first, last = _ALL if keys is None else (min(keys, default=0), max(keys, default=-1))
        sql = "SELECT token, report, held FROM posting WHERE token IN"
        return self._file.among(sql, marked, "AND report BETWEEN ? AND ?", first, last)

    def _damp(self, text: str, key: int) -> Mapping[int, float]:
        """The damping of each sentence of a report by its place."""
        row = self._file.one(f"SELECT places, {text} FROM length WHERE report = ?", key)
        mean = self._counts.means[TEXTS.index(text)]
        return {at: damping(n, mean) for at, n in zip(*map(unpack, row), strict=True)}


def _add(
    scores: dict[int, float], group: Wordings, weighed: Callable[[str, str], _Weighed]
) -> None:
    """Adds a group: in the sentence and in its context are two alternatives of a wording."""
    best: dict[int, float] = {}
    total: dict[int, float] = {}
    for wording, factor in group:
        for text, share in _SHARES.items():
            part = _sum([weighed(text, token) for token in wording], factor * share)
            if not total:
                best, total = part, dict(part)
                continue
            for number, score in part.items():
                total[number] = total.get(number, 0.0) + score
                if score > best.get(number, 0.0):
                    best[number] = score
    for number, score in best.items():
        scores[number] += (1 - Contract.tie) * score + Contract.tie * total[number]


def _sum(tokens: Sequence[_Weighed], factor: float) -> dict[int, float]:
    """What tokens count together in each sentence that holds one of them."""
    first, *others = tokens or [_NOWHERE]
    scores = {number: factor * worth for number, worth in zip(*first, strict=True)}
    for token in others:
        for number, worth in zip(*token, strict=True):
            scores[number] = scores.get(number, 0.0) + factor * worth
    return scores


def _split(packed: bytes) -> tuple[Sequence[int], Sequence[int]]:
    """The places of sentences that hold a token, and how often each does."""
    held = unpack(packed)
    return held[: len(held) // 2], held[len(held) // 2 :]


def _best(scores: Mapping[int, float], limit: int) -> list[tuple[int, float]]:
    """The highest of the scores above 0, best first, ties by number."""
    bar = min(nlargest(limit, scores.values()), default=0.0)
    found = [(-score, number) for number, score in scores.items() if score >= bar and score > 0]
    return [(number, -score) for score, number in sorted(found)[:limit]]
