"""Rows as a table: for a terminal, as Markdown, CSV, JSON, JSON lines, or a workbook."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import chain

from qa.errors import SettingsError
from qa.language.patterns import lazy_pattern
from qa.render.texts import clean, width_of

FORMATS = ("table", "csv", "json", "jsonl", "markdown", "xlsx")
"""The formats of a table; xlsx is bytes, the others are text."""
Cell = str | int | float | None
_NUMBER = lazy_pattern(r"[-\d.,/–]*")
_WIDEST = 44  # terminal columns of a cell; what is longer is cut off with a mark


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the names of their columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads: Mapping[str, str] = field(default_factory=dict)
    """What a person reads above a column; its name, if there is nothing here."""
    brief: tuple[str, ...] = ()
    """The columns that a terminal and Markdown show; all, if empty."""

    def _repr_html_(self) -> str:
        """The brief columns, as a notebook shows them."""
        return html_table(self)


def lines(table: Table, form: str) -> Iterator[str]:
    """The table in one of `FORMATS` but xlsx, line by line with line ends; same rows, same bytes.

    For people (table, markdown) it has the brief columns under their heads, for programs all
    columns under their names.
    """
    return {
        "table": _terminal,
        "markdown": _markdown,
        "csv": _csv,
        "json": _json,
        "jsonl": _jsonl,
    }[form](table)


def html_table(table: Table) -> str:
    """The brief columns as an HTML table."""
    head, *rows = _shown(table)
    body = "".join(f"<tr>{_cells('td', row)}</tr>" for row in rows)
    return f"<table><tr>{_cells('th', head)}</tr>{body}</table>"


def workbook(table: Table, name: str) -> bytes:
    """The table as a workbook of one sheet; same rows, same bytes.

    Raises:
        SettingsError: The extra `xlsx` is not installed.
    """
    from datetime import datetime
    from zipfile import ZipFile

    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise SettingsError(
            "this needs the extra {extra}: pip install '.[{extra}]' in the source folder",
            extra="xlsx",
        ) from error
    file = io.BytesIO()
    # A report's text is never a formula or a link.
    kept = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, kept) as book:
        # A workbook names the day it was made, which would make each one differ.
        book.set_properties({"created": datetime(2000, 1, 1), "author": "yinju"})
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate([table.columns, *table.rows]):
            sheet.write_row(number, 0, [clean(one) if isinstance(one, str) else one for one in row])
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    with ZipFile(file, "a") as archive:
        archive.comment = b"yinju"  # whose file it is
    return file.getvalue()


def records(table: Table) -> Iterator[dict[str, Cell]]:
    """The rows as objects."""
    return (dict(zip(table.columns, row, strict=True)) for row in table.rows)


def write_row(row: Sequence[object]) -> str:
    """A line of CSV with its line end."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row)
    return line.getvalue()


def write_markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table in Markdown, each with its line end, written as the rows come."""
    return map(_markdown_row, chain((head, ["---"] * len(head)), rows))


def _markdown_row(row: Sequence[str]) -> str:
    return f"| {' | '.join(map(escape_markdown, row))} |\n"


def escape_markdown(text: str) -> str:
    """The text as it can stand in a cell or a heading of Markdown."""
    escaped = clean(text).replace("\\", "\\\\").replace("|", "\\|")
    return escaped.replace("<", "&lt;").replace("`", "\\`")


def _csv(table: Table) -> Iterator[str]:
    return map(write_row, (table.columns, *table.rows))


def _json(table: Table) -> Iterator[str]:
    yield json.dumps(list(records(table)), ensure_ascii=False, indent=1) + "\n"


def _jsonl(table: Table) -> Iterator[str]:
    return (json.dumps(one, ensure_ascii=False) + "\n" for one in records(table))


def _terminal(table: Table) -> Iterator[str]:
    rows = [[_cut(cell) for cell in row] for row in _shown(table)]
    right = _numeric(rows)
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, right, strict=True)
        yield "  ".join(_pad(*cell) for cell in cells).rstrip() + "\n"


def _markdown(table: Table) -> Iterator[str]:
    head, *rows = _shown(table)
    rule = ["---:" if right else "---" for right in _numeric((head, *rows))]
    return map(_markdown_row, (head, rule, *rows))


def _shown(table: Table) -> list[list[str]]:
    """The heads and the rows of the brief columns, as a person reads them."""
    names = table.brief or table.columns
    picked = [table.columns.index(name) for name in names]
    heads = [table.heads.get(name, name) for name in names]
    return [heads, *([_read(row[at]) for at in picked] for row in table.rows)]


def _numeric(shown: Sequence[Sequence[str]]) -> list[bool]:
    """Which columns hold numbers only, below their heads."""
    head, *rows = shown
    columns = zip(*rows, strict=True)
    return [any(one) and all(map(_NUMBER.fullmatch, one)) for one in columns] or [False] * len(head)


def _read(cell: Cell) -> str:
    return "" if cell is None else clean(str(cell))


def _cells(tag: str, row: Sequence[str]) -> str:
    return "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)


def _cut(cell: str) -> str:
    if width_of(cell) <= _WIDEST:
        return cell
    while width_of(cell) >= _WIDEST:
        cell = cell[:-1]
    return cell + "…"


def _pad(cell: str, width: int, right: bool) -> str:
    blanks = " " * (width - width_of(cell))
    return blanks + cell if right else cell + blanks
