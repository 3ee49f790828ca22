"""Sorts: a name of the sort asked for goes before a clause that only speaks of the question."""

import pytest

from qa.extraction.things.sorts import sort_of
from qa.model import Kind, Query, Question
from tests.cases import read_cases
from tests.qa.conftest import Telling


@pytest.mark.parametrize(("question", "named", "other"), read_cases("sorts.tsv"))
def test_a_thing_of_the_sort_asked_for_answers(
    question: str, named: str, other: str, telling: Telling
) -> None:
    best = telling(f"{other}。\n{named}。").explain(Question(question)).candidates[0]
    assert best.text in named


def test_only_names_and_lists_have_a_sort() -> None:
    text = "云乐镇要宣传哪些法律"
    assert sort_of(Query(text, "zh", Kind.LIST))
    assert sort_of(Query(text, "zh", Kind.COUNT)) is None
    assert sort_of(Query("云乐镇要做什么", "zh", Kind.LIST)) is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("普法教育基地建在北坡村,配备普法宣传车。", True),
        ("重点区域建有普法教育基地,配备普法宣传车。", False),
    ],
)
def test_what_stands_elsewhere_does_not_say_in_which_village(
    said: str, told: bool, telling: Telling
) -> None:
    answer = telling(said).ask(Question("云乐镇的普法教育基地建在哪个村"))
    assert bool(answer.text) is told


def test_items_all_of_the_sort_and_as_many_as_asked_answer_together(telling: Telling) -> None:
    items = ("一是以“法”字推进法治。完善制度。", "二是以“新”字打造品牌。", "三是以“实”字为民服务。")
    said = "\n".join(("一、下一年主要安排", *items, ""))
    answer = telling(said).ask(Question("云乐镇下一年围绕哪三个字推进工作"))
    assert all(f"“{word}”" in answer.text for word in "法新实")
