"""The scoring contract: what one token is worth in one sentence.

    weight = idf × tf × (k1 + 1) / (tf + k1 × (1 − b + b × length / mean length))
    idf    = ln(1 + (N − df + 0.5) / (df + 0.5))

with k1 = 1.2 and b = 0.75. N sentences are indexed, df of them hold the token, tf times each. The
length is the sentence's number of tokens, rounded down as Lucene rounds it to keep it in one byte;
the mean is taken over the true lengths. The formula is that of Robertson and Zaragoza, "The
Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the idf and the lengths of Lucene's
BM25Similarity and SmallFloat.intToByte4. Lucene, tantivy and OpenSearch rank alike; Lucene leaves
out the constant factor (k1 + 1).

Importing this module costs numpy's 70 ms: only building an index needs it, asking adds up what is
stored.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log

from rank_bm25 import BM25Okapi


def round_length(length: int) -> int:
    """The length Lucene keeps in one byte: exact to 40, then to four binary digits above 24."""
    excess = max(length - 24, 0)
    shift = max(excess.bit_length() - 4, 0)
    return length - excess + (excess >> shift << shift)


class ContractBM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """`BM25Okapi` under the contract; the yardstick for every engine.

    Needs a sentence at least, and a token in one of them.
    """

    def __init__(self, corpus: Iterable[list[str]]) -> None:
        super().__init__(corpus, k1=1.2, b=0.75)
        self.doc_len: list[int] = [round_length(length) for length in self.doc_len]

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        total = self.corpus_size
        self.idf = {token: log(1 + (total - n + 0.5) / (n + 0.5)) for token, n in nd.items()}

    def weights(self) -> Iterator[tuple[str, "array[int]", "array[float]"]]:
        """Each token, in order, with its sentences, ascending from 0, and its weight in each.

        Adding up the weights of a question's tokens gives what `get_scores` gives.
        """
        numbers: dict[str, array[int]] = defaultdict(lambda: array("I"))
        weights: dict[str, array[float]] = defaultdict(lambda: array("d"))
        for number, (counts, length) in enumerate(zip(self.doc_freqs, self.doc_len, strict=True)):
            norm = self.k1 * (1 - self.b + self.b * length / self.avgdl)
            for token, count in counts.items():
                numbers[token].append(number)
                weights[token].append(self.idf[token] * (count * (self.k1 + 1) / (count + norm)))
        for token in sorted(numbers):
            yield token, numbers[token], weights[token]
