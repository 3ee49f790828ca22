"""Which places do a thing, and how many each: the clause with the number answers for a place."""

import pytest

from qa.engine import Engine
from qa.model import Question
from tests.qa.conftest import Telling


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Which places report administrative reconsideration cases, and how many each?", "6件"),
        ("哪些地方办理了行政复议,各有几件", "6件"),
        ("哪些 towns 培养了法律明白人, how many each?", "10人"),
    ],
)
def test_the_number_of_each_place_is_told(question: str, held: str, engine: Engine) -> None:
    assert held in engine.ask(Question(question)).text


def test_who_writes_of_a_thing_needs_no_number(engine: Engine) -> None:
    answer = engine.ask(Question("谁执法谁普法这条，几个地方都有谁写了？"))
    assert "谁执法" in answer.text


@pytest.mark.parametrize("day", ["“8·22”", "“1.24”", "“12·4”"])
def test_a_disaster_known_by_its_day_tells_when_it_was(day: str, telling: Telling) -> None:
    said = f"深刻汲取云乐大桥{day}重大垮塌事故教训。\n"
    assert day in telling(said).ask(Question("云乐大桥垮塌是几月几号的事")).text
