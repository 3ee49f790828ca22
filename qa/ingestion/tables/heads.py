"""Heads of a table: what stands over a column, and with it what a number in the column counts."""

from collections.abc import Sequence

from qa.ingestion.tables.blocks import Span
from qa.ingestion.tables.words import is_number, numbers_rows, pattern, unit_in
from qa.language.units import longest_first
from qa.model import Cell


class Heads:
    """The rows above the first number; each of their cells stands over what is below it."""

    def __init__(self, rows: Sequence[Sequence[str]] = ()) -> None:
        """Take the rows, the uppermost first."""
        self._rows = tuple(rows)
        below = (*self._rows[1:], ())
        self._spread = [_spread(*pair) for pair in zip(self._rows, below, strict=False)]

    def with_row(self, words: Sequence[str]) -> "Heads":
        """Return these with one row more below."""
        return Heads((*self._rows, words))

    def over(self, column: int) -> tuple[str, ...]:
        """Return what stands over a column, each word once, from above."""
        found = (row[column] for row in self._spread if column < len(row) and row[column])
        return tuple(dict.fromkeys(found))

    def numbers(self, words: Sequence[str]) -> list[int]:
        """Return the columns of a row whose numbers count something; codes and ordinals do not.

        1936 is a number only in the column of one, beside other numbers.
        """
        found = [at for at, word in enumerate(words) if self._counts(at, word)]
        years = (at for at, word in enumerate(words) if at and self._counts_like_year(at, word))
        return sorted([*found, *years]) if found else []

    def _counts(self, at: int, word: str) -> bool:
        return is_number(word) and not self._numbers_rows(at)

    def _counts_like_year(self, at: int, word: str) -> bool:
        head = self._nearest(at)
        told = head and not self._numbers_rows(at) and not pattern("year-heads").search(head)
        return bool(told and pattern("year").fullmatch(word))

    def cell(
        self, spans: Sequence[Span], words: Sequence[str], at: int, caption: str, unit: str
    ) -> Cell:
        """Return the number in a column of a row with what it counts.

        Args:
            spans: Where the cells of the row stand.
            words: What stands in them.
            at: The column.
            caption: Of the table.
            unit: Of the table; a unit of the row or the column comes before it.
        """
        labels, own = [], ""
        for i in range(self._first_label(words, at), at):
            head = self._nearest(i)
            if words[i] in longest_first() and pattern("unit-heads").fullmatch(head):
                own = words[i]
            elif words[i] and not self._is_value(words, i) and not numbers_rows(head, words[i]):
                labels.append(words[i])
        names = self.over(at)
        told = own or next(filter(None, map(unit_in, (*reversed(names), *reversed(labels)))), "")
        return Cell(*spans[at], tuple(dict.fromkeys(labels)), names, caption, told or unit)

    def _numbers_rows(self, at: int) -> bool:
        return any(map(numbers_rows, self.over(at)))

    def _is_value(self, words: Sequence[str], at: int) -> bool:
        return is_number(words[at]) or self._counts_like_year(at, words[at])

    def _nearest(self, column: int) -> str:
        return "".join(self.over(column)[-1:])

    def _first_label(self, words: Sequence[str], at: int) -> int:
        """Return where the labels of a number begin: behind a number, or where heads repeat."""
        begin, value = 0, False
        for i in range(at):
            head = self._nearest(i)
            again = i > 1 and head and head == self._nearest(0) != self._nearest(i - 1)
            behind = words[i] and value and not self._is_value(words, i)
            begin = i if again or behind else begin
            value = self._is_value(words, i) if words[i] else value
        return begin


def _spread(row: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return a row of heads with each written over all that the row below parts it into."""
    spread = [*row, *[""] * (len(below) - len(row))]
    for at in range(1, len(below)):
        if not spread[at] and below[at] and below[at - 1]:
            spread[at] = spread[at - 1]
    return spread
