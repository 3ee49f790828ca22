"""Tables of a PDF: the cells that rules enclose, and what stands in each."""

import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.ingestion.readers.pages.page_layout import drop_blanks
from qa.ingestion.readers.pages.page_lines import Line
from qa.ingestion.readers.pages.pdf_rules import Rule, find_rules
from qa.ingestion.readers.pages.torn_grids import NEAR
from qa.ingestion.readers.pages.turned import Turn
from qa.ingestion.readers.parts.grids import LONGEST, flatten, is_number, tidy

_SLACK = 2.5
"""Heights of a character that a full line of a cell leaves at most before its edge."""
_RULES = 600
"""Rules of one page beyond which they are a drawing."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, measured from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box") -> bool:
        """Return whether the middle of another box is inside."""
        x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


Char = tuple[str, bool, Box]
"""A character, whether a library put it in, and where it stands."""


def find_tables(page: ctypes.c_void_p, turn: Turn) -> list["Table"]:
    """Return the tables of a page in order from the top."""
    level, upright = find_rules(page, turn)
    if len(level) + len(upright) > _RULES:
        return []
    groups = _groups(level, upright)
    tables = [Table(rows, columns) for rows, columns in groups if len(rows) > 1]
    # A frame around text or around tables parts no cells.
    kept = [t for t in tables if t.width > 1 and not any(t.encloses(o) for o in tables)]
    return sorted(kept, key=lambda table: (table.box.top, table.box.left))


def _groups(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the rules that cross or touch each other, a group a table."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for column in upright:
        crossed = [row for row in level if row.covers(column.at) and column.covers(row.at)]
        touched = [group for group in groups if any(row in group[0] for row in crossed)]
        rows = [row for group in touched for row in group[0]]
        columns = [column, *(c for group in touched for c in group[1])]
        groups = [group for group in groups if group not in touched]
        groups.append((list(dict.fromkeys([*rows, *crossed])), columns))
    return groups


class Table:
    """A table on one page: a grid of places, some of which are one cell together."""

    def __init__(self, level: Sequence[Rule], upright: Sequence[Rule]) -> None:
        """Take the rules; sides that are open are closed where the level rules end."""
        level = [*level, *_open_ends(level, upright)]
        self._level, self._upright = level, upright
        left, right = min(r.low for r in level), max(r.high for r in level)
        self._xs = _edges([left, right, *(rule.at for rule in upright)])
        self._ys = _edges([rule.at for rule in level])
        self.box = Box(left, self._ys[0], right, self._ys[-1])

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self._xs) - 1

    def encloses(self, other: "Table") -> bool:
        """Return whether another table stands inside."""
        return other is not self and self.box.holds(other.box)

    def lines(self, page: int, chars: Sequence[Char]) -> list[Line]:
        """Return a line a row; a table that only frames text gives its lines."""
        places = self._cells()
        texts = {cell: _text(chars, cell) for row in places for cell in row}
        grid = [[flatten(texts[cell]) for cell in row] for row in places]
        place = page, self.box.left, self.box.right, self.box.top, self.box.bottom
        if max(len(text) for text in texts.values()) > LONGEST:
            framed = [line for text in texts.values() if text for line in text.split("\n")]
            return [Line(line, *place) for line in framed]
        open_ = {cell: _is_open(chars, cell) for cell in texts}
        edges = tuple(self._xs)
        return [
            Line("", *place, tuple(shown), tuple(open_[cell] for cell in cells), edges=edges)
            for above, cells, row in zip([[], *places], places, grid, strict=False)
            if any(shown := tidy(_numbers_once(cells, row))) and _begins(cells, above, texts)
        ]

    def _cells(self) -> list[list[Box]]:
        """Return the cell that each place belongs to; a place goes on where no rule ends it."""
        heights, widths = list(pairwise(self._ys)), list(pairwise(self._xs))
        grid: list[list[Box]] = []
        for y, (top, bottom) in enumerate(heights):
            row: list[Box] = []
            for x, (left, right) in enumerate(widths):
                middle = (left + right) / 2, (top + bottom) / 2
                if y and not _is_ruled(self._level, top, middle[0]):
                    row.append(grid[-1][x])
                elif x and not _is_ruled(self._upright, left, middle[1]):
                    row.append(row[-1])
                else:
                    row.append(self._reach(x, y))
            grid.append(row)
        return grid

    def _reach(self, x: int, y: int) -> Box:
        """Return the box of the cell that begins at a place."""
        across, down = x + 1, y + 1
        middle = (self._ys[y] + self._ys[down]) / 2
        while across < len(self._xs) - 1 and not _is_ruled(self._upright, self._xs[across], middle):
            across += 1
        middle = (self._xs[x] + self._xs[x + 1]) / 2
        while down < len(self._ys) - 1 and not _is_ruled(self._level, self._ys[down], middle):
            down += 1
        return Box(self._xs[x], self._ys[y], self._xs[across], self._ys[down])


def _open_ends(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[Rule]:
    """Yield a rule where a table goes on beyond its last one: a page break left it open."""
    left, right = min(rule.low for rule in level), max(rule.high for rule in level)
    first, last = min(rule.at for rule in level), max(rule.at for rule in level)
    above = [rule.low for rule in upright if first - rule.low > NEAR]
    below = [rule.high for rule in upright if rule.high - last > NEAR]
    for ends in (above, below):
        if len(ends) > 2 and max(ends) - min(ends) <= NEAR:
            yield Rule(min(ends), left, right)


def _begins(cells: Sequence[Box], above: Sequence[Box], texts: Mapping[Box, str]) -> bool:
    """Return whether something begins in a row that does not reach into it from above."""
    return any(texts[cell] and cell not in above for cell in cells)


def _numbers_once(places: Sequence[Box], row: Sequence[str]) -> list[str]:
    """Return a row with a number over several columns in the first of them."""
    before = [None, *places[:-1]]
    triples = zip(before, places, row, strict=True)
    return ["" if last == place and is_number(text) else text for last, place, text in triples]


def _is_ruled(rules: Iterable[Rule], at: float, place: float) -> bool:
    return any(abs(rule.at - at) <= NEAR and rule.low <= place <= rule.high for rule in rules)


def _edges(places: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > NEAR:
            edges.append(place)
    return edges


def _is_open(chars: Iterable[Char], cell: Box) -> bool:
    """Return whether the last line of a cell comes to its right edge, so that it may go on."""
    inside = [box for text, _, box in chars if not text.isspace() and cell.holds(box)]
    if not inside:
        return False
    last = inside[-1]
    return cell.right - last.right < _SLACK * (last.bottom - last.top)


def _text(chars: Iterable[Char], cell: Box) -> str:
    """Return what stands in a cell, a line a line."""
    lines: list[list[tuple[str, bool]]] = [[]]
    last: Box | None = None
    for text, added, box in chars:
        if text in "\r\n" or not cell.holds(box):
            continue
        if last is not None and not text.isspace() and box.top > last.bottom - 1:
            lines.append([])
        lines[-1].append((text, added))
        last = last if text.isspace() else box
    return "\n".join(filter(None, map(drop_blanks, lines)))
