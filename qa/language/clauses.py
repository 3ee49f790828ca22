"""Clauses: the pieces of a sentence between its commas, the smallest thing worth quoting."""

from functools import lru_cache

from qa.language.patterns import lazy_pattern

_MARKS = frozenset(",，;；:：。！？!?\n")
_OPEN = dict(zip("(（《〈“‘「『[【", ")）》〉”’」』]】", strict=True))
_LONGEST_QUOTE = 60  # a longer bracket is an unbalanced one
_NUMBER = lazy_pattern(r"(?<![\d.])\d{1,3}(?:[,，]\d{3})+(?!\d)|(?<!\d)\d+(?:[:：]\d+)+(?!\d)")


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[tuple[int, int], ...]:
    """The clauses of a sentence as (start, end), in order, without their closing marks.

    Marks inside brackets, book titles and quotation marks do not cut, nor do the commas of
    1,234 and the colons of 2:1.
    """
    clauses: list[tuple[int, int]] = []
    numbers = {at for match in _NUMBER.finditer(text) for at in range(*match.span())}
    start = position = 0
    while position < len(text):
        character = text[position]
        if character in _OPEN:
            close = text.find(_OPEN[character], position + 1, position + _LONGEST_QUOTE)
            position = close if close > 0 else position
        elif character in _MARKS and position not in numbers:
            _append(clauses, text, start, position)
            start = position + 1
        position += 1
    _append(clauses, text, start, len(text))
    return tuple(clauses)


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
