"""Forms: tables of labels with what each is beside it: 馆长 | 卓雅 | 建成时间 | 2016年9月."""

from collections.abc import Iterator, Sequence

from qa.ingestion.tables.blocks import Span
from qa.ingestion.tables.words import is_number, pattern, unit_behind, unit_in
from qa.model import Cell

_LEAST = 2  # rows of a form
_HALF = 2  # of its rows, this part of them shows that it holds pairs

Words = Sequence[str]


def is_form(rows: Sequence[Words]) -> bool:
    """Return whether rows are pairs of labels and values, with no row of heads above them.

    Under heads each column holds numbers or words; beside labels it holds both.
    """
    pairs = [list(_pairs(words)) for words in rows]
    if len(rows) < _LEAST or not all(len(words) % 2 == 0 for words in rows):
        return False
    labels = [words[at] for words, told in zip(rows, pairs, strict=True) for at, _ in told]
    if len(set(labels)) < len(labels) or any(is_number(one) or _is_date(one) for one in labels):
        return False
    told = zip(rows, pairs, strict=True)
    marked = sum(any(_tells(words, *pair) for pair in found) for words, found in told)
    heads = any(_is_label(rows[0][at]) for _, at in pairs[0])
    return not heads and marked * _HALF >= len(rows) and _is_mixed(rows)


def _pairs(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the columns of each label in a row that has a value, and of that."""
    for at in range(0, len(words) - 1, 2):
        if words[at] and words[at + 1]:
            yield at, at + 1


def _tells(words: Words, at: int, value: int) -> bool:
    """Return whether a pair shows that it is one: by its label, or a number with its own unit."""
    number = words[value] if is_number(words[value]) else ""
    return _is_label(words[at]) or bool(unit_behind(number))


def _is_label(word: str) -> bool:
    """Return whether a word names what stands beside it: it tells a unit, or who, when, where."""
    return bool(unit_in(word) or pattern("word-label").fullmatch(word))


def _is_date(word: str) -> bool:
    return bool(pattern("date").fullmatch(word))


def _is_mixed(rows: Sequence[Words]) -> bool:
    """Return whether values are numbers and words by turns, or a number stands in the first row."""
    first, *others = ([words[value] for _, value in _pairs(words)] for words in rows)
    numbers = [is_number(value) for told in others for value in told]
    dated = (is_number(value) or _is_date(value) for value in first)
    return any(dated) or (any(numbers) and not all(numbers))


def told_in_form(spans: Sequence[Span], words: Words, caption: str) -> Iterator[Cell]:
    """Yield the values of a row of a form, each under its label.

    Args:
        spans: Where the cells of the row stand.
        words: What stands in them.
        caption: Of the table.
    """
    for at, value in _pairs(words):
        label = words[at]
        labels, heads = ((label,), ()) if is_number(words[value]) else ((), (label,))
        yield Cell(*spans[value], labels, heads, caption, unit_in(label))
