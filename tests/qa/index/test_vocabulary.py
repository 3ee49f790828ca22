"""Vocabulary: counts of wordings are those of a plain search through the sentences."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.building import open_index
from qa.index.sqlite import Index
from qa.index.vocabulary import Vocabulary
from qa.language.normalization import fold
from qa.settings import Settings


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("vocabulary")
    found = open_index(Settings(index=folder / "index.sqlite"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def bodies(index: Index) -> list[str]:
    """The folded sentences that are searched."""
    pieces = (
        index.store.sentence(n)
        for report in index.store.reports
        for n in index.store.numbers(report.id)
    )
    return [fold(piece.text) for piece in pieces if piece.role == "body"]


@pytest.mark.parametrize(
    "word",
    ["法律顾问", "網格員", "一站式", "110", "18.6", "2743件", "调解成功率", "普法宣讲", "核电站"],
)
def test_a_wording_is_counted(index: Index, bodies: list[str], word: str) -> None:
    assert Vocabulary(index.postings, index.store).df(word) == sum(
        fold(word) in body for body in bodies
    )


@settings(max_examples=60)
@given(data=st.data())
def test_any_run_of_characters_of_a_report_is_known(
    index: Index, bodies: list[str], data: st.DataObject
) -> None:
    body = data.draw(st.sampled_from(bodies))
    start = data.draw(st.integers(0, len(body) - 1))
    run = body[start : start + data.draw(st.integers(2, 5))]
    if run.isalpha() and not run.isascii():
        assert run in Vocabulary(index.postings, index.store)
        assert Vocabulary(index.postings, index.store).df(run) == sum(
            run in other for other in bodies
        )


@pytest.mark.parametrize("word", ["", " ", "，", "火箭发射"])
def test_what_stands_nowhere_is_not_in_it(index: Index, word: str) -> None:
    assert word not in Vocabulary(index.postings, index.store)
    assert Vocabulary(index.postings, index.store).df(word) == 0
