"""XML spreadsheets of Excel 2003, which offices name .xls: visible sheets, numbers as shown."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.readers.parts.grids import Spans
from qa.ingestion.readers.parts.number_formats import show
from qa.ingestion.readers.parts.sheets import CELLS, shown, to_lines
from qa.ingestion.readers.parts.xml_names import attribute, find, name

_SHEET = re.compile(rb"<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet", re.S)
_DEFINED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_LOOKED_AT = 4_000
_HIDDEN = ("SheetHidden", "SheetVeryHidden")
_NAMED = {"Percent": "0.00%", "Standard": "#,##0.00", "Fixed": "0.00"}
"""Formats that a name stands for."""


def accepts(data: bytes) -> bool:
    """Return whether the bytes begin as a spreadsheet in XML."""
    return bool(_SHEET.search(data[:_LOOKED_AT]))


def read(data: bytes) -> Document:
    """Return the visible sheets, a line a row.

    Raises:
        Unreadable: it is broken or defines entities, or no cell of it says anything.
    """
    if _DEFINED.search(data):
        raise Unreadable("damaged")
    root = ET.fromstring(data.lstrip())
    formats = dict(map(_format, (one for one in root.iter() if name(one) == "Style")))
    sheets = [one for one in root if name(one) == "Worksheet"]
    hidden = [attribute(one, "Name") for one in sheets if _is_hidden(one)]
    shows = {attribute(one, "Name"): _rows(one, formats) for one in sheets if not _is_hidden(one)}
    alone = len(shows) == 1
    lines = [line for title, (grid, _) in shows.items() for line in to_lines(title, grid, alone)]
    if not lines:
        raise Unreadable("no-text")
    aside = sum(number for _, number in shows.values())
    notes = [("note-hidden-sheets", "、".join(hidden)), ("note-hidden-rows", str(aside or ""))]
    return Document("\n".join(lines) + "\n", notes=tuple(note for note in notes if note[1]))


def _format(style: ET.Element) -> tuple[str, str]:
    form = attribute(find(style, "NumberFormat"), "Format")
    return attribute(style, "ID"), _NAMED.get(form, form) or "General"


def _is_hidden(sheet: ET.Element) -> bool:
    return any(name(one) == "Visible" and one.text in _HIDDEN for one in sheet.iter())


def _rows(sheet: ET.Element, formats: Mapping[str, str]) -> tuple[Sequence[Sequence[str]], int]:
    """Return the cells that a sheet shows, and how many rows and columns it does not.

    Rows that are skipped over are one empty one.
    """
    spans, at, left, begun, hidden = Spans(), 0, CELLS, -1, set[int]()
    for row in (one for one in sheet.iter() if name(one) == "Row"):
        index = int(attribute(row, "Index") or at + 1)
        if index > at + 1:
            spans.begin_row()
            begun += 1
        at = index
        spans.begin_row()
        begun += 1
        left -= len(row)
        if left < 0:
            raise Unreadable("unfolds-too-large")
        if attribute(row, "Hidden") == "1":
            hidden.add(begun)
        _add_cells(spans, row, formats)
    return shown(spans.grid(), hidden, _hidden_columns(sheet))


def _hidden_columns(sheet: ET.Element) -> set[int]:
    """Return which columns are not shown, from 0; one element may stand for several."""
    hidden, at = set[int](), 0
    for column in (one for one in sheet.iter() if name(one) == "Column"):
        first = int(attribute(column, "Index") or at + 1)
        at = first + int(attribute(column, "Span") or 0)
        if attribute(column, "Hidden") == "1":
            hidden |= set(range(first - 1, at))
    return hidden


def _add_cells(spans: Spans, row: ET.Element, formats: Mapping[str, str]) -> None:
    """Put the cells of a row in their places."""
    for cell in (one for one in row if name(one) == "Cell"):
        if index := attribute(cell, "Index"):
            spans.skip(int(index) - 1)
        across, down = (int(attribute(cell, f"Merge{way}") or 0) for way in ("Across", "Down"))
        spans.add(_text(cell, formats), across + 1, down + 1)


def _text(cell: ET.Element, formats: Mapping[str, str]) -> str:
    """Return what a cell shows."""
    data = find(cell, "Data")
    said = "".join(data.itertext()).strip() if data is not None else ""
    form = formats.get(attribute(cell, "StyleID"), "General")
    with suppress(ValueError):
        match attribute(data, "Type"):
            case "Number":
                return show(int(said) if said.isdecimal() else float(said), form)
            case "DateTime":
                return show(datetime.fromisoformat(said), form)
    return said
