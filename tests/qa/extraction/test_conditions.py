"""Conditions: a sentence that tells nothing of what a question sets firmly is no answer."""

import pytest

from qa.extraction.beside.conditions import conditions_of
from qa.model import Kind, Question
from tests.cases import read_cases
from tests.qa.conftest import Telling

_CASES = list(read_cases("conditions.tsv"))


@pytest.mark.parametrize(("question", "told", "other"), _CASES)
def test_what_tells_of_the_condition_answers(
    question: str, told: str, other: str, telling: Telling
) -> None:
    assert telling(f"{other}。\n{told}。").ask(Question(question)).text in told


@pytest.mark.parametrize(("question", "told", "other"), _CASES)
def test_what_tells_nothing_of_it_does_not(
    question: str, told: str, other: str, telling: Telling
) -> None:
    assert not telling(f"{other}。").explain(Question(question)).candidates, told


@pytest.mark.parametrize(
    "question",
    [
        "云乐镇新建商品房卖了多少套",
        "云乐镇换了多少盏路灯",
        "How many people lost their jobs?",
        "云乐镇前三季度收入多少",
        "云乐镇的死角清理了多少处",
        "Who failed to report?",
        "法治讲座每周几次",
        "新丰县住房补贴多少钱",
        "商品房维修资金多少钱",
        "What exchanges were held for students?",
        "How much money lost to fraud did the court recover?",
        "How many rats were killed?",
        "How many fires were there and did anyone die?",
        "为方便群众晚上出行安装了多少盏路灯",
        "What activities were held on Constitution Day evenings?",
        "普法一周几回",
        "What was the growth of foreign trade?",
        "What did the reserves of foreign exchange come to?",
    ],
)
def test_other_questions_set_none(question: str) -> None:
    assert conditions_of(question, Kind.WHAT) == ()


def test_who_came_first_among_places_is_worked_out() -> None:
    assert conditions_of("信用积分排前三的镇是哪些", Kind.LIST)
    assert conditions_of("信用积分排前三的镇是哪些", Kind.COMPARE) == ()
