"""Sorts: what has one, and what a sort takes in; that names go first is told by sorts.tsv."""

import pytest

from qa.extraction.things.sorts import sort_of
from qa.model import Kind, Query, Question
from tests.qa.conftest import Telling


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


@pytest.mark.parametrize(
    ("said", "question", "held"),
    [
        ("大桥由工程师王建国设计。", "Who designed the bridge in Yunle?", "王建国"),
        ("政务公开工作由副镇长张伟牵头。", "Who leads open government work in Yunle?", "张伟"),
        ("河道保洁交给绿源公司。", "云乐镇河道保洁交给谁", "绿源公司"),
        ("体育馆由华建集团承建。", "云乐镇体育馆由哪个单位承建", "华建集团"),
        ("门楼牌匾题写“清正廉洁”四个字。", "云乐镇牌匾上题的是哪四个字", "清正廉洁"),
        (
            "“清风行动”查处案件12起,涉及渔业、林业、矿业三个领域。",
            "云乐镇“清风行动”查处的案件涉及哪几个领域",
            "渔业",
        ),
    ],
)
def test_no_sort_shuts_out_what_answers(
    said: str, question: str, held: str, telling: Telling
) -> None:
    assert held in telling(said).ask(Question(question)).text
