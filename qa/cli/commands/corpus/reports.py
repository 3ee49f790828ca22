"""`yinju reports`: what is loaded."""

import json
import os
import unicodedata
from argparse import Namespace
from collections.abc import Iterator, Sequence

from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.model import Report
from qa.render import clean
from qa.settings import Settings
from qa.wording import lang_of_locale, say


def run(arguments: Namespace, settings: Settings) -> int:
    """List the reports as a table, or as one JSON object a line."""
    lang = settings.lang or lang_of_locale(os.environ)
    with open_engine(settings) as engine:
        lines = _records(engine.reports) if arguments.json else _table(engine.reports, lang)
        for line in lines:
            print(line)
    return Exit.DONE


def _records(reports: Sequence[Report]) -> Iterator[str]:
    return (json.dumps(_entry(report), ensure_ascii=False) for report in reports)


def _entry(report: Report) -> dict[str, object]:
    return {
        "id": report.id,
        "place": report.place,
        "level": report.level,
        "year": report.year,
        "title": report.title,
        "issuer": report.issuer,
        "characters": len(report.text),
        "sha256": report.sha256,
    }


def _row(report: Report) -> tuple[str, ...]:
    year = "" if report.year is None else str(report.year)
    return tuple(map(clean, (report.id, report.place, year, report.title)))


def _table(reports: Sequence[Report], lang: str) -> Iterator[str]:
    heads = tuple(say(f"column-{name}", lang) for name in ("id", "place", "year", "title"))
    rows = [heads, *map(_row, reports)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, strict=True)
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in cells).rstrip()


def _width(cell: str) -> int:
    """Terminal columns; a Chinese character takes two."""
    return sum(1 + (unicodedata.east_asian_width(ch) in "WF") for ch in cell)
