"""Wrappings: what stands around a question changes nothing, and what it consists of stays."""

import pytest

from qa.engine import Engine
from qa.model import Question, ReasonCode
from qa.query import wrappings
from tests.cases import read_cases


@pytest.mark.parametrize(("wrapped", "plain"), read_cases("wrappings.tsv"))
def test_what_stands_around_a_question_changes_nothing(
    engine: Engine, wrapped: str, plain: str
) -> None:
    answer, meant = engine.ask(Question(wrapped)), engine.ask(Question(plain))
    assert (answer.text, answer.status) == (meant.text, meant.status)
    assert answer.query.terms == meant.query.terms


def test_a_question_that_would_be_lost_is_kept() -> None:
    text = "请用一句话回答。谢谢"
    assert wrappings.unwrap(text, asks=lambda _: False, names=lambda _: False) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("你好", ReasonCode.HELP),
        ("Hello!", ReasonCode.HELP),
        ("你能做什么", ReasonCode.HELP),
        ("what can you do?", ReasonCode.HELP),
        ("有哪些报告", ReasonCode.REPORTS),
        ("which reports do you have", ReasonCode.REPORTS),
        ("谢谢", ReasonCode.NOT_A_QUESTION),
    ],
)
def test_a_greeting_is_told_what_can_be_asked(engine: Engine, text: str, code: ReasonCode) -> None:
    reason = engine.ask(Question(text)).reason
    assert reason
    assert reason.code == code
    assert code is ReasonCode.NOT_A_QUESTION or "云乐镇" in reason.message


@pytest.mark.parametrize(
    "text", ["有哪些报告提到枫桥经验", "what can you do about disputes in Yunle"]
)
def test_a_question_about_the_reports_is_no_greeting(engine: Engine, text: str) -> None:
    reason = engine.ask(Question(text)).reason
    assert not reason or reason.code not in (ReasonCode.HELP, ReasonCode.REPORTS)


@pytest.mark.parametrize(
    ("place", "places", "unknown"),
    [
        ("云乐镇", ("云乐镇",), ()),
        ("云乐", ("云乐镇",), ()),
        ("Yunle", ("云乐镇",), ()),
        ("雲樂鎮", ("云乐镇",), ()),
        ("北京市", (), ("北京市",)),
        ("nowhere", (), ("nowhere",)),
    ],
)
def test_a_place_chosen_is_read_like_one_in_the_question(
    engine: Engine, place: str, places: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    answer = engine.ask(Question("有几名法律顾问", places=(place,)))
    assert (answer.query.places, answer.query.unknown_places) == (places, unknown)
    assert bool(unknown) == (answer.reason is not None)
