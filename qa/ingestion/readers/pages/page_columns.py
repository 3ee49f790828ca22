"""Columns of pages: between which edges the lines of a page are set."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from qa.ingestion.readers.pages.page_lines import Line, Sheet

_BESIDE = 5  # pairs of lines side by side that make two columns
_ODD = 10  # of so many lines one may stand out

Column = tuple[float, float]
"""The left and the right edge."""


def find_columns(sheet: Sheet) -> Iterator[tuple[Line, Column]]:
    """Yield each line of a page with the column that it stands in, a few odd lines not counted."""
    across = _find_across(sheet.lines)
    for line in sheet.lines:
        peers = [
            other
            for other in sheet.lines
            if not other.cells
            and (line in across or other not in across)
            and _shared(line, other) >= 0.9 * min(_width(line), _width(other))
        ] or [line]
        lefts, rights = sorted(p.left for p in peers), sorted(p.right for p in peers)
        last = len(peers) - 1
        yield line, (lefts[last // _ODD], rights[last - last // _ODD])


def find_area(sheet: Sheet) -> Column:
    """Return the edges between which everything on a page stands."""
    lefts, rights = [line.left for line in sheet.lines], [line.right for line in sheet.lines]
    return min(lefts, default=0.0), max(rights, default=0.0)


def _find_across(lines: Sequence[Line]) -> set[Line]:
    """Return the lines that reach over more than one column: titles over both."""
    flow = [line for line in lines if not line.cells]
    beside = [pair for pair in combinations(flow, 2) if _are_beside(*pair)]
    if len(beside) < _BESIDE:
        return set()
    return {
        line
        for line in flow
        if sum(_shared(line, a) > 0 and _shared(line, b) > 0 for a, b in beside) >= _BESIDE
    }


def _are_beside(one: Line, other: Line) -> bool:
    """Return whether two lines stand at one height, apart from each other."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return _shared(one, other) < 0 and 2 * common > min(one.height, other.height)


def _shared(one: Line, other: Line) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _width(line: Line) -> float:
    return line.right - line.left
