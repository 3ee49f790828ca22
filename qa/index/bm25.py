"""The weights of the contract by `rank_bm25`: the yardstick for every engine.

Importing this module costs numpy's 70 ms: only building the built-in index needs it, asking adds up
what is stored.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rank_bm25 import BM25Okapi

from qa.index.contract import Contract, damping, rarity, round_length, weight


class ContractBM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """`BM25Okapi` under the contract.

    Needs a sentence at least, and a token in one of them.
    """

    def __init__(self, corpus: Iterable[list[str]]) -> None:
        super().__init__(corpus, k1=Contract.k1, b=Contract.b)
        self.doc_len: list[int] = [round_length(length) for length in self.doc_len]

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {token: rarity(self.corpus_size, df) for token, df in nd.items()}

    def weights(self) -> Iterator[tuple[str, "array[int]", "array[float]"]]:
        """Each token, in order, with its sentences, ascending from 0, and its weight in each.

        Adding up the weights of a question's tokens gives what `get_scores` gives.
        """
        numbers: dict[str, array[int]] = defaultdict(lambda: array("I"))
        weights: dict[str, array[float]] = defaultdict(lambda: array("d"))
        for number, (counts, length) in enumerate(zip(self.doc_freqs, self.doc_len, strict=True)):
            damped = damping(length, self.avgdl)
            for token, count in counts.items():
                numbers[token].append(number)
                weights[token].append(weight(self.idf[token], count, damped))
        for token in sorted(numbers):
            yield token, numbers[token], weights[token]
