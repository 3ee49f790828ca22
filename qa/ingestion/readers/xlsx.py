"""XLSX: the sheets of a workbook as rows, their numbers as they are shown."""

import io
import re
import warnings
from typing import TYPE_CHECKING

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.readers.parts.grids import is_number
from qa.ingestion.readers.parts.number_formats import show
from qa.ingestion.readers.parts.packages import Package, holds
from qa.ingestion.readers.parts.sheets import CELLS, shown, to_lines

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_BOOK = "xl/workbook.xml"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_MERGED_CELLS = 20_000


def accepts(data: bytes) -> bool:
    """Return whether the bytes are a package with a workbook."""
    return holds(data, _BOOK.encode())


def read(data: bytes) -> Document:
    """Return the visible sheets, a line a row."""
    _check(Package(data))
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that are not kept
        values = load_workbook(io.BytesIO(data), data_only=True)
        formulas = load_workbook(io.BytesIO(data))
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in values.worksheets if sheet not in visible]
    sheets = {sheet.title: shown(_rows(sheet), *_hidden(sheet)) for sheet in visible}
    lines = [
        line
        for title, (rows, _) in sheets.items()
        for line in to_lines(title, rows, len(visible) == 1)
    ]
    if not lines:
        raise Unreadable("no-text")
    lost = sum(_count_lost(sheet, formulas[sheet.title]) for sheet in visible)
    aside = sum(count for _, count in sheets.values())
    notes = [
        ("note-hidden-sheets", "、".join(hidden)),
        ("note-hidden-rows", str(aside or "")),
        ("note-formulas", str(lost or "")),
    ]
    return Document("\n".join(lines) + "\n", notes=tuple(note for note in notes if note[1]))


def _check(package: Package) -> None:
    """Refuse a workbook whose merged cells would take forever to unfold."""
    for name in package.names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            package.xml(name)
            for a, top, b, bottom in _MERGED.findall(package.read(name)):
                height, width = int(bottom) - int(top) + 1, _column(b) - _column(a) + 1
                if height * width > _MERGED_CELLS:
                    raise Unreadable("unfolds-too-large")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _rows(sheet: "Worksheet") -> list[list[str]]:
    if sheet.max_row * sheet.max_column > CELLS:
        raise Unreadable("unfolds-too-large")
    rows = [[show(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]
    for merged in sheet.merged_cells.ranges:
        text = rows[merged.min_row - 1][merged.min_col - 1]
        for row in range(merged.min_row - 1, min(merged.max_row, len(rows))):
            for column in range(merged.min_col - 1, min(merged.max_col, len(rows[row]))):
                rows[row][column] = text if not is_number(text) else ""
        rows[merged.min_row - 1][merged.min_col - 1] = text
    return rows


def _hidden(sheet: "Worksheet") -> tuple[set[int], set[int]]:
    """Return the rows and the columns that are not shown, from 0."""
    rows = {number - 1 for number, row in sheet.row_dimensions.items() if row.hidden}
    spans = (column for column in sheet.column_dimensions.values() if column.hidden)
    last = sheet.max_column
    return rows, {at - 1 for c in spans for at in range(c.min or 1, min(c.max or 0, last) + 1)}


def _count_lost(values: "Worksheet", formulas: "Worksheet") -> int:
    """Return how many formulas have no stored value."""
    return sum(
        cell.data_type == "f" and values.cell(cell.row, cell.column).value is None
        for row in formulas.iter_rows()
        for cell in row
    )
