"""Tables in text: lines with tabs or bars, or labels above their numbers, as rows of cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.ingestion.headings import read_marker
from qa.ingestion.tables.blocks import CAPTION, STOPS, Grid, find_blocks
from qa.ingestion.tables.forms import is_form, told_in_form
from qa.ingestion.tables.heads import Heads
from qa.ingestion.tables.said import name_column, rows_of_heads, words_said
from qa.ingestion.tables.wholes import Wholes
from qa.ingestion.tables.words import (
    caption_in,
    is_index,
    is_note,
    is_number,
    is_total,
    name_in,
    pattern,
    tidy,
    units_in,
)
from qa.language.reflow import reflow
from qa.model import Cell

_REACH = 400  # characters above a table
_ABOVE = 4  # lines above a table that are looked at for its name and unit


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: where it stands in the text, and what its numbers mean."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    """Those with a number, a date or words under a head; offsets count from `start`."""
    is_head: bool
    caption: str


def find_rows(text: str) -> list[Row]:
    """Return the rows of all tables in a text, in order."""
    return [row for block in find_blocks(text) for row in _Table(text, block).rows()]


class _Table:
    """One table: its heads are the rows above the first number, what names it stands above."""

    def __init__(self, text: str, grid: Grid) -> None:
        self._text, self._grid = text, grid
        self._words = [[tidy(reflow(text[a:b])) for a, b in spans] for spans in grid]
        self._caption, self._units = self._above()
        lone = (self._words[row][0] for row in range(len(grid)) if self._is_lone(row))
        self._names_are_marked = any(map(_is_marked, lone))
        named = (row for row in range(len(grid)) if self._names_next(row))
        self._last_name = max(named, default=0)
        self._in_words = self._find_words()
        self._forms = self._find_forms()

    def rows(self) -> Iterator[Row]:
        """Yield the rows in order; a row of one cell may name what follows and end the heads."""
        heads = under = Heads()
        name: int | None = None
        caption, units, group, open_ = self._caption, self._units, 0, True
        wholes = Wholes()
        for row, (spans, words) in enumerate(zip(self._grid, self._words, strict=True)):
            numbers = [] if open_ and is_index(words) else heads.numbers(words)
            filled = [span for span in spans if span[0] < span[1]]
            place = filled[0][0], filled[-1][1]
            if self._names_next(row):
                named = _first(words)
                caption, units = name_in(named) or caption, units_in(named) or units
                group = _level(caption)
                if _fills(words) or not self._has_number(row + 1):
                    heads, open_, wholes = Heads(), True, Wholes()
                yield Row(*place, (), True, self._caption)
                continue
            if row in self._forms:
                cells = list(told_in_form(spans, words, caption))
                yield Row(*place, tuple(_within(cells, place[0])), False, caption)
                continue
            if not numbers and self._begins_anew(row):
                heads, open_, wholes = Heads(), True, Wholes()
            if open_ and (is_index(words) or not self._is_told(row)):
                named = caption_in(words)
                aside = named or is_index(words) or all(map(is_note, filter(None, words)))
                caption = named or caption
                units = units_in(" ".join(words)) or units if aside else units
                heads = heads if aside else heads.with_row(words)
                yield Row(*place, (), True, caption)
                continue
            if under is not heads:
                under, name = heads, name_column(heads, self._words[row : self._end(row)])
            caption = self._caption if self._is_beyond(row, group) else caption
            told = sorted([*numbers, *heads.dates(words)])
            parts = wholes.read(words)
            cells = [heads.cell(spans, words, at, caption, units, parts) for at in told]
            if name is not None:
                cells += words_said(heads, spans, words, name, caption, cells)
            open_ = open_ and not cells
            yield Row(*place, tuple(_once(_within(cells, place[0]))), False, caption)

    def _find_words(self) -> frozenset[int]:
        """Return the rows below the heads of tables in which no number stands."""
        found, row = set[int](), 0
        while row < len(self._grid):
            end = self._end(row)
            body = self._words[row:end]
            if not any(map(self._has_number, range(row, end))) and (heads := rows_of_heads(body)):
                found.update(range(row + heads, end))
            row = end + 1
        return frozenset(found)

    def _find_forms(self) -> frozenset[int]:
        """Return the rows of forms, which have no heads."""
        found, row = set[int](), 0
        while row < len(self._grid):
            end = self._end(row)
            if is_form(self._words[row:end]):
                found.update(range(row, end))
            row = end + 1
        return frozenset(found)

    def _end(self, row: int) -> int:
        """Return which row from this one on names what follows; how many there are if none."""
        rows = range(row, len(self._grid))
        return next((at for at in rows if self._names_next(at)), len(self._grid))

    def _is_told(self, row: int) -> bool:
        return self._has_number(row) or row in self._in_words

    def _begins_anew(self, row: int) -> bool:
        """Return whether a row below numbers heads another table: words stand where they stood."""
        words, below = self._words[row], self._words[row + 1 : row + 2]
        if not row or not below or caption_in(words):
            return bool(row and below)
        if pattern("word-label").fullmatch(words[0]):
            return False
        columns = [at for at, word in enumerate(below[0]) if is_number(word)]
        told = [at < len(words) and words[at] and not is_number(words[at]) for at in columns]
        return bool(columns) and all(told) and self._has_number(row - 1)

    def _is_beyond(self, row: int, group: int) -> bool:
        """Return whether a row stands beside the last group named: its peer, or a total."""
        first = _first(self._words[row])
        if group:
            return _level(first) == group
        return row > self._last_name and is_total(first)

    def _names_next(self, row: int) -> bool:
        """Return whether a row names those below: it is one cell, or stands alone among others.

        One that is numbered as the next one is its peer, of which nothing is told.
        """
        words = self._words[row]
        if not _is_alone(words) or self._has_number(row):
            return False
        if _fills(words):
            return True
        below = self._words[row + 1] if row + 1 < len(self._words) else []
        if not words[0] or not below or _is_alone(below) or (row and self._is_lone(row - 1)):
            return False
        if self._names_are_marked and not _is_marked(words[0]):
            return False
        level, next_level = (_level(_first(cells)) for cells in (words, below))
        return level == 0 or level != next_level

    def _is_lone(self, row: int) -> bool:
        words = self._words[row]
        return _is_alone(words) and not _fills(words)

    def _has_number(self, row: int) -> bool:
        return row < len(self._words) and any(map(is_number, self._words[row]))

    def _above(self) -> tuple[str, tuple[str, ...]]:
        """Return the name and the units that the lines above the table give."""
        start = self._text.rfind("\n", 0, min(a for a, _ in self._grid[0])) + 1  # of the line
        lines = self._text[max(0, start - _REACH) : start].split("\n")
        units: tuple[str, ...] = ()
        for line in [line.strip() for line in reversed(lines) if line.strip()][:_ABOVE]:
            units = units or units_in(line)
            if rest := name_in(line):
                return rest if len(rest) <= CAPTION and rest[-1] not in STOPS else "", units
        return "", units


def _first(words: Sequence[str]) -> str:
    """Return the first word of a row; empty if there is none."""
    return next(filter(None, words), "")


def _is_alone(words: Sequence[str]) -> bool:
    """Return whether one thing stands in a row, be it in several of its cells."""
    return len(set(filter(None, words))) == 1


def _fills(words: Sequence[str]) -> bool:
    """Return whether what stands alone reaches over the row."""
    return _is_alone(words) and (len(words) == 1 or sum(map(bool, words)) > 1)


def _level(label: str) -> int:
    marker = read_marker(label, 0)
    return marker.level if marker else 0


def _is_marked(label: str) -> bool:
    """Return whether a label shows that it names a group: by a number or a colon."""
    return label.endswith(("：", ":")) or _level(label) > 0


def _within(cells: Sequence[Cell], start: int) -> Iterator[Cell]:
    """Yield cells in their order, with offsets that count from where their row begins."""
    for cell in sorted(cells, key=lambda cell: cell.start):
        yield replace(cell, start=cell.start - start, end=cell.end - start)


def _once(cells: Iterator[Cell]) -> Iterator[Cell]:
    """Yield cells without those that one cell over several columns gave twice."""
    last: Cell | None = None
    for cell in cells:
        same = last is not None and (last.labels, last.heads) == (cell.labels, cell.heads)
        if not same:
            yield cell
        last = cell
