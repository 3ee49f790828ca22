import json

import pytest

from tests.conftest import Command
from tests.fakes import FakeEngine

CITED = "[1] 「我镇配备1名法律顾问,辖区5个村也已全部配备一名法律顾问。」\n"


def test_search_lists_sentences_and_answers_nothing(yinju: Command, fake: FakeEngine) -> None:
    assert yinju("search", "法律", "顾问", "法律顾问").out.startswith(CITED)
    assert yinju("search", "猫") == (0, "", "yinju: 没有说到这些词的句子\n")
    (row,) = json.loads(yinju("search", "法律顾问", "--format", "json").out)
    assert (row["id"], row["start"]) == ("yunle-2023:58", 1893)


@pytest.mark.parametrize("argv", [("yunle-2023:58",), ("yunle-2023", "--sentence", "58")])
def test_show_opens_a_citation(yinju: Command, fake: FakeEngine, argv: tuple[str, ...]) -> None:
    out = yinju("show", *argv).out
    assert out.startswith(
        "云乐镇2023年度法治建设工作报告 (yunle-2023)\n\n> 58  我镇配备1名法律顾问"
    )
