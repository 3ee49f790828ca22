"""Contrasts: the word that tells two things apart must be there, or there is no answer."""

import pytest

from qa.extraction.things.contrasts import are_apart
from qa.language import resources
from qa.model import Question, Status
from tests.cases import read_marked
from tests.qa.conftest import Telling


@pytest.mark.parametrize("row", read_marked("contrasts.tsv"))
def test_the_word_that_tells_two_things_apart_decides(row: list[str], telling: Telling) -> None:
    question, said, answers = row
    status = telling(f"2023年,{said}全镇各项工作有序推进。").ask(Question(question)).status
    assert status is (Status.ANSWERED if answers == "yes" else Status.ABSTAINED)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("受理纠纷", "办结纠纷", True),
        ("受理纠纷", "受理并办结纠纷", False),
        ("纠纷", "办结纠纷", False),
        ("小学", "中小学", False),
    ],
)
def test_two_texts_are_apart_if_each_has_its_own_word(one: str, other: str, apart: bool) -> None:
    assert are_apart(one, other) is apart


def test_no_wording_stands_alone_in_its_row() -> None:
    for row in resources.read_rows("extraction/contrasts.tsv", 2):
        assert len(set(row)) == len(row) > 1


def test_what_begins_with_a_sort_is_of_another_sort_though_it_is_a_synonym(
    telling: Telling,
) -> None:
    engine = telling("新增三级医院1家。")
    assert not engine.explain(Question("云乐镇新增私立医院几家")).candidates
