"""The contract is Lucene's BM25, and what is stored is what rank_bm25 computes."""

from collections import defaultdict
from math import log

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa.index.bm25 import ContractBM25
from qa.index.contract import damping, rarity, round_length, weight

CORPORA = st.lists(st.lists(st.sampled_from("abcde"), max_size=60), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("length", "rounded"),
    [(0, 0), (1, 1), (24, 24), (39, 39), (40, 40), (41, 40), (42, 42), (55, 54), (56, 56),
     (59, 56), (60, 60), (87, 84), (88, 88), (95, 88), (200, 200), (215, 200),
     (1000, 984), (10**6, 983064)],
)  # fmt: skip
def test_lengths_are_rounded_as_lucene_does(length: int, rounded: int) -> None:
    assert round_length(length) == rounded


@given(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))
def test_rounding_keeps_order_and_loses_at_most_an_eighth(one: int, two: int) -> None:
    low, high = sorted((one, two))
    assert round_length(low) <= round_length(high)
    assert 7 * high <= 8 * round_length(high) <= 8 * high
    assert round_length(round_length(high)) == round_length(high)


def test_a_weight_is_what_the_formula_says() -> None:
    mean = (3 + 1 + 44) / 3
    wanted = log(1 + (3 - 1 + 0.5) / (1 + 0.5)) * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 3 / mean))
    assert weight(rarity(3, 1), 2, damping(3, mean)) == pytest.approx(wanted, rel=1e-12)
    wanted = log(1 + 2.5 / 1.5) * 44 * 2.2 / (44 + 1.2 * (0.25 + 0.75 * 44 / mean))
    assert weight(rarity(3, 1), 44, damping(44, mean)) == pytest.approx(wanted, rel=1e-12)


@given(corpus=CORPORA, query=st.lists(st.sampled_from("abcdef"), max_size=6))
def test_weights_of_what_is_counted_add_up_to_the_scores(
    corpus: list[list[str]], query: list[str]
) -> None:
    assume(any(corpus))
    bm25 = ContractBM25(corpus)
    held = {token: list(zip(*found, strict=True)) for token, *found in bm25.counts()}
    scores: dict[int, float] = defaultdict(float)
    for token in query:
        for number, count in held.get(token, []):
            damped = damping(bm25.doc_len[number], bm25.avgdl)
            scores[number] += weight(rarity(len(corpus), len(held[token])), count, damped)
    wanted = bm25.get_scores(query)
    assert [scores[n] for n in range(len(corpus))] == pytest.approx(list(wanted), rel=1e-9)
