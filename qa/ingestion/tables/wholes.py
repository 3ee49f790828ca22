"""Wholes: which row above the row of a part belongs to: 生活用水 for 其中：城镇."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qa.ingestion.tables.words import is_number, is_total, part_mark, value_of

_CLOSE = 0.002  # share of a whole that rounding may keep its parts from


@dataclass(slots=True)
class _Column:
    """The labels of one column as far as they were read."""

    whole: str = ""
    value: float = 0.0
    plain: str | None = None
    """The last label without a mark behind the last part, empty for a total; None if none is."""
    plain_value: float = 0.0
    mark: str = ""
    """Of the last part; empty before any."""
    added: float = 0.0
    """All that stands behind the first part of its group, added up."""

    def is_told(self) -> bool:
        """Return whether the parts make up their whole, so that no more of it follow."""
        return abs(self.added - self.value) <= _CLOSE * abs(self.value)


class Wholes:
    """The labels of a table that those of parts below them belong to, by their columns."""

    def __init__(self) -> None:
        """Start above the first row."""
        self._columns: defaultdict[int, _Column] = defaultdict(_Column)

    def read(self, words: Sequence[str]) -> dict[int, str]:
        """Go on to the next row; return what the labels of parts in it belong to, by columns."""
        found = {}
        for at, word in enumerate(words):
            value = next((value_of(w) for w in words[at + 1 :] if is_number(w)), 0.0)
            if not word or is_number(word):
                continue
            if mark := part_mark(word):
                found[at] = self._part(self._columns[at], mark, value)
            else:
                column = self._columns[at]
                column.plain, column.plain_value = "" if is_total(word) else word, value
                column.added += value
        return found

    def _part(self, column: _Column, mark: str, value: float) -> str:
        """Return the label that a part belongs to.

        A group that is told to its end is followed by another of the same whole: 其中：男性 below
        其中：城镇 and 乡村.
        """
        another = mark == column.mark and column.is_told()
        if column.plain is not None and not another:
            column.whole, column.value = column.plain, column.plain_value
        if column.plain is not None:
            column.added = 0.0
        column.plain, column.mark = None, mark
        column.added += value
        return column.whole
