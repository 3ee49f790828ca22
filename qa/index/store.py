"""The sentence store: reports, their sentences and what was read from these, by number."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from qa.index.parts.numbering import PLACES, Numbering
from qa.index.parts.recent import Recent
from qa.index.sqlite_file import SqliteFile
from qa.language.reflow import read_piece
from qa.model import Cell, Page, Report, Sentence

_SENTENCE = (
    "SELECT sentence.piece, ordinal, start, text, headings, role, cells, analysis"
    " FROM sentence JOIN section ON section.piece = sentence.piece - behind"
    " WHERE sentence.piece"
)
_PIECE = (
    "SELECT sentence.piece, text, headings, role"
    " FROM sentence JOIN section ON section.piece = sentence.piece - behind"
    " WHERE sentence.piece"
)
_REPORT = "SELECT id, place, level, year, title, issuer, sha256, pages FROM report"
_FURNITURE = "boilerplate"
_REMEMBERED = 8192


class Piece(NamedTuple):
    """A piece of a report by itself, without what was read from it."""

    text: str
    """As it is read; left out where it is furniture."""
    section: tuple[str, ...]
    """The headings above it, outermost first."""
    role: str

    @property
    def is_furniture(self) -> bool:
        """Whether it belongs to the page and not to the report."""
        return self.role == _FURNITURE


class Kept(NamedTuple):
    """What is kept of a sentence."""

    sentence: Sentence
    raw: str
    """As it stands in the text of its report."""
    analysis: str
    """What `analyse` said of it when the index was built."""


class SentenceStore:
    """The reports and sentences of an index; threads may share it.

    A question reads what it needs and no more.
    """

    def __init__(self, file: SqliteFile) -> None:
        """Reads from this file."""
        self._file = file
        self._text = lru_cache(64)(self._read_text)
        self._pieces = Recent(self._read_pieces, _REMEMBERED)
        self._reports: tuple[Report, ...] | None = None

    @cached_property
    def numbering(self) -> Numbering:
        """The numbers of the sentences."""
        return Numbering(self._file.rows("SELECT id, key, pieces FROM report ORDER BY id"))

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports by id; the text of each is read when it is asked for."""
        if self._reports is None:
            rows = self._file.rows(f"{_REPORT} ORDER BY id")
            self._reports = tuple(_Stored(self._text, row) for row in rows)
        return self._reports

    def report(self, id: str) -> Report:
        """The report with this id; KeyError if there is none."""
        return _Stored(self._text, self._file.one(f"{_REPORT} WHERE id = ?", id))

    def sentence(self, number: int) -> Sentence:
        """The sentence with this number; KeyError if there is none.

        Numbers count every piece of every report from 0, in the order of report id and offset.
        """
        return self.read(number).sentence

    def pieces(self, numbers: Sequence[int]) -> list[Piece]:
        """The pieces with these numbers, in their order; KeyError if one is not there."""
        return self._pieces.get(numbers)

    def read(self, number: int) -> Kept:
        """All that is kept of a sentence; KeyError if there is none with this number."""
        report, piece = self.numbering.place(number)
        return _kept(report, self._file.one(f"{_SENTENCE} = ?", piece))

    def read_all(self, numbers: Sequence[int]) -> Iterator[tuple[int, Kept]]:
        """Sentences as `read` gives them, each with its number, with as few reads as that takes."""
        for number, row in self._rows(_SENTENCE, numbers):
            yield number, _kept(self.numbering.report(number), row)

    def texts(self, numbers: Sequence[int], without: str = "") -> Iterator[str]:
        """The texts of some hundred sentences, with as few reads as that takes.

        Args:
            numbers: Of the sentences.
            without: Those that hold this just so, as they stand in their report, are left out.
        """
        pieces = list(map(self.numbering.piece, numbers))
        some = ", ".join("?" * len(pieces))
        sql = f"SELECT text, role FROM sentence WHERE piece IN ({some})"
        wanted = f"{sql} AND instr(text, ?) = 0" if without else sql
        rows = self._file.rows(wanted, *pieces, *filter(None, (without,)))
        return (read_piece(raw, role) for raw, role in rows)

    def analysis(self, number: int) -> str:
        """What `analyse` said of the sentence when the index was built."""
        return self.read(number).analysis

    def numbers(self, report: str) -> range:
        """The numbers of a report's sentences; KeyError if there is no such report."""
        return self.numbering.numbers(report)

    def units(self, reports: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Sequence[int]]]]:
        """The units of the figures of some reports, each with the places of those pieces."""
        sql = "SELECT id, units FROM report WHERE id IN"
        return ((id, json.loads(units)) for id, units in self._file.among(sql, reports))

    def has_headings(self, report: str) -> bool:
        """Whether any sentence of a report stands under a heading; KeyError if there is none."""
        sql = "SELECT 1 FROM section WHERE piece BETWEEN ? AND ? AND headings != '[]' LIMIT 1"
        return bool(self._file.rows(sql, *self._keys(report)))

    def _read_text(self, report: str) -> str:
        """The text of a report: that of all its pieces, which tile it."""
        sql = "SELECT text FROM sentence WHERE piece BETWEEN ? AND ? ORDER BY piece"
        return "".join(raw for (raw,) in self._file.rows(sql, *self._keys(report)))

    def _keys(self, report: str) -> tuple[int, int]:
        """The first and the last key that a piece of a report may have."""
        (key,) = self.numbering.keys([report])
        return key * PLACES, (key + 1) * PLACES - 1

    def _read_pieces(self, numbers: Sequence[int]) -> Iterator[tuple[int, Piece]]:
        for number, (_, raw, section, role) in self._rows(_PIECE, numbers):
            text = "" if role == _FURNITURE else read_piece(raw, role)
            yield number, Piece(text, _headings(section), role)

    def _rows(self, sql: str, numbers: Sequence[int]) -> Iterator[tuple[int, Sequence[Any]]]:
        """What is asked of some pieces, the key of the piece first, each with its number."""
        named = dict(zip(map(self.numbering.piece, numbers), numbers, strict=True))
        return ((named[row[0]], row) for row in self._file.among(f"{sql} IN", list(named)))


def _kept(report: str, row: Sequence[Any]) -> Kept:
    _, ordinal, start, raw, section, role, cells, analysis = row
    end, text = start + len(raw), read_piece(raw, role)
    headings, told = _headings(section), _cells(cells)
    return Kept(Sentence(report, ordinal, start, end, text, headings, role, told), raw, analysis)


@lru_cache(8192)
def _headings(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


def _cells(stored: str) -> tuple[Cell, ...]:
    if not stored:
        return ()
    return tuple(
        Cell(start, end, tuple(labels), tuple(heads), caption, unit)
        for start, end, labels, heads, caption, unit in json.loads(stored)
    )


class _Stored(Report):
    """A report whose text is read from the index when it is asked for."""

    __slots__ = ("_read",)
    _read: Callable[[str], str]

    def __init__(self, read: Callable[[str], str], fields: Iterable[Any]) -> None:
        object.__setattr__(self, "_read", read)
        names = ("id", "place", "level", "year", "title", "issuer", "sha256")
        *values, pages = fields
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "pages", tuple(Page(*page) for page in json.loads(pages)))

    @property
    def text(self) -> str:
        return self._read(self.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Report) and all(
            getattr(self, field.name) == getattr(other, field.name) for field in fields(Report)
        )

    __hash__ = Report.__hash__
