"""Patterns are tried where they may match, and match what `re` alone matches."""

import re
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.analysis import entities, figures
from qa.language.compiling import Programs
from qa.language.glances import needs_of
from qa.language.units import exclusions

_CHOICE = "(?:一把手|[上下]一届|第[一二三]+|(?:每|\\d+)年|周?日|x)"
CASES = [
    (_CHOICE, "他是一把手,下一届第二周日每年12年"),
    (f"{_CHOICE}+?后", "下一届第三后"),
    (f"(?<!不)(?P<it>{_CHOICE})", "不第一x"),
    (_CHOICE.replace("周?日", ""), "空"),
    (_CHOICE.replace("周?日", "(?:周)?"), "周空"),
    (_CHOICE.replace("x", "(?i:x)"), "X年x日"),
    (f"(?i){_CHOICE}", "X年x日"),
    (_CHOICE.replace("x", "[^一二]"), "其他"),
    (_CHOICE.replace("x", "."), "其他"),
    (_CHOICE.replace("x", r"(?=其)\w"), "其他"),
    (f"(?={_CHOICE}).|其", "其第一"),
    # the first part may lack, and what stands behind it begins the match as well
    (r"(?:约|近)?(?<!第)\d+人", "约12人,第3人,近4人5人"),
    (r"(?P<it>(?:(?:约)?负?){0,2})(?:\d|一)", "约负一,约约2,三4"),
    ("(?:约)?(?:(?<=约)|(?<=近))一", "约一近一二一"),
    ("(?:约)?(?:近)?", "约近,一"),
    ("约*?(?:近|[^一])", "约近,一"),
    (r"约?(?:|近)\d", "约近1,近2约3"),
    (r"(?:(约)\d)?\1?\d", "约1约1,2约"),
    (r"约?(?>一+|\d)", "约一一,2"),
]


@pytest.mark.parametrize(("source", "text"), CASES)
def test_a_glance_changes_no_match(source: str, text: str) -> None:
    assert _found(Programs().compile(source, 0, glances=True), text) == _found(
        re.compile(source), text
    )


DIGITS = "".join(char for char in map(chr, range(sys.maxunicode + 1)) if re.match(r"\d", char))
NEEDED = [
    ("宣传(?:日|周)", "宣"),
    ("[一-鿿]{2}(?:日|周)?月", "月"),
    ("(?:日|周)+", "周日"),
    ("(?:日|周)*", None),
    (r"\d", DIGITS),
    (r"[\d一]人?", DIGITS + "一"),
    (r"\D", None),
    (r"[\w]", None),
    ("[^日]", None),
    ("(?:日|.)", None),
    ("[0-3]号?", "0123"),
    ("(?i:x)", None),
    ("(?i)x", None),
    ("(?<=日)月?", None),
]


@pytest.mark.parametrize(("source", "needs"), NEEDED)
def test_what_a_pattern_needs(source: str, needs: str | None) -> None:
    found = needs_of(re.compile(source))
    assert found == (None if needs is None else frozenset(needs))


_PATTERNS = [pattern for _, pattern, _ in entities._patterns()]
_PATTERNS += [exclusions(), *figures._patterns().values()]
_MADE_OF = sorted({char for pattern in _PATTERNS for char in pattern.pattern})


@given(st.lists(st.sampled_from(_MADE_OF), max_size=40).map("".join))
def test_what_reads_reports_finds_what_it_found_when_all_was_tried(text: str) -> None:
    for pattern in _PATTERNS:
        found = _found(re.compile(pattern.pattern, pattern.flags), text)
        assert _found(pattern, text) == found
        needs = needs_of(pattern)
        assert not found or needs is None or not needs.isdisjoint(text)


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], ...]]:
    return list(_spans(pattern, text))


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[tuple[int, int], ...]]:
    for match in pattern.finditer(text):
        yield tuple(match.span(group) for group in range(pattern.groups + 1))
