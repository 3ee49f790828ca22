"""Reflow: raw text as a person reads it: no line ends inside sentences, no blanks inside figures.

Characters are taken out or replaced one for one, so every stretch of what is read stands for a
stretch of the raw text.
"""

import re

from qa.language.normalization import unify_radicals
from qa.language.patterns import lazy_pattern

_HAN = r"〇\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff"
_BLANK = r"[ \t\xa0\u3000]"
_END = r"[\r\n\v\f\x85\u2028\u2029]"
_STRAY = lazy_pattern(
    # A line end; between words of letters a blank of it is left.
    rf"(?<=[A-Za-z]){_BLANK}*{_END}\s*?(?={_END}[A-Za-z])"
    rf"|(?<![A-Za-z\s]){_BLANK}*{_END}\s*|(?<=[A-Za-z]){_BLANK}*{_END}\s*(?![A-Za-z\s])"
    # 356 户, 至 2019 年, 98 %
    rf"|(?<=\d)[ \xa0\u3000]+(?=[{_HAN}%％‰℃])|(?<=[{_HAN}])[ \xa0\u3000]+(?=\d)"
)
_ANY = lazy_pattern(rf"{_END}|[ \xa0\u3000]|[\u2e80-\u2fdf]")


def reflow(raw: str) -> str:
    """Return the text as it is read."""
    if not _ANY.search(raw):
        return raw
    return unify_radicals(re.sub(_END, " ", _STRAY.sub("", raw)))


def read_piece(raw: str, role: str) -> str:
    """Return what a piece of a report says; in the row of a table every blank parts cells."""
    return unify_radicals(raw) if role == "row" else reflow(raw)


def to_raw(raw: str, start: int, end: int) -> tuple[int, int]:
    """Return where a stretch of the reflowed text stands in the raw one; both half open."""
    taken = {at for match in _STRAY.finditer(raw) for at in range(*match.span())}
    if start < end and not taken:
        return start, end
    kept = [at for at in range(len(raw)) if at not in taken]
    if start >= end:
        place = kept[start] if start < len(kept) else len(raw)
        return place, place
    return kept[start], kept[end - 1] + 1
