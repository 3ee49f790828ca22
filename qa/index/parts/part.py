"""A part: all that an index keeps of one report, worked out from that report alone.

So parts can be worked out side by side, kept while an index is built, and put in or taken out when
reports come or go.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache, partial
from typing import Any, NamedTuple, Self
from zlib import compress, decompress

from qa.index.protocol import Found
from qa.language.tokenization import look_up, tokenize, tokenize_lines
from qa.model import Report, Sentence

Row = Sequence[Any]
"""Values of a table's row, without the key of the report."""


class Analyses(NamedTuple):
    """What is kept of a report for those who read it again, as JSON."""

    pieces: Sequence[str]
    """For each of its pieces."""
    years: str
    """The years it tells of."""
    units: str
    """The units of its figures, each with the places of the pieces that state one."""


class Recipe(NamedTuple):
    """How what an index keeps is worked out; what reads it again knows how."""

    analyse: Callable[[Report, Sequence[Sentence]], Analyses]
    """What is read from the pieces of a report."""
    words: Callable[[str], Iterable[str]]
    """The words of the dictionary that stand in a text."""
    gloss: Callable[[str], Mapping[str, float]]
    """What such a word means in English, with weights."""
    spell: Callable[[Iterable[str]], Iterable[tuple[str, str]]]
    """The Latin spellings of those tokens that are names, each with its token."""
    places: Callable[[Sequence[str]], bytes]
    """The table of the names of all places."""
    encode: Callable[[Sequence[str]], Sequence[bytes]] | None = None
    """The vectors of texts, if sentences have such."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is kept of a report."""

    id: str
    digest: str
    """Of what the report was made from: with another one it is another report."""
    report: Row
    rows: Sequence[Row]
    """Of its pieces, in order."""
    found: Sequence[Found]
    words: Sequence[str]
    """Words of the dictionary that stand in its text."""

    @classmethod
    def make(cls, digest: str, report: Report, pieces: Sequence[Sentence], recipe: Recipe) -> Self:
        """The part of a report with these pieces, which tile its text."""
        analyses = recipe.analyse(report, pieces)
        headings = cache(partial(json.dumps, ensure_ascii=False))
        return cls(
            report.id,
            digest,
            _report_row(report, analyses, digest),
            [
                _row(piece, report.text[piece.start : piece.end], headings(piece.section), kept)
                for piece, kept in zip(pieces, analyses.pieces, strict=True)
            ],
            find(report, pieces),
            sorted(recipe.words(report.text)),
        )

    @classmethod
    def load(cls, data: bytes) -> Self:
        """The part in bytes that `pack` made."""
        id, digest, report, rows, found, words = json.loads(decompress(data))
        return cls(id, digest, report, rows, [Found(*one) for one in found], words)

    def pack(self) -> "Packed":
        """The part on its way from one process to another."""
        values = [getattr(self, field.name) for field in fields(self)]
        data = compress(json.dumps(values, ensure_ascii=False).encode(), 1)
        return Packed(self.id, self.digest, len(self.found), data)


class Packed(NamedTuple):
    """A part as bytes."""

    id: str
    digest: str
    found: int
    """How many of its sentences can be found."""
    data: bytes


def find(report: Report, pieces: Sequence[Sentence]) -> list[Found]:
    """The sentences of a report that can be found, with their tokens."""
    look_up([report.text])  # at once, and not sentence by sentence
    context = cache(partial(_context, report))
    return [
        Found(place, _tokens(piece.text), context((*piece.section, *_heads(piece))))
        for place, piece in enumerate(pieces)
        if piece.is_quotable
    ]


def _report_row(report: Report, analyses: Analyses, digest: str) -> Row:
    described = report.id, report.place, report.level, report.year, report.title, report.issuer
    pages = json.dumps([[page.start, page.number, page.printed] for page in report.pages])
    pieces, years, units = analyses
    return *described, report.sha256, pages, len(pieces), years, units, digest


def _row(piece: Sentence, raw: str, section: str, analysis: str) -> Row:
    cells = json.dumps([astuple(c) for c in piece.cells], ensure_ascii=False) if piece.cells else ""
    return piece.ordinal, piece.start, raw, section, piece.role, cells, analysis


def _heads(piece: Sentence) -> tuple[str, ...]:
    """What stands above the cells of a row, each once."""
    return tuple(dict.fromkeys(head for cell in piece.cells for head in cell.heads))


def _context(report: Report, section: tuple[str, ...]) -> str:
    lines = report.title, report.place, str(report.year or ""), *section
    return " ".join(tokenize_lines(lines))


def _tokens(text: str) -> str:
    return " ".join(tokenize(text))
