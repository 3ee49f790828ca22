"""PDF: characters and where they stand, put together to lines, paragraphs and tables."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.legibility import is_legible
from qa.ingestion.readers.pages.page_layout import compose, drop_blanks
from qa.ingestion.readers.pages.page_lines import Line, Piece, Sheet
from qa.ingestion.readers.pages.page_numbers import write_ranges
from qa.ingestion.readers.pages.painted import put_in_place
from qa.ingestion.readers.pages.pdf_tables import Box, Table, find_tables
from qa.ingestion.readers.pages.turned import Point, Turn, find_turn

PAGES = 3000
CHARACTERS = 5_000_000
_LEAST = 20  # characters below which a file with pictures is a scan
_GAP = 1.4  # heights of a character that part cells
_RAISED = 0.35  # of that, how far above the foot of its line the mark of a note ends
_DROPPED = frozenset("\x02\ufffe\uffff\x00\xad")


def accepts(data: bytes) -> bool:
    """Return whether the bytes are a PDF; some begin with a few others."""
    return b"%PDF" in data[:1024]


def read(data: bytes) -> Document:
    """Return the text of a PDF with the marks of its pages.

    Raises:
        Unreadable: it needs a password, is damaged, or its pages hold no text that can be read.
    """
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable("needs-password" if locked else "damaged") from error
    if not 0 < len(file) <= PAGES:
        raise Unreadable("unfolds-too-large" if len(file) else "damaged")
    sheets, silent, garbled, length = [], [], [], 0
    for number in range(1, len(file) + 1):
        page = file[number - 1]
        textpage = page.get_textpage()
        turn = find_turn(page, textpage)
        chars = list(_chars(textpage, turn))
        text = "".join("".join(char.text for char in chars).split())
        length += len(text)
        if not is_legible(text):
            garbled.append(number)
        elif text:
            sheets.append(_sheet(number, page, chars, turn))
        elif raw.FPDFPage_CountObjects(page):
            silent.append(number)
    if len(sheets) <= len(garbled) or (length < _LEAST and any(map(_has_picture, file))):
        raise Unreadable("is-garbled" if garbled else "is-scan")
    unread = sorted([*silent, *garbled])
    notes = (("note-pages-without-text", write_ranges(unread)),) if unread else ()
    return replace(compose(sheets), notes=notes)


def _has_picture(page: pdfium.PdfPage) -> bool:
    count = raw.FPDFPage_CountObjects(page)
    kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at)) for at in range(count))
    return raw.FPDF_PAGEOBJ_IMAGE in kinds


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    added: bool
    """Whether PDFium put it in: blanks between columns, line ends."""
    box: Box


def _chars(textpage: pdfium.PdfTextPage, turn: Turn) -> Iterator[_Char]:
    """Yield the characters of a page in the order in which they are read, top down."""
    sides = [ctypes.c_double() for _ in range(4)]
    count = textpage.count_chars()
    if count > CHARACTERS:
        raise Unreadable("unfolds-too-large")
    high = 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(textpage, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
            high = 0
        raw.FPDFText_GetCharBox(textpage, at, *map(ctypes.byref, sides))
        left, right, bottom, top = (side.value for side in sides)
        char = chr(code)
        if char not in _DROPPED:
            added = raw.FPDFText_IsGenerated(textpage, at) == 1
            yield _Char(char, added, _box(turn.place(left, top), turn.place(right, bottom)))


def _box(one: Point, other: Point) -> Box:
    """Return the box between two of its corners."""
    (left, right), (top, bottom) = map(sorted, zip(one, other, strict=True))
    return Box(left, top, right, bottom)


def _sheet(number: int, page: pdfium.PdfPage, chars: list[_Char], turn: Turn) -> Sheet:
    """Return the lines of a page; each table stands where its first character was read."""
    tables = find_tables(page.raw, turn)
    lines: list[Line] = []
    placed: set[Table] = set()
    held: list[_Char] = []
    for char in chars:
        table = next((t for t in tables if t.box.holds(char.box)), None)
        if char.text in "\r\n" or (table and table not in placed and not char.text.isspace()):
            lines += _line(number, held)
            held = []
        if table and table not in placed and not char.text.isspace():
            placed.add(table)
            inside = [(c.text, c.added, c.box) for c in chars if table.box.holds(c.box)]
            lines += table.lines(number, inside)
        elif not table and char.text not in "\r\n":
            held.append(char)
    lines += _line(number, held)
    return Sheet(number, turn.height, tuple(put_in_place(lines)))


def _line(page: int, chars: list[_Char]) -> list[Line]:
    solid = [char.box for char in chars if not char.text.isspace()]
    pieces = tuple(_pieces(chars))
    text = drop_blanks((char.text, char.added) for char in chars)
    if not solid or not text:
        return []
    place = min(box.left for box in solid), max(box.right for box in solid)
    high, bottom = max(box.bottom - box.top for box in solid), max(box.bottom for box in solid)
    top = min(box.top for box in solid if bottom - box.bottom <= _RAISED * high)
    return [Line(text, page, *place, top, bottom, pieces=pieces)]


def _pieces(chars: Sequence[_Char]) -> Iterator[Piece]:
    """Yield the stretches of a line that wide gaps part."""
    high = max((char.box.bottom - char.box.top for char in chars), default=0.0)
    held: list[_Char] = []
    for char in chars:
        if char.text.isspace():
            held += [char] if held else []
            continue
        last = next((c.box for c in reversed(held) if not c.text.isspace()), char.box)
        if char.box.left - last.right > _GAP * high:
            yield _piece(held)
            held = []
        held.append(char)
    if held:
        yield _piece(held)


def _piece(chars: Sequence[_Char]) -> Piece:
    groups = groupby(chars, key=lambda char: char.text.isspace())
    words = [list(word) for blank, word in groups if not blank]
    return Piece(*_place(chars), tuple(Piece(*_place(word)) for word in words))


def _place(chars: Sequence[_Char]) -> tuple[str, float, float]:
    """Return the text of characters and where they stand."""
    solid = [char.box for char in chars if not char.text.isspace()]
    text = drop_blanks((char.text, char.added) for char in chars)
    return text, min(box.left for box in solid), max(box.right for box in solid)
