"""Searching with an engine that adds up roughly: it proposes sentences, the contract scores them.

Such an engine adds up in floats of four bytes and in an order of its own. So it is asked for more
than is wanted, what it finds is scored anew in the terms of the contract, and it is asked again for
more until nothing that is left can reach what was found. Order and bits are those of every other
engine.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from heapq import nlargest
from typing import Any, Generic, NamedTuple, TypeVar

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

_COMMON = 0.01
"""A token rarer by no more, one of 99 texts in 100, is not looked for at first: it is worth next to
nothing, and takes an engine longest."""
_SPARE = 40
"""How many more than are wanted are asked for at first: another search costs more than some hits,
and among equals a few are too few."""
_FARTHER = 4
"""How many times as many are asked for if that was so."""
SLACK = 1e-4
"""By what share an engine's score may be off: hundreds of sums of floats of four bytes."""
_READ = 2048
"""Sentences whose tokens are remembered, about a kilobyte each."""

At = TypeVar("At", bound=Hashable)
"""Where an engine keeps a sentence."""


class Sum(NamedTuple):
    """What an engine adds up, one of the alternatives of a group."""

    field: str
    """Which text of a sentence."""
    tokens: Sequence[str]
    factor: float
    """What each of them counts."""


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
    def _query(self, groups: Sequence[Sequence[Sum]], within: Sequence[int] | None) -> Any:
        """What the engine is asked: tokens add up, a group takes the best of its sums.

        Args:
            groups: One at least, of one sum at least, of tokens that stand somewhere.
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
        near = self._propose(groups, keys, limit, _COMMON)
        if near is None:
            near = self._propose(groups, keys, limit, 0.0) or []
        return self._ranked(self._score(groups, near), limit)

    def _propose(
        self, groups: Sequence[Wordings], keys: Sequence[int] | None, limit: int, common: float
    ) -> list[At] | None:
        """The sentences that the contract may put among so many.

        None if some may be among them that hold but tokens that are no rarer than `common`.
        """
        sums, untold = self._sums(groups, common)
        if not sums:
            return None
        query, depth = self._query(sums, keys), limit + self._spare
        while True:
            hits, ended = self._ask_best(query, depth)
            last = hits[limit - 1][0] if len(hits) >= limit else 0.0
            least = (last / (1 + self._slack) - untold) / (1 + self._slack)
            if least <= 0 < untold:
                return None
            near = [at for scored, at in hits if scored >= least]
            if ended or len(near) < len(hits):
                return near
            depth *= _FARTHER

    def _sums(self, groups: Sequence[Wordings], common: float) -> tuple[list[list[Sum]], float]:
        """What the engine is to add up, and what a sentence may be worth more by what it is not.

        Args:
            groups: Of tokens that stand somewhere.
            common: Tokens that are no rarer are left out.
        """
        found, untold = [], 0.0
        for group in groups:
            sums = []
            for wording, factor in group:
                for which, (field, share) in enumerate(SHARES.items()):
                    rarities = [self._rarity(token)[which] for token in wording]
                    told = [t for t, rare in zip(wording, rarities, strict=True) if rare > common]
                    left = sum(rare for rare in rarities if rare <= common)
                    untold += left * (Contract.k1 + 1) * factor * share
                    if told:
                        sums.append(Sum(field, told, factor * share))
            if sums:
                found.append(sums)
        return found, untold

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
        counts: dict[str, int] = {}  # few are asked for: a Counter takes longer to set up
        for token in filter(asked.__contains__, tokens):
            counts[token] = counts.get(token, 0) + 1
        return {token: weight(asked[token][which], n, damped) for token, n in counts.items()}

    def _numbers_of(self, found: Sequence[At]) -> list[int]:
        """The numbers of sentences in the store."""
        return self._numbering.numbers_of(self._pieces(found))
