"""XLS: the sheets of an old workbook as rows, their numbers as they are shown."""

import xlrd

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.readers.parts.grids import is_number
from qa.ingestion.readers.parts.number_formats import is_date, show
from qa.ingestion.readers.parts.sheets import CELLS, shown, to_lines

_OLE = b"\xd0\xcf\x11\xe0"
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book\0"))


def accepts(data: bytes) -> bool:
    """Return whether the bytes are a container with a workbook."""
    return data.startswith(_OLE) and any(name in data for name in _STREAMS)


def read(data: bytes) -> Document:
    """Return the visible sheets, a line a row."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True)
    except xlrd.XLRDError as error:
        locked = "encrypted" in str(error).lower()
        raise Unreadable("needs-password" if locked else "damaged") from error
    visible = [sheet for sheet in book.sheets() if sheet.visibility == 0]
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility]
    sheets = [(sheet.name, *shown(_rows(book, sheet), *_hidden(sheet))) for sheet in visible]
    lines = [line for name, rows, _ in sheets for line in to_lines(name, rows, len(visible) == 1)]
    if not lines:
        raise Unreadable("no-text")
    aside = sum(count for _, _, count in sheets)
    notes = [("note-hidden-sheets", "、".join(hidden)), ("note-hidden-rows", str(aside or ""))]
    return Document("\n".join(lines) + "\n", notes=tuple(note for note in notes if note[1]))


def _rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> list[list[str]]:
    if sheet.nrows * sheet.ncols > CELLS:
        raise Unreadable("unfolds-too-large")
    rows = [
        [_show(book, sheet.cell(row, column)) for column in range(sheet.ncols)]
        for row in range(sheet.nrows)
    ]
    for top, bottom, left, right in sheet.merged_cells:
        text = rows[top][left]
        for row in range(top, min(bottom, sheet.nrows)):
            for column in range(left, min(right, sheet.ncols)):
                rows[row][column] = text if not is_number(text) else ""
        rows[top][left] = text
    return rows


def _hidden(sheet: xlrd.sheet.Sheet) -> tuple[set[int], set[int]]:
    """Return the rows and the columns that are not shown, from 0."""
    rows = {at for at, row in sheet.rowinfo_map.items() if row.hidden}
    return rows, {at for at, column in sheet.colinfo_map.items() if column.hidden} & set(
        range(sheet.ncols)
    )


def _show(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_DATE or (cell.ctype == xlrd.XL_CELL_NUMBER and is_date(form)):
        return show(xlrd.xldate_as_datetime(cell.value, book.datemode), form)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return show(bool(cell.value), form)
    return show(cell.value, form)
