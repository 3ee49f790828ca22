"""Matching: what terms weigh and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.extraction.term_matching import (
    WeightedTerm,
    best_within,
    find_matches,
    strength_in,
    told_apart,
    weigh,
)
from qa.extraction.weights import MATCHING
from qa.language.clauses import cut
from qa.model import Term

COUNTS = {"法律顾问": 2, "村": 60, "调解": 30, "化解": 20, "横幅": 1}
TOTAL = 100
TEXTS = st.text("法律顾问调解村横条幅人员,。", max_size=30)
WORDS = st.text("法律顾问调解村横条幅", min_size=1, max_size=5)


def weighted(*words: str, **kept: object) -> WeightedTerm:
    (found,) = weigh([Term(words[0], words, **kept)], lambda w: COUNTS.get(w, 0), TOTAL)  # type: ignore[arg-type]
    return found


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    assert weighted("法律顾问").weight > weighted("调解").weight > weighted("村").weight > 0


def test_a_word_that_stands_nowhere_is_unknown_and_still_weighs() -> None:
    assert not weighted("核电站").known
    assert weighted("核电站").weight > weighted("法律顾问").weight


def test_a_term_is_as_rare_as_its_own_word_not_as_its_synonyms() -> None:
    assert weighted("调解", "横幅").weight == weighted("调解").weight
    assert weighted("条幅", "横幅").weight == weighted("横幅").weight


@pytest.mark.parametrize("less", [{"measure": True}, {"origin": "dictionary"}])
def test_what_only_names_the_measure_or_comes_from_before_weighs_less(
    less: dict[str, object],
) -> None:
    assert weighted("法律顾问", **less).weight < weighted("法律顾问").weight


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (("法律顾问",), "配备1名法律顾问,法律顾问到村", ["法律顾问", "法律顾问"]),
        (("调解", "化解"), "化解纠纷与调解", ["调解", "化解"]),
        (("条幅",), "悬挂横幅", ["幅"]),
        (("法律顾问",), "法律服务", ["法律"]),
        (("法律顾问",), "网格员", []),
        (("WeChat",), "we", []),
    ],
)
def test_where_a_term_stands(words: tuple[str, ...], text: str, found: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find_matches(weighted(*words), text)] == found


@pytest.mark.parametrize(
    ("word", "own", "other"),
    [
        ("组长", "任组长", "任副组长"),
        ("出口", "货物出口", "货物进出口"),
        ("出口", "出口", "进出口"),
    ],
)
def test_a_longer_word_that_means_something_else_says_less(word: str, own: str, other: str) -> None:
    (whole,), (within,) = find_matches(weighted(word), own), find_matches(weighted(word), other)
    assert 0 < within.strength < whole.strength == 1


@pytest.mark.parametrize("word", ["副组长", "进出口"])
def test_the_longer_word_itself_is_found_whole(word: str) -> None:
    assert [hit.strength for hit in find_matches(weighted(word), word)] == [1]


def test_a_part_says_less_than_the_whole() -> None:
    whole, part = weighted("法律顾问"), "法律服务"
    assert 0 < strength_in(whole, part) < strength_in(whole, "法律顾问") == 1


def test_a_lesser_wording_says_less() -> None:
    term = weighted("调解", "化解", weights=(1.0, 0.5))
    assert (strength_in(term, "调解"), strength_in(term, "化解")) == (1, 0.5)


def test_spelling_does_not_matter_to_wordings() -> None:
    assert strength_in(weighted("法律顧問"), "法律顾问") == 1


@given(st.lists(WORDS, min_size=1, max_size=3), TEXTS)
def test_hits_lie_in_the_text_and_the_best_is_the_strength(words: list[str], text: str) -> None:
    term = weighted(*words)
    hits = find_matches(term, text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(0 < hit.strength <= 1 for hit in hits)
    assert strength_in(term, text) == max((hit.strength for hit in hits), default=0)
    assert best_within(hits, [(0, len(text))], [0]) == [strength_in(term, text)]


@given(st.lists(WORDS, min_size=1, max_size=3), TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_each_clause_has_the_best_of_what_stands_in_it(
    words: list[str], text: str, a: int, b: int
) -> None:
    hits = find_matches(weighted(*words), text)
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    clauses = [(0, start), (start, end), (end, len(text))]
    within = best_within(hits, clauses, [0, start, end])
    assert within == [
        max((hit.strength for hit in hits if a <= hit.start and hit.end <= b), default=0)
        for a, b in clauses
    ]


@pytest.mark.parametrize(
    ("word", "text", "told"),
    [
        ("粮食总产量", "粮食播种面积96.8万亩,总产量43.15万吨", [0, 1]),
        ("粮食总产量", "粮食播种面积96.8万亩,油菜28万亩,总产量43.15万吨", [0, 0, 1]),
        ("粮食总产量", "总产量43.15万吨,粮食播种面积96.8万亩", [0, 0]),
        ("粮食总产量", "种植粮食96.8万亩,总产量43.15万吨", [0, 0]),
        ("生猪期末存栏", "生猪出栏61.2万头,期末存栏55.8万头", [0, 1]),
        ("总产量", "总面积3亩,产量5吨", [0, 0]),
    ],
)
def test_a_term_is_told_in_two_clauses(word: str, text: str, told: list[int]) -> None:
    found = told_apart(weighted(word), text, cut(text))
    assert found == [MATCHING.told_apart * one for one in told]
