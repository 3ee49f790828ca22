"""Scans: pages that are pictures, read by text recognition.

It is asked for files that hold no text, if the extra `ocr` is installed: see
`qa.ingestion.recognition`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.readers.pages.page_layout import compose
from qa.ingestion.readers.pages.page_lines import Line, Sheet
from qa.ingestion.readers.pages.page_numbers import write_ranges
from qa.ingestion.readers.unread import ending_of

if TYPE_CHECKING:
    import numpy

PAGES = 200
SURE = 0.9
"""Mean score of the lines of a page below which it is named as doubtful."""
_DPI, _POINTS = 200, 72
_CELL = 16  # characters of a piece that is a cell of a row, not a part of a line
_ASIDE = 0.8  # heights between two pieces that are cells


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text that was recognised, and where it stands, in dots."""

    text: str
    score: float
    left: float
    right: float
    top: float
    bottom: float


def read(data: bytes) -> Document:
    """Return the text that is recognised on the pages of a PDF or on a picture.

    Raises:
        Unreadable: there are too many pages, or no text on any.
    """
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "critical"})
    sheets, read_pages, doubtful = [], [], []
    for number, picture in enumerate(_pictures(data), 1):
        pieces = list(_pieces(engine(picture)))
        if not pieces:
            continue
        sheets.append(Sheet(number, float(picture.shape[0]), tuple(_lines(number, pieces))))
        read_pages.append(number)
        if sum(piece.score for piece in pieces) / len(pieces) < SURE:
            doubtful.append(number)
    if not sheets:
        raise Unreadable("no-text")
    notes = [("note-recognised", write_ranges(read_pages))]
    if doubtful:
        notes.append(("note-doubtful", write_ranges(doubtful)))
    return replace(compose(sheets), notes=tuple(notes), format=ending_of(data) or "pdf")


def _pictures(data: bytes) -> "Iterator[numpy.ndarray[Any, Any]]":
    """Yield each page as dots, row by row."""
    if b"%PDF" not in data[:1024]:
        import cv2
        import numpy as np

        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        if picture is None:
            raise Unreadable("damaged")
        yield picture
        return
    import pypdfium2 as pdfium

    file = pdfium.PdfDocument(data)
    if len(file) > PAGES:
        raise Unreadable("unfolds-too-large")
    for page in file:
        yield page.render(scale=_DPI / _POINTS).to_numpy()


def _pieces(found: Any) -> Iterator[_Piece]:
    boxes = found.boxes if found.boxes is not None else ()
    for box, text, score in zip(boxes, found.txts or (), found.scores or (), strict=True):
        xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
        yield _Piece(text.strip(), float(score), min(xs), max(xs), min(ys), max(ys))


def _lines(page: int, pieces: Iterable[_Piece]) -> Iterator[Line]:
    """Yield the lines of a page from the top; what stands far apart are cells or columns."""
    for row in _rows(pieces):
        groups = list(_groups(row))
        texts = tuple("".join(piece.text for piece in group) for group in groups)
        if len(groups) > 1 and min(map(len, texts)) <= _CELL:
            yield Line("", *_edges(page, row), texts)
        else:
            yield from (
                Line(text, *_edges(page, group)) for text, group in zip(texts, groups, strict=True)
            )


def _edges(page: int, row: Sequence[_Piece]) -> tuple[int, float, float, float, float]:
    top, bottom = min(piece.top for piece in row), max(piece.bottom for piece in row)
    return page, row[0].left, row[-1].right, top, bottom


def _groups(row: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the pieces of a row that are not far apart; figures beside each other never join."""
    group = [row[0]]
    for before, piece in pairwise(row):
        if piece.left - before.right > _ASIDE * (before.bottom - before.top):
            yield group
            group = []
        group.append(piece)
    yield group


def _rows(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the pieces that stand beside each other, from left to right."""
    row: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom) / 2):
        middle = (piece.top + piece.bottom) / 2
        if row and not row[0].top < middle < row[0].bottom:
            yield sorted(row, key=lambda piece: piece.left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda piece: piece.left)
