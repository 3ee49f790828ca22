"""Parts of a year: a table of texts, and which part holds where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.normalization import fold
from qa.language.years import WHOLE, part_at, parts_in
from tests.cases import read_cases


@pytest.mark.parametrize(("text", "parts"), read_cases("year-parts.tsv"))
def test_parts_are_as_in_the_table(text: str, parts: str) -> None:
    shown = " ".join(f"{first}-{last}" for first, last in parts_in(fold(text)))
    assert (shown or "-") == parts


@pytest.mark.parametrize(
    ("end", "part"), [("投诉", (1, 6)), ("98件", (7, 12)), ("1件", (7, 12)), ("受", None)]
)
def test_the_last_part_named_holds(end: str, part: tuple[int, int] | None) -> None:
    text = "受上半年投诉126件,下半年98件,其中1件"
    assert part_at(text, text.index(end) + len(end)) == part


@given(st.text("上下半年一二三四季度第前至-截月底份1250", max_size=30))
def test_parts_lie_within_a_year(text: str) -> None:
    assert all(WHOLE[0] <= first <= last <= WHOLE[1] for first, last in parts_in(text))
