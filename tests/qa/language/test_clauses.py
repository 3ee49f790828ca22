"""Clauses: a table, and what holds for every text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.clauses import clause_around, cut
from tests.cases import read_cases

TEXTS = st.text("甲乙,，:：;。\n 0123.“”（()）《》「」", max_size=40)
PLAIN = st.text("甲乙丙丁1234件", min_size=1, max_size=10)


@pytest.mark.parametrize("case", read_cases("clauses.tsv"), ids=lambda case: case[0] or "empty")
def test_clauses_are_as_in_the_table(case: list[str]) -> None:
    assert [case[0][slice(*clause)] for clause in cut(case[0])] == case[1:]


@given(st.one_of(TEXTS, st.text(max_size=80)))
def test_clauses_lie_apart_in_order_and_are_trimmed(text: str) -> None:
    clauses = cut(text)
    assert all(0 <= start < end <= len(text) for start, end in clauses)
    assert all(a[1] <= b[0] for a, b in pairwise(clauses))
    assert all(text[a:b] == text[a:b].strip() for a, b in clauses)


@given(st.one_of(TEXTS, st.text(max_size=80)))
def test_only_marks_and_blanks_stand_between_clauses(text: str) -> None:
    inside = {at for start, end in cut(text) for at in range(start, end)}
    outside = {char for at, char in enumerate(text) if at not in inside}
    assert all(char.isspace() or char in ",，;；:：。！？!?" for char in outside)


@given(st.lists(PLAIN, min_size=1, max_size=6))
def test_plain_clauses_are_found_again(clauses: list[str]) -> None:
    text = "，".join(f"{clause}件" for clause in clauses)
    assert [text[a:b] for a, b in cut(text)] == [f"{clause}件" for clause in clauses]


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_the_clause_around_a_stretch_holds_it(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    a, b = clause_around(text, start, end)
    assert a <= start <= end <= b
    assert (a, b) in {*cut(text), (start, end)}
