"""What measures something else than what is asked for is no answer."""

from collections.abc import Iterator

import pytest

from qa.engine import Engine
from qa.model import Question, Status
from tests.made import engine_over
from tests.qa.conftest import Telling

TEXT = """青禾镇2023年法治政府建设工作报告
一、工作情况
全年接待游客增长10.7%。每周举办法治讲座2次。培训执法人员63名。
慰问困难家庭41户。矛盾纠纷化解率98%。
"""

TOLD = [
    ("培训了多少名执法人员", "63名"),
    ("How many enforcement officers were trained?", "63名"),
    ("矛盾纠纷化解率是多少", "98%"),
    ("法治讲座每周几次", "2次"),
]
UNTOLD = [
    "青禾镇接待了多少游客",
    "How many tourists did the town receive?",
    "How many people came to the weekly law lectures?",
    "有多少人来听每周的法治讲座",
    "How old are the enforcement officers who were trained?",
    "培训的执法人员多大年纪",
    "培训执法人员花了多少钱",
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with engine_over(tmp_path_factory.mktemp("made"), TEXT) as opened:
        yield opened


@pytest.mark.parametrize(("question", "told"), TOLD)
def test_what_is_measured_as_asked_is_told(engine: Engine, question: str, told: str) -> None:
    assert told in engine.ask(Question(question)).text


@pytest.mark.parametrize("question", UNTOLD)
def test_what_counts_no_persons_is_no_answer(engine: Engine, question: str) -> None:
    assert engine.ask(Question(question)).status is not Status.ANSWERED


@pytest.mark.parametrize("question", ["云乐镇有多少医院", "How many hospitals does Yunle have?"])
def test_what_stands_only_behind_a_figure_is_not_counted_by_it(
    question: str, telling: Telling
) -> None:
    answer = telling("退租平房2006户,推进医院和学校向外搬迁。").ask(Question(question))
    assert answer.status is Status.ABSTAINED
