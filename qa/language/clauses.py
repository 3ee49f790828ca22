"""Clauses: the pieces of a sentence between its commas, the smallest thing worth quoting."""

import re
from functools import lru_cache

from qa.language.patterns import lazy_pattern

_MARKS = ",，;；:：。！？!?\n"
_OPEN = dict(zip("(（《〈“‘「『[【", ")）》〉”’」』]】", strict=True))
_TELLING = re.compile(f"[{re.escape(_MARKS + ''.join(_OPEN))}]")
_LONGEST_QUOTE = 60  # a longer bracket is an unbalanced one
_NUMBER = lazy_pattern(r"(?<![\d.])\d{1,3}(?:[,，]\d{3})+(?!\d)|(?<!\d)\d+(?:[:：]\d+)+(?!\d)")


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[tuple[int, int], ...]:
    """The clauses of a sentence as (start, end), in order, without their closing marks.

    Marks inside brackets, book titles and quotation marks do not cut, nor do the commas of
    1,234 and the colons of 2:1.
    """
    clauses: list[tuple[int, int]] = []
    start = position = 0
    while match := _TELLING.search(text, position):
        position = match.start()
        if close := _OPEN.get(match[0]):
            position = max(position, text.find(close, position + 1, position + _LONGEST_QUOTE))
        elif not _is_in_number(text, position):
            _append(clauses, text, start, position)
            start = position + 1
        position += 1
    _append(clauses, text, start, len(text))
    return tuple(clauses)


def _is_in_number(text: str, at: int) -> bool:
    """Whether a mark parts the digits of one number."""
    beside = text[at - 1 : at] + text[at + 1 : at + 2]
    if len(beside) < 2 or not beside.isdecimal():
        return False
    return any(match.start() <= at < match.end() for match in _NUMBER.finditer(text))


def _append(clauses: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Adds the clause, trimmed, unless it is empty."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        clauses.append((start, end))


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause that holds the given stretch; the stretch itself if none does."""
    for a, b in cut(text):
        if a <= start and end <= b:
            return a, b
    return start, end
