"""Who heads a body, and who does its daily work, in the words that people use."""

import pytest

from qa.engine import Engine
from qa.model import Question


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("彭浦镇法治建设委员会是谁当头", "党委书记"),
        ("彭浦镇法治建设委员会由谁挂帅", "党委书记"),
        ("彭浦镇法治委办公室的日常事务由谁做", "镇司法所"),
        ("彭浦镇法治建设委员会办公室的日常活儿由哪个单位干", "镇司法所"),
    ],
)
def test_who_heads_and_who_runs_a_body(engine: Engine, text: str, said: str) -> None:
    assert said in engine.ask(Question(text)).text
