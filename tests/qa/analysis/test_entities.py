"""Typed spans: a table by kind, and what holds for every text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.analysis.entities import find_spans
from tests.cases import read_cases

CASES = read_cases("spans.tsv")
TEXTS = st.text(
    "《》〈〉“”「」（()）年月日0123456789一二三十.:·—至镇市长书记 李局中心办公室每周由聘请",
    max_size=60,
)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_spans_are_as_in_the_table(case: list[str]) -> None:
    kind, sentence, *expected = case
    assert [s.text for s in find_spans(sentence) if s.kind == kind] == expected


def test_the_table_has_all_kinds() -> None:
    assert {"date", "document", "brand", "organisation", "person", "role"} == {
        case[0] for case in CASES
    }


@given(st.one_of(TEXTS, st.text(max_size=80)))
def test_spans_are_slices_and_those_of_a_kind_apart(text: str) -> None:
    spans = find_spans(text)
    assert all(s.text == text[s.start : s.end] != "" for s in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    for kind in {s.kind for s in spans}:
        alike = [s for s in spans if s.kind == kind]
        assert all(a.end <= b.start for a, b in pairwise(alike))
