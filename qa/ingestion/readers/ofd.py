"""OFD: the runs of text on each page, put together to lines and paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import ofdkit

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.legibility import is_legible
from qa.ingestion.readers.pages.page_layout import compose
from qa.ingestion.readers.pages.page_lines import Line, Sheet
from qa.ingestion.readers.parts.packages import Package, holds
from qa.language.normalization import is_han

if TYPE_CHECKING:
    from ofdkit import Page, TextRun

_ROOT = b"OFD.xml"
_SAME_LINE, _FAR = 0.5, 3.0  # in sizes of the letters: off the base line, and apart


def accepts(data: bytes) -> bool:
    """Return whether the bytes are a package with the root of an OFD."""
    return holds(data, _ROOT)


def read(data: bytes) -> Document:
    """Return the text of an OFD with the marks of its pages."""
    Package(data)
    try:
        with ofdkit.open(data) as file:
            sheets = [
                Sheet(page.index + 1, page.height, tuple(_lines(page))) for page in file.pages
            ]
            title = (file.info.title or "") if file.info else ""
    except ofdkit.OFDError as error:
        raise Unreadable("damaged") from error
    document = compose(sheets)
    if not any(map(is_han, document.text)):
        raise Unreadable("is-pictures")
    if not is_legible(document.text):
        raise Unreadable("is-pictures")
    return replace(document, title=title)


def _lines(page: "Page") -> Iterator[Line]:
    held: list[TextRun] = []
    for run in sorted(page.runs, key=lambda run: (round(run.y, 1), run.x)):
        near = bool(held) and abs(run.y - held[-1].y) <= _SAME_LINE * held[-1].size
        if held and not (near and run.x - held[-1].x - held[-1].width <= _FAR * run.size):
            yield from _line(page, held)
            held = []
        held.append(run)
    yield from _line(page, held)


def _line(page: "Page", runs: Sequence["TextRun"]) -> Iterator[Line]:
    text = "".join(run.text for run in runs).strip()
    if text:
        top = min(run.y - run.size for run in runs)
        right = max(run.x + run.width for run in runs)
        yield Line(text, page.index + 1, runs[0].x, right, top, max(run.y for run in runs))
