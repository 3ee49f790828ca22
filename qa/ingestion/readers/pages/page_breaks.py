"""Page breaks inside tables: heads that come again, a row torn in two, a cell that goes on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise, takewhile

from qa.ingestion.headings import read_marker
from qa.ingestion.readers.pages.page_lines import Line
from qa.ingestion.readers.parts.grids import is_number
from qa.language.resources import read_toml

_DIGIT = re.compile(r"\d")
_ANNOUNCING = 2  # lines that may tell, between two pages, that a table goes on


def join_rows(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines with the rows of a table that goes on over a page as if it did not."""
    runs = [list(run) for _, run in groupby(lines, key=lambda line: len(line.cells))]
    at = 0
    while at < len(runs):
        run = runs[at]
        if run[0].cells and at + 2 < len(runs) and _announces(run, *runs[at + 1 : at + 3]):
            runs[at + 2] = [*run, *runs[at + 2]]
            at += 1
        elif run[0].cells:
            yield from _join(run)
        else:
            yield from run
        at += 1


@cache
def _continued() -> re.Pattern[str]:
    return re.compile(read_toml("ingestion/pages.toml")["continued"])


def _announces(above: Sequence[Line], between: Sequence[Line], below: Sequence[Line]) -> bool:
    """Return whether what stands between two pages of a table only says that it goes on."""
    same = len(above[-1].cells) == len(below[0].cells) and above[-1].page != below[0].page
    told = any(_continued().fullmatch(line.text) for line in between)
    return same and told and len(between) <= _ANNOUNCING


def _join(rows: Sequence[Line]) -> list[Line]:
    """Return the rows of one table, which may stand on several pages and in several columns."""
    first, *others = _parts(rows)
    joined = [*first]
    for part in others:
        pairs = zip(first, part, strict=False)
        again = sum(1 for _ in takewhile(lambda pair: pair[0].cells == pair[1].cells, pairs))
        rest = part[again:]
        if rest and _is_torn(joined[-1], rest[0]):
            halves = zip(joined[-1].cells, rest[0].cells, strict=True)
            joined[-1] = replace(joined[-1], cells=tuple(map("".join, halves)))
            rest = rest[1:]
        reaching = len(list(takewhile(lambda line: not line.cells[0], rest)))
        for line in rest[:reaching]:
            joined.append(_filled(line, joined[-1]))
        joined += rest[reaching:]
    return joined


def _parts(rows: Sequence[Line]) -> list[list[Line]]:
    """Return the rows by where they stand: a part begins on a page, or up in the next column."""
    parts = [[rows[0]]]
    for last, line in pairwise(rows):
        next_column = line.top < last.top and line.left > last.left
        if line.page != last.page or next_column:
            parts.append([])
        parts[-1].append(line)
    return parts


def _is_torn(above: Line, line: Line) -> bool:
    """Return whether the first row of a page is the rest of the last one of the page before.

    It is but the rest of cells whose text came to their edge, and it holds nothing new.
    """
    text = "".join(line.cells)
    numbers = _DIGIT.search("".join(above.cells)) is not None
    whole = zip(line.cells, above.open, strict=False)
    if any(cell and not is_open for cell, is_open in whole):
        return False
    return (
        numbers
        and bool(text)
        and not all(line.cells)
        and not _DIGIT.search(text)
        and not read_marker(text, 0)
    )


def _filled(line: Line, above: Line) -> Line:
    """Return a row with the cells that reach over the break written into it."""
    lead = next((at for at, cell in enumerate(line.cells) if cell), 0)
    if any(map(is_number, above.cells[:lead])):
        return line
    return replace(line, cells=(*above.cells[:lead], *line.cells[lead:]))
