"""Talk: which questions a text asks in one breath."""

import pytest

from qa.engine import Engine
from qa.model import Query, Question
from qa.query.conversation.breaths import questions_in
from tests.cases import read_cases


@pytest.mark.parametrize(("text", "parts"), read_cases("breaths.tsv"))
def test_a_text_is_cut_into_its_questions(engine: Engine, text: str, parts: str) -> None:
    def reading(question: Question) -> Query:
        return engine.explain(question).query

    found = questions_in(text, reading)
    assert list(found) == parts.split("|")
