"""Tables of an old Word file: rows of cells, each with its own edges, as one grid."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from qa.ingestion.readers.parts.doc_properties import UNKNOWN, RowShape
from qa.ingestion.readers.parts.grids import Spans

_NEAR = 30
"""Twentieths of a point within which two edges are one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the text of its cells and how they lie."""

    cells: tuple[str, ...]
    shape: RowShape = UNKNOWN


def to_grid(rows: Sequence[Row]) -> list[list[str]]:
    """Return the cells in columns; one over several columns or rows stands in each of them."""
    edges: list[int] = []
    for edge in sorted(edge for row in rows for edge in row.shape.edges):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    spans, above = Spans(), dict[int, str]()
    for row in rows:
        spans.begin_row()
        column, last = 0, ""
        for at, (cell, first, width) in enumerate(_places(row, edges)):
            text = above.get(first, "") if at in row.shape.below else cell
            text = last if at in row.shape.beside else text
            if first > column:
                spans.add("", first - column)
            spans.add(text, width)
            above[first], column, last = text, first + width, text
    return spans.grid()


def _places(row: Row, edges: Sequence[int]) -> list[tuple[str, int, int]]:
    """Return each cell with its first column and how many it takes."""
    own = row.shape.edges
    if len(own) != len(row.cells) + 1 or list(own) != sorted(own):
        return [(cell, at, 1) for at, cell in enumerate(row.cells)]
    columns = [bisect_left(edges, edge - _NEAR) for edge in own]
    return [
        (cell, first, max(after - first, 1))
        for cell, first, after in zip(row.cells, columns, columns[1:], strict=False)
    ]
