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
