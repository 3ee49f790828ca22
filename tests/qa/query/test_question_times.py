"""When and how much: years, parts of a year and changes that a question speaks of."""

import pytest

from qa.engine import Engine
from qa.model import Question
from tests.cases import read_cases

_CHANGES = {True: "more", False: "level", None: "-"}


@pytest.mark.parametrize("case", read_cases("question-times.tsv"), ids=lambda case: case[0])
def test_times_are_read_as_in_the_table(engine: Engine, case: list[str]) -> None:
    query = engine.explain(Question(case[0])).query
    years = ",".join(map(str, query.years)) or "-"
    parts = " ".join(f"{first}-{last}" for first, last in query.parts) or "-"
    assert [years, parts, str(query.recent), _CHANGES[query.change]] == case[1:]
