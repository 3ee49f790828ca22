"""Longer words: what is counted is no part of the name of what is told, 大学 of 大学生."""

import pytest

from qa.model import Question
from tests.cases import read_cases
from tests.qa.conftest import Telling

TEXT = """一、教育
全年接收大学生实习412名，帮助35名大学毕业生就业。
全镇小学生1860名，学校教师205名。
二、医疗
组织医院志愿者12名到村服务。
三、产业
有6名贫困户在岗。新办企业9家。
"""


@pytest.mark.parametrize(("question", "told"), read_cases("longer-words.tsv"))
def test_what_begins_alike_is_not_what_is_counted(
    question: str, told: str, telling: Telling
) -> None:
    text = telling(TEXT).ask(Question(question)).text
    assert told in text if told != "-" else not text
