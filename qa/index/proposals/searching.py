"""Searching with an engine that adds up roughly: it proposes sentences, the contract scores them.

Such an engine adds up in floats of four bytes and in an order of its own. So it is asked for more
than is wanted, what it finds is scored anew in the terms of the contract, and it is asked again for
more until nothing that is left can reach what was found. Order and bits are those of every other
engine.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from heapq import nlargest
from typing import Any, Generic, TypeVar

from qa.index.contract import (
    Contract,
    Weights,
    Wordings,
    damping,
    groups_of,
    round_length,
    score,
    weight,
)
from qa.index.parts.counts import TokenCounts
from qa.index.parts.numbering import Numbering
from qa.index.parts.totals import TEXTS
from qa.index.protocol import Terms
from qa.index.sqlite_file import SqliteFile

SHARES = dict(zip(TEXTS, (1.0, Contract.context), strict=True))
"""What a match in each text of a sentence counts."""

_SPARE = 8
"""How many more than are wanted are asked for at first; among equals that is often too few."""
_FARTHER = 4
"""How many times as many are asked for if that was so."""
SLACK = 1e-4
"""By what share an engine's score may be off: hundreds of sums of floats of four bytes."""
_READ = 2048
"""Sentences whose tokens are remembered, about a kilobyte each."""

At = TypeVar("At", bound=Hashable)
"""Where an engine keeps a sentence."""


class ProposedPostings(ABC, Generic[At]):
    """Searches with an engine that proposes; threads may share it.

    Does what `SearchIndex` says but for what an engine does its own way.
    """

    _spare = _SPARE

    def __init__(self, file: SqliteFile, numbering: Numbering) -> None:
        """Reads the counts of an index.

        Args:
            file: Of the index.
            numbering: Of its sentences.
        """
        self._file, self._numbering = file, numbering
        self._totals = TokenCounts(file)
        self._sentences, self._means = self._totals.sentences, self._totals.means
        self._counts, self._rarity = self._totals.of, self._totals.rarity
        self._texts = lru_cache(_READ)(self._stored)

    @property
    def _slack(self) -> float:
        """By what share the engine's scores of two sentences may be off against each other."""
        return SLACK

    @abstractmethod
    def _query(self, groups: Sequence[Wordings], within: Sequence[int] | None) -> Any:
        """What the engine is asked: a wording adds up, a group takes the best of its own.

        Args:
            groups: As `groups_of` gives them, without tokens that stand nowhere.
            within: Keys of the reports a sentence may be in, one at least; all if left out.
        """

    @abstractmethod
    def _ask(self, query: Any, depth: int) -> list[tuple[float, At]]:
        """So many of the best sentences at most, best first, on the scale of the contract."""

    @abstractmethod
    def _find(self, pieces: Sequence[int]) -> list[At]:
        """Where the engine keeps some pieces, in their order."""

    @abstractmethod
    def _stored(self, at: At) -> tuple[str, str]:
        """The tokens of a sentence and of its context, a blank between two."""

    def _prepare(self, found: Sequence[At]) -> None:
        """Told of which sentences the tokens are wanted next."""

    @abstractmethod
    def _pieces(self, found: Sequence[At]) -> list[int]:
        """Keys of reports and places there, as sentences are kept: key × PLACES + place."""

    def __len__(self) -> int:
        """How many sentences can be found: those with the role body."""
        return self._sentences

    def df(self, token: str) -> int:
        """As `SearchIndex.df` says."""
        return self._counts(token)[0]

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """As `SearchIndex.vocabulary` says."""
        return self._totals.vocabulary()

    def search(
        self, terms: Terms, within: Sequence[str] | None = None, limit: int = 10
    ) -> list[tuple[int, float]]:
        """As `SearchIndex.search` says."""
        groups = self._standing(groups_of(terms))
        keys = None if within is None else list(self._numbering.keys(within))
        if not groups or limit < 1 or keys == []:
            return []
        query, depth = self._query(groups, keys), limit + self._spare
        while True:
            hits, ended = self._ask_best(query, depth)
            near = self._within_reach(hits, limit)
            if ended or len(near) < len(hits):
                return self._ranked(self._score(groups, near), limit)
            depth *= _FARTHER

    def _within_reach(self, hits: Sequence[tuple[float, At]], limit: int) -> list[At]:
        """Those of the engine's hits, best first, that the contract may put among so many."""
        least = hits[limit - 1][0] / (1 + self._slack) ** 2 if len(hits) >= limit else 0.0
        return [at for scored, at in hits if scored >= least]

    def rate(self, terms: Terms, numbers: Sequence[int]) -> list[float]:
        """As `SearchIndex.rate` says."""
        found = self._find(list(map(self._numbering.piece, numbers)))
        scores = self._score(self._standing(groups_of(terms)), found)
        return [scores[at] for at in found]

    def _ask_best(self, query: Any, depth: int) -> tuple[list[tuple[float, At]], bool]:
        """The best sentences by the engine, and whether there are no others."""
        depth = min(depth, self._sentences)
        hits = self._ask(query, depth)
        return hits, len(hits) < depth or depth == self._sentences

    def _score(self, groups: Sequence[Wordings], found: Sequence[At]) -> dict[At, float]:
        """What the contract gives to sentences."""
        asked = {
            token: self._rarity(token)
            for group in groups
            for wording, _ in group
            for token in wording
        }
        scores: dict[At, float] = {}
        of_context = cache(partial(self._weigh, 1, asked))  # all sentences of a section share it
        for first in range(0, len(found), _READ):
            some = found[first : first + _READ]
            self._prepare(some)
            for at in some:
                body, context = self._texts(at)
                scores[at] = score(groups, self._weigh(0, asked, body), of_context(context))
        return scores

    def _ranked(self, known: dict[At, float], limit: int) -> list[tuple[int, float]]:
        """The best of the sentences whose scores are known, by their numbers in the store."""
        bar = min(nlargest(limit, known.values()), default=0.0)
        found = {at: scored for at, scored in known.items() if scored >= bar and scored > 0}
        numbers = self._numbers_of(list(found))
        ranked = sorted((-scored, n) for scored, n in zip(found.values(), numbers, strict=True))
        return [(number, -scored) for scored, number in ranked[:limit]]

    def _standing(self, groups: Sequence[Wordings]) -> list[Wordings]:
        """The groups without the tokens that stand nowhere, which count nothing."""
        kept = [
            [(tuple(t for t in wording if any(self._counts(t))), f) for wording, f in group]
            for group in groups
        ]
        some = ([(wording, f) for wording, f in group if wording] for group in kept)
        return [group for group in some if group]

    def _weigh(self, which: int, asked: Mapping[str, tuple[float, float]], text: str) -> Weights:
        """The weights of tokens that are so rare, in a sentence or in its context."""
        tokens = text.split(" ")
        damped = damping(round_length(len(tokens)), self._means[which])
        counts = Counter(filter(asked.__contains__, tokens))
        return {token: weight(asked[token][which], n, damped) for token, n in counts.items()}

    def _numbers_of(self, found: Sequence[At]) -> list[int]:
        """The numbers of sentences in the store."""
        return list(map(self._numbering.number, self._pieces(found)))
