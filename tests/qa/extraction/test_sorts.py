"""Sorts: a name of the sort asked for goes before a clause that only speaks of the question."""

from pathlib import Path

import pytest

from qa.engine import Engine
from qa.extraction.sorts import sort_of
from qa.model import Kind, Query, Question
from qa.settings import Settings
from tests.cases import read_cases


@pytest.mark.parametrize(("question", "named", "other"), read_cases("sorts.tsv"))
def test_a_thing_of_the_sort_asked_for_answers(
    question: str, named: str, other: str, tmp_path: Path
) -> None:
    text = f"云乐镇2023年工作报告\n一、主要工作\n{other}。\n{named}。\n"
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    with Engine.open(Settings(corpus=tmp_path, index=tmp_path / "i.sqlite")) as engine:
        best = engine.explain(Question(question)).candidates[0]
    assert best.text in named


def test_only_names_and_lists_have_a_sort() -> None:
    text = "云乐镇要宣传哪些法律"
    assert sort_of(Query(text, "zh", Kind.LIST))
    assert sort_of(Query(text, "zh", Kind.COUNT)) is None
    assert sort_of(Query("云乐镇要做什么", "zh", Kind.LIST)) is None
