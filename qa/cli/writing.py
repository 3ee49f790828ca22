"""Writing what a command gives: rows on stdout or into a file, a chart into a file.

A file that something else has made is never written over unasked.
"""

import os
import re
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from errno import EISDIR, ENOENT
from pathlib import Path

from qa import files
from qa.cli.diagnostics import is_terminal, note
from qa.errors import SettingsError
from qa.render.charts import Bar, bar_chart
from qa.render.tables import Table, lines, workbook
from qa.wording import say

_HEAD, _TAIL = 4096, 8  # bytes that are looked at
_ROWS = (
    r"(?:id|place|question|case),\w+,\w+,"  # CSV
    r"|\| [^|]+ \|(?: [^|]+ \|)+\n\| -"  # Markdown
    r'|(?:\[\n )?\{(?:\n  )?"(?:id|place|question|case)": '  # JSON
    r"|(?:id|编号|place|地方|question|题目) +\w|PK.*yinju\Z"  # a terminal's table, a workbook
)
_MADE = {
    "rows": _ROWS,
    "chart": r"<svg [^\n]*\n<title>[^\n]*</title><desc>yinju</desc>",
    "output": r'\{"id": ',
    "csv": r"id,question,outcome,",
    "junit": r'<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name=',
    "md": r"# [^\n]*\n\n(?:PASSED|FAILED|DONE|通过|未通过|完成)[::]",
    "html": r'<!DOCTYPE html>\n<html lang="\w+">\n<head>\n<meta name="generator" content="yinju">',
    "trec_run": r"\S+ Q0 \S+ \d+ \d+ yinju\n",
    "qrels": r"\S+ 0 \S+:\d+-\d+ 1\n",
    "timings": r'\{"(?:id|questions)": ',
}
"""How a file begins that this program has made, by kind."""


def keep_others(path: Path, kind: str = "") -> None:
    """Refuse to write over a file that something else has made; an empty one may be.

    Args:
        path: That is to be written.
        kind: What may be replaced, a key of the table above; nothing, if left out.

    Raises:
        SettingsError: There is such a file.
    """
    if not path.is_file():
        return
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            file.seek(max(file.tell(), path.stat().st_size - _TAIL))
            text = (head + file.read()).decode("utf-8", "replace")
    except OSError as error:
        raise SettingsError("{path}: cannot be read: {why}", path=path, why=error) from error
    if head and not kind:
        raise SettingsError(
            "{path} is there already and stays as it is;"
            " name another file, or replace it with --force",
            path=path,
        )
    if head and not re.match(_MADE[kind], text, re.DOTALL):
        raise SettingsError(
            "{path} was not made by this program and stays as it is;"
            " name another file, or replace it with --force",
            path=path,
        )


def check_outputs(arguments: Namespace) -> None:
    """Refuse files that a command could not write, before anything is asked.

    Raises:
        SettingsError: One is something else's, has no folder, or its name does not fit.
    """
    output, chart = getattr(arguments, "output", "-"), arguments.chart
    if output == "-" and arguments.format == "xlsx":
        raise SettingsError("a workbook is a file: name it with -o FILE")
    if chart and Path(chart).suffix.lower() != ".svg":
        raise SettingsError("--chart {path}: the name must end in .svg", path=chart)
    if output != "-":
        _check(Path(output), "rows", arguments.force)
    if chart:
        _check(Path(chart), "chart", arguments.force)


def _check(path: Path, kind: str, force: bool) -> None:
    check_place(path)
    if not force:
        keep_others(path, kind)


def check_place(path: Path) -> None:
    """Refuse a name under which no file can be written, before there is anything to write.

    Raises:
        SettingsError: It is a folder, or lies in none.
    """
    if path.is_dir():
        raise _unwritable(path, os.strerror(EISDIR))
    if not path.parent.is_dir():
        raise _unwritable(path, os.strerror(ENOENT))


def write_table(table: Table, form: str, output: str = "-") -> None:
    """Write rows in one of the formats into a file, or on stdout.

    Raises:
        SettingsError: The file cannot be written.
    """
    if output == "-":
        show(lines(table, form))
    elif form == "xlsx":
        write_file(Path(output), workbook(table, "yinju"))
    else:
        write_file(Path(output), "".join(lines(table, form)).encode("utf-8", "backslashreplace"))


def write_chart(path: Path, title: str, bars: Sequence[tuple[str, Bar]], lang: str) -> None:
    """Write the bars of the unit that most have into an SVG file.

    Raises:
        SettingsError: The file cannot be written.
    """
    units = [unit for unit, _ in bars]
    main = max(units, key=units.count, default="")
    kept = [bar for unit, bar in bars if unit == main]
    if len(kept) < len(bars):
        note(say("chart-units", lang, unit=main, left=len(bars) - len(kept)))
    write_file(path, bar_chart(title, kept).encode())


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        SettingsError: It cannot be written.
    """
    try:
        files.write(path, data)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, why: object) -> SettingsError:
    return SettingsError(
        "{path}: cannot be written: {why}; make room or write elsewhere", path=path, why=why
    )


def show(text: Iterable[str]) -> None:
    """Write text on stdout, through the pager if a terminal cannot hold it."""
    if not is_terminal(sys.stdout):
        sys.stdout.writelines(text)
        return
    whole = "".join(text)
    if whole.count("\n") < shutil.get_terminal_size().lines:
        sys.stdout.write(whole)
    else:
        from pydoc import pager

        os.environ.setdefault("LESS", "FRSX")  # wide rows are scrolled, not broken
        pager(whole)
