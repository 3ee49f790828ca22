"""Lines by cell width: a table of cases, and laws for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.content.wrapping import CLOSING, last_unit, shown, wrap_cells

CASES = [
    ("empty", "", 10, [""]),
    ("fits", "云乐镇", 6, ["云乐镇"]),
    ("by cells", "云乐镇有几名", 6, ["云乐镇", "有几名"]),
    ("half a cell left", "云乐镇有几名", 7, ["云乐镇", "有几名"]),
    ("no comma begins a line", "云乐镇,有", 6, ["云乐", "镇,有"]),
    ("no full stop begins a line", "有法律顾问。好", 10, ["有法律顾", "问。好"]),
    ("several marks stay together", "他说“好。”了", 8, ["他说", "“好。”了"]),
    ("no opening mark ends a line", "云乐(一)镇", 5, ["云乐", "(一)", "镇"]),
    ("figures are kept whole", "共调解2743件", 8, ["共调解", "2743件"]),
    ("a figure keeps its unit", "共调解纠纷2743件", 14, ["共调解纠纷", "2743件"]),
    ("decimals and percent", "达到98.5%以上", 8, ["达到", "98.5%以", "上"]),
    ("thousands", "共12,345,678人", 10, ["共", "12,345,678", "人"]),
    ("words are kept whole", "legal advisers", 9, ["legal ", "advisers"]),
    ("a gap does not break early", "2020年 全镇共有", 10, ["2020年 全", "镇共有"]),
    ("gaps hang at the end", "云乐镇   有", 6, ["云乐镇   ", "有"]),
    ("line ends are kept", "一\n\n二", 10, ["一", "", "二"]),
    ("an indent is kept", "  一二三", 6, ["  一二", "三"]),
    ("too long for any line", "12345678", 4, ["1234", "5678"]),
    ("marks alone", "。。。。", 4, ["。。", "。。"]),
    ("a character wider than the line", "云", 1, ["云"]),
    ("the number of a citation stays", "共调解2743件 [1]", 12, ["共调解", "2743件 [1]"]),
    ("a longer number stays", "云乐镇有 [12]", 10, ["云乐镇", "有 [12]"]),
    ("a number behind a mark stays", "好多名。 [3]", 10, ["好多", "名。 [3]"]),
    ("a number that begins a line", "[1] 云乐镇", 6, ["[1] 云", "乐镇"]),
    ("options are kept whole", "用 yinju-tui --corpus", 16, ["用 yinju-tui ", "--corpus"]),
    ("keys are kept whole", "镇,再按 ^t", 8, ["镇,再按 ", "^t"]),
    ("other brackets are words", "云乐 [镇]有", 8, ["云乐 ", "[镇]有"]),
    ("combining marks stay", "e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
]


@pytest.mark.parametrize(
    ("text", "width", "lines"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_lines(text: str, width: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap_cells(text, width)] == lines


TEXTS = st.text(st.sampled_from("云乐镇有12.,。“”()\n a%:、"), max_size=60)


@given(TEXTS, st.integers(2, 30))
def test_the_lines_and_line_ends_are_the_text(text: str, width: int) -> None:
    lines = wrap_cells(text, width)
    assert "".join(text[start:end] for start, end in lines) == text.replace("\n", "")
    assert all(text[a.end : b.start] in ("", "\n") for a, b in pairwise(lines))


@given(TEXTS, st.integers(2, 30))
def test_no_line_is_wider_than_the_width(text: str, width: int) -> None:
    for start, end in wrap_cells(text, width):
        assert cell_len(text[start:end].rstrip()) <= width


CLAUSES = st.lists(st.from_regex("[云乐镇有]{1,9}[,。、”]{1,2}", fullmatch=True), max_size=8)


@given(CLAUSES.map("".join), st.integers(6, 30))
def test_no_closing_mark_begins_a_line(text: str, width: int) -> None:
    assert not {text[line.start] for line in wrap_cells(text, width)[1:]} & CLOSING


@given(st.text(max_size=50))
def test_what_is_shown_is_as_long_as_the_text_and_harmless(text: str) -> None:
    safe = shown(text)
    assert len(safe) == len(text)
    assert not set(safe) & set("\x00\x07\x1b\x7f\x9b\u202e\u2066\u200f")


@pytest.mark.parametrize(
    ("text", "start"),
    [("", 0), ("云乐镇", 2), ("legal advisers", 6), ("共2743", 1), ("云乐 ", 1), ("   ", 0)],
)
def test_the_last_unit(text: str, start: int) -> None:
    assert last_unit(text) == start
