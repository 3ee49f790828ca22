"""Names that no dictionary knows are found by their sound."""

from collections.abc import Iterator

import pytest

from qa.engine import Engine
from qa.model import Question, Status
from tests.made import engine_over

TEXT = """青禾镇2023年法治政府建设工作报告
一、工作情况
刘庄村配备法律顾问2名。槐荫乡配备法律顾问3名。
段小龙带队走访企业41家。孟绍骐走访企业27家。
引进蜜香饼城等企业5家。组织培训12次。
"""

CASES = [
    ("How many legal advisers does Liuzhuang village have?", "2名"),
    ("How many legal advisers are there in Huaiyin township?", "3名"),
    ("How many companies did Xiaolong visit?", "41家"),
    ("How many companies did Meng Shaoqi visit?", "27家"),
    ("Shaoqi走访了多少企业", "27家"),
    ("Mixiang Bingcheng等几家企业", "5家"),
]

NOBODY = [
    "How many legal advisers are there in Wangzhuang township?",
    "How many companies did Zhang Dapeng visit?",
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with engine_over(tmp_path_factory.mktemp("made"), TEXT) as opened:
        yield opened


@pytest.mark.parametrize(("question", "told"), CASES)
def test_a_name_is_found_by_its_sound(engine: Engine, question: str, told: str) -> None:
    assert told in engine.ask(Question(question)).text


@pytest.mark.parametrize("question", NOBODY)
def test_a_name_that_nothing_sounds_like_is_none_of_the_reports(
    engine: Engine, question: str
) -> None:
    assert engine.ask(Question(question)).status is not Status.ANSWERED
