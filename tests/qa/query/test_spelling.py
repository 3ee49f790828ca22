"""A slip is mended to the one word of the reports that is near, found without reading them all."""

from hypothesis import given
from hypothesis import strategies as st

from qa.query.spelling import SpellingCorrector

WORDS = st.dictionaries(
    st.text("责任书人员", min_size=1, max_size=4), st.integers(1, 9), max_size=12
)


def corrector(known: dict[str, int]) -> SpellingCorrector:
    def beginning(first: str) -> list[tuple[str, int]]:
        return [pair for pair in sorted(known.items()) if pair[0][:1] == first]

    def ending(rest: str) -> list[tuple[str, int]]:
        return [pair for pair in sorted(known.items()) if pair[0][1:] == rest]

    return SpellingCorrector(beginning, ending)


def near(word: str, known: dict[str, int]) -> list[str]:
    """The words that differ in one character, by a look at every one."""
    return [
        other
        for other in known
        if len(other) == len(word) and sum(a != b for a, b in zip(word, other, strict=True)) == 1
    ]


@given(known=WORDS, word=st.text("责任书人员", min_size=3, max_size=4))
def test_what_is_mended_is_near_and_what_alone_is_near_is_mended(
    known: dict[str, int], word: str
) -> None:
    meant = corrector(known).correct(word)
    found = near(word, known)
    assert meant is None or meant in found
    if len(found) == 1:
        assert meant == found[0]


def test_of_words_that_sound_alike_the_commonest_is_meant() -> None:
    known = {"责任书": 3, "责仁书": 2, "责任说": 9}
    assert corrector(known).correct("责人书") == "责任书"
    assert corrector(known).correct("火箭") is None


def test_two_characters_that_stand_side_by_side_are_no_word() -> None:
    assert corrector({"责认": 1}).correct("责任") is None
    assert corrector({"责任": 1}).correct("责认") == "责任"
