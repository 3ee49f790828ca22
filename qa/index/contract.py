"""The scoring contract: what one token is worth in one sentence, the same in every engine.

    weight = idf × tf × (k1 + 1) / (tf + k1 × (1 − b + b × length / mean length))
    idf    = ln(1 + (N − df + 0.5) / (df + 0.5))

N sentences are indexed, df of them hold the token, tf times each. The length is the sentence's
number of tokens, rounded down as Lucene rounds it to keep it in one byte; the mean is taken over
the true lengths. The formula is that of Robertson and Zaragoza, "The Probabilistic Relevance
Framework: BM25 and Beyond" (2009), with the idf and the lengths of Lucene's BM25Similarity and
SmallFloat.intToByte4. Lucene, tantivy and OpenSearch rank alike; some leave out the constant factor
(k1 + 1).

A sentence is found by its own words and, for less, by its context, each with statistics of its own.
The wordings of one term, in the sentence and in its context, are alternatives: the best of them
counts, and a part of the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from qa.index.protocol import Terms

Weights = Mapping[str, float]
"""The weight of each token of a question that a sentence, or its context, holds."""


Wordings = Sequence[tuple[tuple[str, ...], float]]
"""The alternatives of a term: the tokens of each and what it counts."""


@dataclass(frozen=True)
class Contract:
    """What scores hang on; every index keeps it, and one of another contract is not asked."""

    segmenter: str
    """What cut the sentences into tokens."""
    k1: float = 1.2
    b: float = 0.75
    idf: str = "lucene"
    lengths: str = "byte4"
    context: float = 0.5
    """What a match in the context of a sentence counts, where one in the sentence counts 1."""
    tie: float = 0.2
    """What the lesser alternatives of a term add to the best one."""


def round_length(length: int) -> int:
    """The length Lucene keeps in one byte: exact to 40, then to four binary digits above 24."""
    excess = max(length - 24, 0)
    shift = max(excess.bit_length() - 4, 0)
    return length - excess + (excess >> shift << shift)


def rarity(total: int, df: int) -> float:
    """The idf of a token that df of all sentences hold."""
    return log(1 + (total - df + 0.5) / (df + 0.5))


def damping(length: int, mean: float) -> float:
    """What in a sentence of a rounded length works against repetition, for `weight`."""
    return Contract.k1 * (1 - Contract.b + Contract.b * length / mean)


def weight(idf: float, count: int, damped: float) -> float:
    """What a token is worth that stands so often in a sentence."""
    return idf * (count * (Contract.k1 + 1) / (count + damped))


def score(groups: Sequence[Wordings], body: Weights, context: Weights) -> float:
    """What a sentence scores, added up in one order so that every engine gets the same bits."""
    total = 0.0
    lacks_body, lacks_context = body.keys().isdisjoint, context.keys().isdisjoint
    for group in groups:
        best = added = 0.0
        for wording, factor in group:
            for lacks, weights, share in (
                (lacks_body, body, factor),
                (lacks_context, context, factor * Contract.context),
            ):
                if lacks(wording):
                    continue
                part = 0.0
                for token in wording:
                    if token in weights:
                        part += share * weights[token]
                if part:
                    added += part  # `sum` rounds otherwise from Python 3.12 on
                    best = max(best, part)
        total += (1 - Contract.tie) * best + Contract.tie * added
    return total


def groups_of(terms: Terms) -> list[Wordings]:
    """The terms as groups of alternatives, each of one token or more."""
    groups = [[item] for item in terms.items()] if isinstance(terms, Mapping) else terms
    return [
        [((wording,) if isinstance(wording, str) else wording, factor) for wording, factor in group]
        for group in groups
    ]
