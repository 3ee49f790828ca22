"""The contract by `rank_bm25`: it counts for the built-in index and is every engine's yardstick.

Importing this module costs numpy's 70 ms: only building the built-in index needs it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rank_bm25 import BM25Okapi

from qa.index.contract import Contract, rarity, round_length


class ContractBM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """`BM25Okapi` under the contract.

    Needs a sentence at least, and a token in one of them.
    """

    def __init__(self, corpus: Iterable[list[str]]) -> None:
        super().__init__(corpus, k1=Contract.k1, b=Contract.b)
        self.doc_len: list[int] = [round_length(length) for length in self.doc_len]

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {token: rarity(self.corpus_size, df) for token, df in nd.items()}

    def counts(self) -> Iterator[tuple[str, list[int], list[int]]]:
        """Each token with its sentences, ascending from 0, and how often it stands in each."""
        held: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for number, counts in enumerate(self.doc_freqs):
            for token, count in counts.items():
                numbers, times = held[token]
                numbers.append(number)
                times.append(count)
        for token, (numbers, times) in held.items():
            yield token, numbers, times
