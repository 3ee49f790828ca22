"""Tables that a page break tore: their parts show but the edges that their own rows have."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from qa.ingestion.readers.pages.page_lines import Line
from qa.ingestion.readers.parts.grids import is_number, tidy

NEAR = 3.0
"""Points within which two edges are one."""


def align_parts(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines with the parts of a table on several pages written in the columns of them all.

    A label over three columns shows one column on a page on which no row parts it.
    """
    parts: list[list[Line]] = []
    for _, run in groupby(lines, key=lambda line: (line.page, line.edges)):
        rows = list(run)
        if parts and not _goes_on(parts[-1][-1], rows):
            yield from _aligned(parts)
            parts = []
        parts.append(rows)
    yield from _aligned(parts)


def _goes_on(above: Line, rows: Sequence[Line]) -> bool:
    """Return whether rows at the top of a page are the rest of the table that ends above them."""
    first = rows[0]
    if not above.edges or not first.edges or first.page != above.page + 1:
        return False
    few, many = sorted((above.edges, first.edges), key=len)
    return _is_near(few[0], many[0]) and _is_near(few[-1], many[-1]) and _holds(many, few)


def _holds(many: Sequence[float], few: Sequence[float]) -> bool:
    return all(any(_is_near(edge, other) for other in many) for edge in few)


def _is_near(edge: float, other: float) -> bool:
    return abs(edge - other) <= NEAR


def _aligned(parts: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """Yield the rows of the parts of one table, those with fewer columns spread over the most."""
    most = max((part[0].edges for part in parts), key=len, default=())
    for part in parts:
        same = len(part[0].edges) == len(most)
        yield from part if same else (_spread(row, most) for row in part)


def _spread(row: Line, edges: Sequence[float]) -> Line:
    """Return a row with each cell written over the columns that it reaches; a number once."""
    cells: list[str] = []
    open_: list[bool] = []
    for at, cell in enumerate(row.cells):
        low, high = row.edges[at : at + 2]
        reach = sum(low - NEAR <= edge < high - NEAR for edge in edges[:-1])
        rest = "" if is_number(cell) else cell
        cells += [cell, *[rest] * (reach - 1)]
        open_ += [at < len(row.open) and row.open[at]] * reach
    return replace(row, cells=tuple(tidy(cells)), open=tuple(open_), edges=tuple(edges))
