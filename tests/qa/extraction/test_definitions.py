"""Definitions are told to those who ask what a word means; leads are told with their items."""

import pytest

from qa.model import Question
from tests.qa.conftest import Telling

_SAID = "“三通一码”服务矩阵高效运行。\n5.“三通一码”：甲服通、甲政通、甲企通、甲通码。\n"


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("云乐镇的“三通一码”是哪几个", "甲政通"),
        ("云乐镇的“三通一码”指的是什么", "甲政通"),
        ("What does “三通一码” in Yunle refer to?", "甲政通"),
        ("云乐镇的“三通一码”运行得怎么样", "高效运行"),
    ],
)
def test_what_a_word_means_is_told_by_its_definition(
    question: str, held: str, telling: Telling
) -> None:
    assert held in telling(_SAID).ask(Question(question)).text


@pytest.mark.parametrize(
    "lead",
    [
        "坚决打好蓝天保卫战。",
        "坚决打好蓝天保卫战。今年重点地区浓度要继续下降。",
        "坚决打好蓝天保卫战,措施如下:",
    ],
)
def test_items_behind_a_lead_are_the_list(lead: str, telling: Telling) -> None:
    items = "一要解决燃煤污染。实施散煤治理。\n二要治理工业源。\n三要强化尾气治理。\n"
    answer = telling(f"{lead}\n{items}").ask(Question("云乐镇打好蓝天保卫战有哪几条措施"))
    assert all(word in answer.text for word in ("燃煤", "工业源", "尾气"))
    assert "散煤" not in answer.text


def test_a_long_sentence_before_items_is_no_lead(telling: Telling) -> None:
    said = "硬件建设上,云乐镇建有普法公园、普法长廊,配备普法宣传车,普法硬件覆盖各村。"
    answer = telling(f"{said}\n(一)开展主题学习。\n(二)开展执法检查。\n")
    assert "普法长廊" in answer.ask(Question("云乐镇普法的硬件有哪些")).text
