"""Flattened tables: those of the official form whose cells stand in a text without any border.

The labels of the form tell where rows begin. Where one row holds several numbers run together,
those are read that all ways to part them agree on: totals are the sums of what is before them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from qa.ingestion.headings import read_marker
from qa.ingestion.tables.rows import Row
from qa.ingestion.tables.words import unit_in
from qa.language.resources import read_rows
from qa.model import Cell

_FORM = "ingestion/annual-report-form.tsv"
_REACH = 200  # characters within which the next label of the form stands
_MOST = 40  # digits of a row
_WAYS = 500  # of parting them that are compared
_ANY = 10**_MOST
_ROWS = ("row", "whole")
_BLANK = r"[ \u3000]*"
_NUMBERS = re.compile(rf"{_BLANK}(\d+(?:\.\d+)?(?:[ \u3000]+\d+(?:\.\d+)?)*)")
_NUMBER = re.compile(r"[\d.]+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    words: str
    columns: tuple[str, ...]
    pattern: re.Pattern[str]
    level: int


@cache
def _form() -> tuple[_Entry, ...]:
    entries = []
    for kind, words, *columns in read_rows(_FORM, 2):
        pattern = re.compile(_BLANK.join(map(re.escape, words)))
        marker = read_marker(words, 0)
        named = tuple(columns[0].split(";")) if columns else ()
        entries.append(_Entry(kind, words, named, pattern, marker.level if marker else 0))
    return tuple(entries)


def find_flattened(text: str) -> Iterator[Row]:
    """Yield the rows of flattened tables of the form, in order."""
    first, second = _form()[:2]
    beginning = re.compile(first.pattern.pattern + _BLANK + second.pattern.pattern)
    done = 0
    for match in beginning.finditer(text):
        if match.start() >= done:
            rows = list(_Reading(text, match.start()).rows())
            yield from rows
            done = rows[-1].end


class _Reading:
    """The form as it is met in one text, from one place on."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self._met: list[tuple[_Entry, int, int]] = []
        for entry in _form():
            headed = self._met and self._met[-1][0].kind == "heads"
            if not entry.words and not headed:  # numbers without a label follow their heads
                continue
            if match := entry.pattern.search(text, at, at + _REACH):
                self._met.append((entry, *match.span()))
                at = match.end()

    def rows(self) -> Iterator[Row]:
        """Yield the rows with what their numbers mean, heads and groups as heads."""
        caption, columns, groups = "", tuple[str, ...](), list[_Entry]()
        before = ""
        whole = self._whole()
        for entry, start, end, limit in self._with_limits():
            if entry.kind == "caption":
                caption = entry.words
            elif entry.kind == "heads":
                caption = caption if before == "caption" else ""
                columns, groups = entry.columns, []
            elif entry.kind == "group":
                groups = [*_over(groups, entry), entry]
            before = entry.kind
            if entry.kind not in _ROWS:
                yield Row(start, end, (), True, caption)
            elif numbers := _NUMBERS.match(self._text, end, limit):
                over = _over(groups, entry)
                labels = tuple(filter(None, (*(group.words for group in over), entry.words)))
                begin = start if entry.words else numbers.start(1)
                spans = _parted(numbers[1], columns, whole if over else ())
                moved = numbers.start(1) - begin
                cells = _cells(spans, moved, labels, columns, caption)
                yield Row(begin, numbers.end(1), tuple(cells), False, caption)

    def _with_limits(self) -> Iterator[tuple[_Entry, int, int, int]]:
        """Yield what was met, each with where the next begins."""
        ends = [start for _, start, _ in self._met[1:]] + [len(self._text)]
        for (entry, start, end), limit in zip(self._met, ends, strict=True):
            yield entry, start, end, limit

    def _whole(self) -> tuple[int, ...]:
        """Return the sums of a group, as far as they can be parted; empty if there are none."""
        columns = tuple[str, ...]()
        for entry, _, end, limit in self._with_limits():
            columns = entry.columns if entry.kind == "heads" else columns
            if entry.kind == "whole" and (numbers := _NUMBERS.match(self._text, end, limit)):
                spans = _parted(numbers[1], columns, ())
                return tuple(_most(numbers[1][slice(*span)]) if span else _ANY for span in spans)
        return ()


def _over(groups: Sequence[_Entry], entry: _Entry) -> list[_Entry]:
    """Return the groups that an entry belongs to: those that are numbered above it."""
    return [group for group in groups if group.level < entry.level]


def _parted(digits: str, columns: Sequence[str], most: Sequence[int]) -> Sequence[Span | None]:
    """Return where the number of each column stands, None where that is not certain.

    Args:
        digits: Of a row, with blanks between its numbers or run together.
        columns: That it has.
        most: How great the number of each column is at most; empty if nothing tells.
    """
    spans = [match.span() for match in _NUMBER.finditer(digits)]
    if len(spans) == 1 and len(columns) > 1 and digits.isdecimal():
        return _certain(islice(_part(digits, columns, most or (_ANY,) * len(columns)), _WAYS))
    return spans if len(spans) == len(columns) else ()


def _most(number: str) -> int:
    """Return a sum as the most that a part of it may be; what is no count bounds nothing."""
    return int(number) if number.isdecimal() and len(number) <= _MOST else _ANY


def _cells(
    spans: Sequence[Span | None],
    moved: int,
    labels: tuple[str, ...],
    columns: tuple[str, ...],
    caption: str,
) -> Iterator[Cell]:
    for span, column in zip(spans, columns, strict=False):
        if span is None:
            continue
        heads = tuple(column.removeprefix("=").split("/"))
        unit = next(filter(None, map(unit_in, heads)), "")
        yield Cell(span[0] + moved, span[1] + moved, labels, heads, caption, unit)


def _certain(ways: Iterable[list[Span]]) -> list[Span | None]:
    """Return where each number stands if all ways agree on it."""
    return [found[0] if len(set(found)) == 1 else None for found in zip(*ways, strict=True)]


def _part(
    digits: str, columns: Sequence[str], most: Sequence[int], at: int = 0, total: int = 0
) -> Iterator[list[Span]]:
    """Yield the ways to part digits into numbers, one a column, of which some are sums.

    Args:
        digits: Run together.
        columns: Those that are left.
        most: How great the number of each of them is at most.
        at: How many digits are taken.
        total: The sum of the numbers since the last column with a sum.
    """
    if not columns:
        if at == len(digits):
            yield []
        return
    if len(digits) > _MOST:
        return
    last = 1 if digits[at : at + 1] == "0" else len(digits) - at - len(columns) + 1
    is_sum = columns[0].startswith("=")
    for end in range(at + 1, at + last + 1):
        value = int(digits[at:end])
        if value > (total if is_sum else most[0]):
            return
        if is_sum and value != total:
            continue
        for rest in _part(digits, columns[1:], most[1:], end, 0 if is_sum else total + value):
            yield [(at, end), *rest]
