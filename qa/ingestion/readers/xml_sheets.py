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
    rows = {attribute(one, "Name"): _rows(one, formats) for one in sheets if not _is_hidden(one)}
    lines = [line for title, grid in rows.items() for line in to_lines(title, grid, len(rows) == 1)]
    if not lines:
        raise Unreadable("no-text")
    notes = (("note-hidden-sheets", "、".join(hidden)),) if hidden else ()
    return Document("\n".join(lines) + "\n", notes=notes)


def _format(style: ET.Element) -> tuple[str, str]:
    form = attribute(find(style, "NumberFormat"), "Format")
    return attribute(style, "ID"), _NAMED.get(form, form) or "General"


def _is_hidden(sheet: ET.Element) -> bool:
    return any(name(one) == "Visible" and one.text in _HIDDEN for one in sheet.iter())


def _rows(sheet: ET.Element, formats: Mapping[str, str]) -> Sequence[Sequence[str]]:
    """Return the cells of a sheet; rows that are skipped over are one empty one."""
    spans, at, left = Spans(), 0, CELLS
    for row in (one for one in sheet.iter() if name(one) == "Row"):
        index = int(attribute(row, "Index") or at + 1)
        if index > at + 1:
            spans.begin_row()
        at = index
        spans.begin_row()
        left -= len(row)
        if left < 0:
            raise Unreadable("unfolds-too-large")
        if attribute(row, "Hidden") != "1":
            _add_cells(spans, row, formats)
    return shown(spans.grid(), (), ())[0]


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
