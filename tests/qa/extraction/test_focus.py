"""What is counted, beside what a question only names."""

import pytest

from qa.model import Question
from tests.cases import read_cases
from tests.qa.conftest import Telling


@pytest.mark.parametrize(("question", "counts", "names"), read_cases("counted.tsv"))
def test_the_thing_counted_goes_before_one_only_named(
    question: str, counts: str, names: str, telling: Telling
) -> None:
    best = telling(f"云乐镇{names},{counts}。").explain(Question(question)).candidates[0]
    assert best.text == counts
