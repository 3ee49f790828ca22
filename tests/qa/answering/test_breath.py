"""What is asked in one breath is told together and once."""

import pytest

from qa.answering.breath import tell_together
from qa.answering.finding import Finding
from qa.engine import Engine
from qa.model import Kind, Query, Question
from tests.cases import read_marked


@pytest.mark.parametrize("row", read_marked("told-together.tsv"), ids=lambda row: row[0])
def test_each_thing_is_told_once(engine: Engine, row: list[str]) -> None:
    question, *told = row
    text = engine.ask(Question(question)).text
    assert [text.count(words) for words in told] == [1] * len(told)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("云乐镇的法律顾问有几名,分别是谁", "这一问报告没有说:分别是谁"),
        (
            "How many legal advisers does Yunle have, and who are they?",
            "The reports do not say: who are they?",
        ),
    ],
)
def test_which_question_has_no_answer_is_said(engine: Engine, text: str, note: str) -> None:
    answer = engine.ask(Question(text))
    assert "1名法律顾问" in answer.text
    assert answer.notes == (note,)


@pytest.mark.parametrize("between", ["?", "\n", "?\n", "。"])
@pytest.mark.parametrize(
    ("texts", "told", "untold"),
    [
        (
            ("云乐镇有几名法律顾问", "莒镇有几个网格员", "彭浦镇审核了多少份合同"),
            ("1名法律顾问", "份"),
            ("莒镇有几个网格员",),
        ),
        (("周村区存在哪些问题", "云乐镇有几名法律顾问"), ("有待夯实", "1名法律顾问"), ()),
        (
            ("How many legal advisers does Yunle have", "how many grid workers does Juzhen have"),
            ("1名法律顾问",),
            ("how many grid workers does Juzhen have",),
        ),
    ],
)
def test_questions_of_several_places_are_answered_one_by_one(
    engine: Engine,
    texts: tuple[str, ...],
    told: tuple[str, ...],
    untold: tuple[str, ...],
    between: str,
) -> None:
    answer = engine.ask(Question(between.join(texts)))
    assert not answer.rows
    assert all(words in answer.text for words in told)
    assert all(any(text in note for note in answer.notes) for text in untold)


def test_what_nothing_was_found_for_stays_as_it_is() -> None:
    nothing = Finding(Query("云乐镇有几名法律顾问", "zh", Kind.COUNT), (), (), (), {}, 0.0)
    for findings in ([nothing], [nothing, nothing]):
        assert tell_together(findings, lambda finding: finding) == findings
