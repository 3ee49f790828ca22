import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import IndexFault
from qa.language.sorted_table import SortedTable, pack

WEIGHTS = st.floats(0.01, 1).map(lambda weight: round(weight, 2))
TABLES = st.dictionaries(
    st.text("ab 法é", min_size=1, max_size=4),
    st.dictionaries(st.text("治顾:", min_size=1, max_size=3), WEIGHTS),
)


@given(TABLES, st.text("ab 法é", max_size=4))
def test_a_table_finds_what_was_packed_and_nothing_else(
    table: dict[str, dict[str, float]], other: str
) -> None:
    packed = SortedTable(pack(table))
    for key, words in table.items():
        assert dict(packed.find(key)) == words
        assert key in packed
    assert bool(packed.find(other)) == bool(table.get(other))
    assert (other in packed) == (other in table)


@given(TABLES, st.text("ab 法é😀", max_size=9), st.integers(0, 9))
def test_the_longest_key_in_a_text_is_found(
    table: dict[str, dict[str, float]], text: str, at: int
) -> None:
    standing = [key for key in table if text.startswith(key, at)]
    assert SortedTable(pack(table)).longest(text, at) == max(standing, key=len, default="")


@pytest.mark.parametrize("data", [b"ok\t\xff:1", b"ok\tfine"])
def test_damaged_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(IndexFault):
        SortedTable(data).find("ok")
