"""Writing an index: all of it under a draft's name, then moved to its place at once.

The checksum of the file stands in SQLite's user_version.
"""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from zlib import crc32

from qa import files
from qa.errors import IndexFault
from qa.index.protocol import PostingsWriter
from qa.language.tokenization import tokenize
from qa.model import Report, Sentence

FORMAT = "3"
"""Of the file; counted up when its layout changes."""
MARK = 0x79696E6A
"""SQLite's application_id in every index: yinj."""

_MARKED = 68
"""Offset of SQLite's application_id."""
_SEAL = 60
"""Offset of SQLite's user_version."""
_SCHEMA = f"""
PRAGMA application_id = {MARK};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE stamp (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE report (id TEXT PRIMARY KEY, place TEXT, level TEXT, year INTEGER, title TEXT,
    issuer TEXT, sha256 TEXT, first INTEGER, stop INTEGER, text TEXT,
    pages TEXT);
CREATE TABLE sentence (number INTEGER PRIMARY KEY, report TEXT, ordinal INTEGER, start INTEGER,
    end INTEGER, section TEXT, role TEXT, cells TEXT, analysis TEXT);
CREATE TABLE extra (key TEXT PRIMARY KEY, value BLOB);
"""


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """A draft to write to, sealed and moved to `path` if all goes well and removed if not.

    Raises:
        IndexFault: The file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.sweep(path.parent, path.name)
        with files.drafted(path) as draft:
            yield draft
            _seal(draft)
    except (OSError, sqlite3.Error) as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: Exception) -> IndexFault:
    """The fault of an index that cannot be written."""
    return IndexFault(
        "cannot write the index {path} ({why}); make room or choose another folder",
        path=path,
        why=error,
    )


def write_reports(
    draft: Path,
    reports: Sequence[Report],
    pieces: Mapping[str, Sequence[Sentence]],
    analyse: Callable[[Report, Sentence], str],
    postings: PostingsWriter,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Writes the reports, their sentences and the postings of the body sentences."""
    total = sum(len(pieces[report.id]) for report in reports)
    first = count = 0
    with closing(sqlite3.connect(draft)) as file, file:
        file.executescript(_SCHEMA)
        for report in sorted(reports, key=attrgetter("id")):
            stop = first + len(pieces[report.id])
            insert(file, "report", [_report_row(report, first, stop)])
            context = cache(partial(_context, report))
            numbers = range(first, stop)
            for number, piece in zip(numbers, pieces[report.id], strict=True):
                insert(file, "sentence", [_sentence_row(number, piece, analyse(report, piece))])
                if piece.is_quotable:
                    around = context((*piece.section, *_heads(piece)))
                    postings.add(report.id, numbers, number, _tokens(piece.text), around)
                    count += 1
            first = stop
            if progress:
                progress(stop, total)
        insert(file, "meta", [("sentences", str(count))])
        postings.finish(file)


def write_pairs(draft: Path, table: str, pairs: Mapping[str, str] | Mapping[str, bytes]) -> None:
    """Writes keys and values into the table `stamp` or `extra`."""
    with closing(sqlite3.connect(draft)) as file, file:
        file.execute("PRAGMA journal_mode = OFF")  # what goes wrong is thrown away whole
        insert(file, table, sorted(pairs.items()))


def is_other(path: Path) -> bool:
    """Whether a file stands there that is no index: it holds something that is not ours."""
    try:
        with path.open("rb") as file:
            head = file.read(_MARKED + 4)
    except OSError:
        return False  # whoever writes there will hear why that cannot be
    return bool(head) and head[_MARKED:] != MARK.to_bytes(4, "big")


def checksum(path: Path) -> int:
    """The checksum of all bytes of the file but those that hold it."""
    with path.open("rb") as file:
        total = crc32(file.read(_SEAL))
        file.seek(_SEAL + 4)
        while chunk := file.read(1 << 20):
            total = crc32(chunk, total)
    return total


def sealed_checksum(path: Path) -> int:
    """The checksum that stands in the file."""
    with path.open("rb") as file:
        file.seek(_SEAL)
        return int.from_bytes(file.read(4), "big")


def insert(file: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Adds rows to a table."""
    for row in rows:
        file.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _report_row(report: Report, first: int, stop: int) -> tuple[object, ...]:
    described = report.id, report.place, report.level, report.year, report.title, report.issuer
    pages = json.dumps([[page.start, page.number, page.printed] for page in report.pages])
    return *described, report.sha256, first, stop, report.text, pages


def _sentence_row(number: int, piece: Sentence, analysis: str) -> tuple[object, ...]:
    section = json.dumps(piece.section, ensure_ascii=False)
    place = piece.report, piece.ordinal, piece.start, piece.end
    cells = json.dumps([astuple(c) for c in piece.cells], ensure_ascii=False) if piece.cells else ""
    return number, *place, section, piece.role, cells, analysis


def _heads(piece: Sentence) -> tuple[str, ...]:
    """What stands above the cells of a row, each once."""
    return tuple(dict.fromkeys(head for cell in piece.cells for head in cell.heads))


def _context(report: Report, section: tuple[str, ...]) -> list[str]:
    return _tokens("\n".join((report.title, report.place, str(report.year or ""), *section)))


def _tokens(text: str) -> list[str]:
    """The tokens, one object for all that are equal: a corpus repeats them without end."""
    return list(map(sys.intern, tokenize(text)))


def _seal(path: Path) -> None:
    """Writes the checksum into the file."""
    seal = checksum(path).to_bytes(4, "big")
    with path.open("r+b") as file:
        file.seek(_SEAL)
        file.write(seal)
