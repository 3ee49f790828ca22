"""How long a thing takes is told by a span of time, or not at all."""

import pytest

from qa.engine import Engine
from qa.model import Question, Status


@pytest.mark.parametrize(
    "text",
    [
        "周村远程查现场一趟要多少时间",
        "周村现在远程看现场要花多长时间",
        "How long does a remote site check take in Zhoucun?",
        "How long does a site inspection take in Zhoucun now that it is done remotely online?",
    ],
)
def test_a_span_of_time_answers(engine: Engine, text: str) -> None:
    assert engine.ask(Question(text)).text == "勘验时间缩短至1—2小时"


@pytest.mark.parametrize(
    "text",
    [
        "彭浦镇调解一件纠纷要多长时间",
        "云乐镇办一件行政许可要多久",  # 行政许可68件
        "莒镇便民服务中心办一件业务要多久",  # 各类业务近3200件
        "How long does it take to handle a dispute in Pengpu?",
        "How long does a permit take in Juzhen?",
    ],
)
def test_a_number_of_things_is_no_length_of_time(engine: Engine, text: str) -> None:
    assert engine.ask(Question(text)).status is Status.ABSTAINED


def test_how_often_is_no_length_of_time(engine: Engine) -> None:
    assert "每周" in engine.ask(Question("莒镇村里的法治讲座多久办一回")).text


def test_a_number_asked_for_besides_is_told(engine: Engine) -> None:
    answer = engine.ask(Question("周村和彭浦收到的复议申请各有多少，要办多久"))
    assert {f.text for row in answer.rows if (f := row.figure)} == {"131件", "6件"}


@pytest.mark.parametrize(
    ("before", "text", "told"),
    [
        ("周村远程勘验怎么做", "要多久", "1—2小时"),
        ("周村收到多少件复议申请", "要办多久", ""),  # 1—2小时 is of another thing
    ],
)
def test_how_long_alone_is_asked_of_the_thing_in_talk(
    engine: Engine, before: str, text: str, told: str
) -> None:
    answer = engine.ask(Question(text, history=(before,)))
    assert told in answer.text
    assert bool(told) is (answer.status is Status.ANSWERED)


def test_what_is_only_implied_is_not_said_to_be_nowhere(engine: Engine) -> None:
    answer = engine.ask(Question("How long does a permit take in Juzhen?"))
    assert answer.reason
    assert answer.reason.message.endswith("Nowhere there: permit.")
