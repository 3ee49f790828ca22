"""Page breaks inside tables: a head that comes again, a row torn in two, a cell that goes on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa.ingestion.headings import read_marker
from qa.ingestion.readers.pages.page_lines import Line

_DIGIT = re.compile(r"\d")


def join_rows(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines with the rows of a table that goes on over a page as if it did not."""
    held: Line | None = None
    first: Line | None = None
    continued = False
    for line in lines:
        breaks = held is not None and held.cells and line.page != held.page
        same = held is not None and 0 < len(held.cells) == len(line.cells)
        first = first if same else line
        if breaks and same and held is not None:
            if first is not None and line.cells == first.cells:
                continued = True
                continue
            if _is_torn(held, line):
                pairs = zip(held.cells, line.cells, strict=True)
                held = replace(held, cells=tuple(map("".join, pairs)), page=held.page)
                continued = True
                continue
        if held is not None:
            yield held
        continued = same and (breaks or continued) and not line.cells[0]
        if continued and held is not None:
            line = _filled(line, held)  # noqa: PLW2901  # the row as it would be on one page
        held = line
    if held is not None:
        yield held


def _is_torn(above: Line, line: Line) -> bool:
    """Return whether the first row of a page is the rest of the last one of the page before."""
    text = "".join(line.cells)
    numbers = _DIGIT.search("".join(above.cells)) is not None
    torn = not all(line.cells) and not _DIGIT.search(text) and not read_marker(text, 0)
    return numbers and torn


def _filled(line: Line, above: Line) -> Line:
    """Return a row with the cells that reach over the break written into it."""
    lead = next((at for at, cell in enumerate(line.cells) if cell), 0)
    return replace(line, cells=(*above.cells[:lead], *line.cells[lead:]))
