"""What is asked of several places by name is told of each, whatever is asked."""

import pytest

from qa.engine import Engine
from qa.model import Question
from qa.wording import say

PLACES = {"彭浦": "彭浦镇", "云乐": "云乐镇", "荷塘": "荷塘镇", "周村": "周村区", "莒镇": "莒镇"}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("彭浦和云乐都怎么化解矛盾", "彭浦 云乐"),
        ("Who mediates disputes in Pengpu and in Yunle?", "彭浦 云乐"),
        ("How do Pengpu and Yunle settle disputes?", "彭浦 云乐"),
        ("What do Zhoucun and Yunle say about their shortcomings?", "周村 云乐"),
        ("荷塘同周村,調解成功率邊個高啲", "荷塘 周村"),
        ("把荷塘和周村的旁听庭审次数放一起看看", "荷塘 周村"),
        ("莒镇和荷塘镇的便民服务有什么特色", "莒镇 荷塘"),
        ("Put court hearings attended in Hetang and Zhoucun side by side", "荷塘 周村"),
    ],
)
def test_each_place_that_is_named_is_told_of(engine: Engine, text: str, asked: str) -> None:
    answer = engine.ask(Question(text))
    missing = {say("not-stated-cell", lang) for lang in ("zh", "en")}
    assert {row.place for row in answer.rows} == {PLACES[name] for name in asked.split()}
    assert not missing & {row.text for row in answer.rows}


@pytest.mark.parametrize("text", ["荷塘镇与周村区都有旁听庭审吗", "荷塘镇有没有旁听庭审"])
def test_yes_or_no_is_told_once(engine: Engine, text: str) -> None:
    assert not engine.ask(Question(text)).rows
