"""None told: a clause that says there is none of a thing answers how much there is of it."""

import pytest

from qa.model import Question
from tests.cases import read_cases
from tests.qa.conftest import Telling

TEXT = """一、安全
全年未发生较大以上安全生产事故，未发生重大火灾。全镇排查隐患312处。
辖区发生溺水事故9起，未发生死亡溺水事故。
二、财政
2023年度无因公出国（境）支出。2023年没有安排政府性基金预算支出。公务接待费8.2万元。
本年度未收到行政复议申请，受理信访件41件。
全镇无新增地方政府债务。未使用财政资金购置公务用车。
"""


@pytest.mark.parametrize(("question", "told"), read_cases("none-told.tsv"))
def test_what_there_is_none_of_is_told(question: str, told: str, telling: Telling) -> None:
    assert telling(TEXT).ask(Question(question)).text == told
