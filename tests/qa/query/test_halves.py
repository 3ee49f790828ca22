"""Phrases of four characters that join two words which reports write in other words too."""

import pytest

from qa.engine import Engine
from qa.model import Question


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("周村怎么化解矛盾", ["化解", "矛盾"]),
        ("周村怎么化解纠纷", ["化解", "纠纷"]),
        ("云乐镇怎么依法行政", ["依法行政"]),  # has a row of its own
        ("彭浦镇的法律顾问是谁", ["法律顾问"]),
        ("莒镇有领导班子吗", ["领导班子"]),  # a thing that a report names so
    ],
)
def test_a_phrase_is_read_as_what_it_joins(engine: Engine, text: str, terms: list[str]) -> None:
    assert [term.source for term in engine.explain(Question(text)).query.terms] == terms


def test_what_a_phrase_joins_is_found_in_other_words(engine: Engine) -> None:
    assert "矛盾纠纷排查化解" in engine.ask(Question("周村怎么化解矛盾")).text
