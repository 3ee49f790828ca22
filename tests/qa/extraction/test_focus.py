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


def test_of_things_in_a_row_the_one_that_is_named_is_counted(telling: Telling) -> None:
    said = "全镇建成文化馆1个、图书馆1个、文化站11个、农家书屋132个。"
    answer = telling(said).ask(Question("云乐镇有多少个农家书屋"))
    assert "农家书屋132个" in answer.text
