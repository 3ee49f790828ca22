"""Heads of a table: what stands over a column, and with it what a number in the column counts."""

from collections.abc import Iterator, Mapping, Sequence

from qa.ingestion.tables.blocks import Span
from qa.ingestion.tables.words import (
    is_number,
    is_total,
    is_unit,
    numbers_rows,
    part_mark,
    pattern,
    tidy_head,
    unit_behind,
    unit_in,
    unit_under,
)
from qa.language.units import unit_kind
from qa.model import Cell

_LEVELS = 8  # rows of heads at most; a list of words may have thousands of rows


class Heads:
    """The rows above the first number; each of their cells stands over what is below it."""

    def __init__(self, rows: Sequence[Sequence[str]] = ()) -> None:
        """Take the rows, the uppermost first."""
        self._rows = tuple(rows)
        below = (*self._rows[1:], ())
        self._spread = [_spread(*pair) for pair in zip(self._rows, below, strict=False)]

    def with_row(self, words: Sequence[str]) -> "Heads":
        """Return these with one row more below; of many in a row the last ones are heads."""
        return Heads((*self._rows[1 - _LEVELS :], [tidy_head(word) for word in words]))

    def over(self, column: int) -> tuple[str, ...]:
        """Return what stands over a column, each word once, from above.

        A unit in a row of its own belongs to the head above it: 增速（%）.
        """
        found: list[str] = []
        for word in (w for level in range(len(self._spread)) for w in self._at(level, column)):
            if found and pattern("unit-alone").fullmatch(word) and unit_in(word):
                found[-1] += word if word not in found[-1] else ""
            elif word not in found:
                found.append(word)
        return tuple(found)

    def _at(self, level: int, column: int) -> Iterator[str]:
        """Yield the head of a column on a level; before that of a part the one it is part of."""
        row = self._spread[level]
        word = row[column] if column < len(row) else ""
        if word and part_mark(word):
            before = (at for at in reversed(range(column)) if row[at] and not part_mark(row[at]))
            whole = next(before, column)
            same = all(
                above[whole : whole + 1] == above[column : column + 1]
                for above in self._spread[:level]
            )
            yield from [row[whole]] if same and not is_total(row[whole]) else []
        yield from filter(None, [word])

    def numbers(self, words: Sequence[str]) -> list[int]:
        """Return the columns of a row whose numbers count something; codes and ordinals do not.

        1936 is a number only in the column of one, beside other numbers.
        """
        found = [at for at, word in enumerate(words) if self._counts(at, word)]
        years = (at for at, word in enumerate(words) if at and self._counts_like_year(at, word))
        return sorted([*found, *years]) if found else []

    def dates(self, words: Sequence[str]) -> list[int]:
        """Return the columns in which a row says when something was or will be."""
        return [at for at in range(1, len(words)) if self._is_date(words, at)]

    def _is_date(self, words: Sequence[str], at: int) -> bool:
        told = pattern("date-heads").search(self._nearest(at))
        return bool(told and pattern("date").fullmatch(words[at]))

    def _counts(self, at: int, word: str) -> bool:
        return is_number(word) and not self.numbers_rows(at)

    def _counts_like_year(self, at: int, word: str) -> bool:
        head = self._nearest(at)
        told = head and not self.numbers_rows(at) and not pattern("year-heads").search(head)
        return bool(told and pattern("year").fullmatch(word))

    def cell(
        self,
        spans: Sequence[Span],
        words: Sequence[str],
        at: int,
        caption: str,
        units: Sequence[str],
        wholes: Mapping[int, str],
    ) -> Cell:
        """Return the number in a column of a row with what it counts.

        Args:
            spans: Where the cells of the row stand.
            words: What stands in them.
            at: The column.
            caption: Of the table.
            units: Of the table; a unit of the column or the row comes before them.
            wholes: The labels above that labels of parts belong to, by their columns.
        """
        columns = range(self._first_label(words, at), at)
        own = [i for i in columns if self.is_label(words, i)]
        named = ((wholes.get(i, ""), words[i]) for i in own)
        labels = [label for pair in named for label in pair if label]
        names = self.over(at)
        nearest = map(unit_in, names[-1:])
        counts = pattern("counting-heads").search("".join(names[-1:]))
        others = map(unit_in, (*reversed(names), *([] if counts else reversed(labels))))
        told = next(filter(None, (*nearest, self._unit_beside(words, at), *others)), "")
        unit = "" if self._is_date(words, at) else told or unit_under(names, units)
        unit = (
            unit if unit_behind(words[at]) in ("", unit) else ""
        )  # 96.1% below 万人 tells its own
        return Cell(*spans[at], tuple(dict.fromkeys(labels)), names, caption, unit)

    def is_label(self, words: Sequence[str], at: int) -> bool:
        """Return whether a cell of a row may name it."""
        if not words[at] or self._is_value(words, at) or self._tells_unit(words, at):
            return False
        if self._is_date(words, at):
            return False
        return not numbers_rows(self._nearest(at), words[at])

    def _tells_unit(self, words: Sequence[str], at: int) -> bool:
        """Return whether a cell of a row tells a unit for others of it."""
        head = self._nearest(at)
        return is_unit(words[at]) and bool(pattern("unit-heads").fullmatch(head))

    def _unit_beside(self, words: Sequence[str], at: int) -> str:
        """Return the unit that a row tells for a number: behind 数量, else before all numbers.

        A rate has no other unit than one of shares: 完成率 of 12万人.
        """
        behind = at + 1 < len(words) and self._tells_unit(words, at + 1)
        if behind:
            return words[at + 1]
        before = (i for i in range(at) if self._tells_unit(words, i) and self._shares(i, at))
        told = next((words[i] for i in before if not (i and self._is_value(words, i - 1))), "")
        rate = pattern("rate-heads").search(self._nearest(at)) and unit_kind(told) != "share"
        return "" if rate else told

    def _shares(self, unit: int, at: int) -> bool:
        """Return whether a column of units is of another one: of all, or of those under its head.

        元/月 below 保障标准 · 单位 is no unit of 保障人数.
        """
        over = self.over(unit)[:-1]
        return not over or self.over(at)[: len(over)] == over

    def numbers_rows(self, at: int) -> bool:
        """Return whether a column only numbers or codes the rows."""
        return any(map(numbers_rows, self.over(at)))

    def is_said(self, words: Sequence[str], at: int) -> bool:
        """Return whether a cell of a row says something under a head, and be it a year."""
        told = words[at] and self.over(at) and not self._is_value(words, at)
        return bool(told and not self.numbers_rows(at) and not self._tells_unit(words, at))

    def _is_value(self, words: Sequence[str], at: int) -> bool:
        return is_number(words[at]) or self._counts_like_year(at, words[at])

    def _nearest(self, column: int) -> str:
        return "".join(self.over(column)[-1:])

    def _heads_anew(self, words: Sequence[str], at: int) -> bool:
        """Return whether a label behind a number may be one of its own.

        That is so in forms, where labels and numbers take turns, and where heads come again.
        """
        head = self._nearest(at)
        turns = all(bool(i % 2) == self._is_value(words, i) for i in range(at + 1) if words[i])
        turns = turns and not self._tells_word(words, at - 1)
        return turns or not head or any(self._nearest(i) == head for i in range(at))

    def _tells_word(self, words: Sequence[str], at: int) -> bool:
        """Return whether a cell under its head tells who, where or when, and names no row."""
        head = self._nearest(at)
        told = pattern("word-label").fullmatch(head) or pattern("date-heads").search(head)
        return bool(told or pattern("year").fullmatch(words[at]))

    def _first_label(self, words: Sequence[str], at: int) -> int:
        """Return where the labels of a number begin: behind a number, or where heads repeat."""
        begin, value = 0, False
        anew = self._heads_anew(words, at)
        for i in range(at):
            head = self._nearest(i)
            again = i > 1 and head and head == self._nearest(0) != self._nearest(i - 1)
            behind = anew and value and self.is_label(words, i)
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
