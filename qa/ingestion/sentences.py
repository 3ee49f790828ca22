"""Cutting a report into pieces: sentences, headings and page furniture.

The pieces tile the report's text. Sentences are cut after 。！？ and ；, never inside brackets
or quotation marks, and before the number of a heading that is glued to its text.
"""

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from qa.ingestion.boilerplate import find_boilerplate, merge
from qa.ingestion.headings import (
    LONGEST,
    Marker,
    Outline,
    clean,
    cut_name,
    read_marker,
    tells_figure,
)
from qa.ingestion.paragraphs import (
    FINAL,
    STOP,
    find_paragraphs,
    find_shut,
    goes_on,
    trim,
)
from qa.ingestion.roles import glued_name, judge_lead, judge_line, named_end
from qa.ingestion.tables.flattened import find_flattened
from qa.ingestion.tables.rows import Row, find_rows
from qa.language.cues import Cues
from qa.language.reflow import read_piece
from qa.model import Cell, Report, Sentence

_CUES = Cues("ingestion/lines.toml")
_WORD = re.compile(r"\w")

Segment = tuple[int, int, Marker | None]


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    section: tuple[str, ...]
    role: str
    level: int = 0
    cells: tuple[Cell, ...] = ()


def split(report: Report) -> tuple[Sentence, ...]:
    """Return the pieces of a report in order; they tile its text exactly.

    Offsets count characters into `report.text`; what a piece says is reflowed. Every run of page
    furniture and white space between sentences is one piece of the role boilerplate.
    """
    text = report.text
    pieces = list(_fill(_Cutter(text, report.title).cut(), len(text)))
    # People count sentences, not the white space between them.
    ordinals = accumulate(int(piece.role != "boilerplate") for piece in pieces)
    return tuple(
        _sentence(report, ordinal, piece) for ordinal, piece in zip(ordinals, pieces, strict=True)
    )


def _sentence(report: Report, ordinal: int, piece: _Piece) -> Sentence:
    raw = report.text[piece.start : piece.end]
    return Sentence(
        report.id,
        ordinal,
        piece.start,
        piece.end,
        read_piece(raw, piece.role),
        piece.section,
        piece.role,
        piece.cells,
    )


def _fill(pieces: Iterator[_Piece], length: int) -> Iterator[_Piece]:
    """Yield the pieces, and boilerplate wherever they leave a gap; side by side it is one."""
    done = 0
    for piece in pieces:
        if piece.role == "boilerplate":
            continue
        if done < piece.start:
            yield _Piece(done, piece.start, (), "boilerplate")
        yield piece
        done = piece.end
    if done < length:
        yield _Piece(done, length, (), "boilerplate")


class _Cutter:
    """Cuts one text; holds the headings seen so far."""

    def __init__(self, text: str, title: str) -> None:
        self._text = text
        self._title = title.strip()
        self._shut = find_shut(text)
        self._outline = Outline()
        self._begun = False
        self._captions: frozenset[str] = frozenset()

    def cut(self) -> Iterator[_Piece]:
        """Yield the pieces, without the boilerplate between them."""
        held: _Piece | None = None
        found = [*find_rows(self._text), *find_flattened(self._text)]
        rows = {row.start: row for row in found}
        self._captions = frozenset(row.caption for row in rows.values())
        aside = merge([*find_boilerplate(self._text), *((r.start, r.end) for r in rows.values())])
        paragraphs = find_paragraphs(self._text, aside, self._shut)
        for start, end in heapq.merge(paragraphs, sorted((r.start, r.end) for r in rows.values())):
            row = rows.get(start)
            for piece in [self._row(row)] if row else self._cut_paragraph(start, end):
                if held:
                    yield self._settle(held, piece.level)
                held = piece
            if row:
                self._outline.leave_table()
        if held:
            yield self._settle(held, held.level)

    def _settle(self, piece: _Piece, following: int) -> _Piece:
        """Return the piece; a heading that is a sentence and has nothing under it is an item."""
        bare = 0 < following <= piece.level
        lead = self._text[piece.start : piece.end]
        item = bare and (lead[-1] in "。！？；;" or tells_figure(lead))
        return replace(piece, role="body") if item and piece.role == "heading" else piece

    def _row(self, row: Row) -> _Piece:
        """Return a row of a table, which stands in the section around it and under its name."""
        section = self._outline.path
        if row.caption and row.caption not in section:
            section = (*section, row.caption)
        role = "heading" if row.is_head else "row"
        return _Piece(row.start, row.end, section, role, cells=row.cells)

    # Paragraphs become segments.

    def _segments(self, start: int, end: int) -> list[Segment]:
        """Return the stretches between cuts, each with the marker it begins with."""
        cuts = {start: read_marker(self._text, start)}
        for stop in self._stops(start, end):
            if trimmed := trim(self._text, stop, end):
                cuts[trimmed[0]] = read_marker(self._text, trimmed[0])
        self._add_glued(start, end, cuts)
        self._add_inner(end, cuts)
        places = sorted(cuts)
        found = []
        for place, following in zip(places, [*places[1:], end], strict=True):
            if trimmed := trim(self._text, place, following):
                found += self._part(*trimmed, cuts[place])
        return found

    def _stops(self, start: int, end: int) -> Iterator[int]:
        for match in STOP.finditer(self._text, start, end):
            if not self._shut[match.end()] and self._ends(match, end):
                yield match.end()

    def _ends(self, match: re.Match[str], end: int) -> bool:
        """Return whether a stop ends its sentence; one in quotation marks may not."""
        if not self._shut[match.start()]:
            return True
        following = self._text[match.end() : match.end() + 1]
        if match.end() >= end or following.isspace():
            return True
        return match.group()[0] == "。" and not goes_on(following)

    def _add_glued(self, start: int, end: int, cuts: dict[int, Marker | None]) -> None:
        """Add markers that no stop stands before: behind a colon, a blank, a bracket."""
        for match in _CUES["heading_place"].matches(self._text, start, end):
            place = match.end()
            marker = None if self._shut[place] else read_marker(self._text, place)
            if marker and _may_follow(marker, match.group()):
                cuts[place] = marker

    def _add_inner(self, end: int, cuts: dict[int, Marker | None]) -> None:
        """Add the first marker inside a heading without a stop: 一、情况（一）职责一是…."""
        heads = sorted((m.end for m in cuts.values() if m and 0 < m.level < 3), reverse=True)
        while heads:
            start = heads.pop()
            limit = min(start + LONGEST + 10, end, heads[-1] if heads else end)
            marker = self._find_inner(start + 3, next(self._stops(start, limit), limit))
            if marker and marker.start not in cuts:
                cuts[marker.start] = marker
                heads += [marker.end] if marker.level < 3 else []

    def _find_inner(self, start: int, end: int) -> Marker | None:
        for match in _CUES["first_item"].matches(self._text, start, end):
            if not self._shut[match.start()] and (marker := read_marker(self._text, match.start())):
                return marker
        return None

    def _part(self, start: int, end: int, marker: Marker | None) -> list[Segment]:
        """Return the segment, its heading cut off where it is glued to the text."""
        text, place = self._text, end
        if not marker and self._title and text.startswith(self._title, start):
            place = start + len(self._title)
            place = place if place < end and text[place].isspace() else end
        elif marker and 0 < marker.level < 3 and text[end - 1] in FINAL:
            name = glued_name().match(text, marker.end, end)
            place = name.end() if name and end - name.end() > 15 else end
        rest = trim(text, place, end)
        return [(start, place, marker), (*rest, None)] if rest else [(start, end, marker)]

    # Segments get their role and their section.

    def _cut_paragraph(self, start: int, end: int) -> Iterator[_Piece]:
        segments = self._segments(start, end)
        ends = [*segments[1:], (end, end, Marker(end, end, 1, 0, True))]
        for (place, stop, marker), (_, _, after) in zip(segments, ends, strict=True):
            # A blank behind a stop is what is left of a paragraph's end in flattened files.
            if place > start and self._text[place - 1].isspace():
                self._outline.leave_paragraph()
            if not _WORD.search(self._text, place, stop):
                continue
            if marker and not marker.level:
                self._outline.close(2)
            if marker and marker.level:
                bare = after is not None and after.level <= marker.level
                whole = bare and (place > start or marker.level >= 3)
                item = bare and place > start and self._text[stop - 1] in "。！？；;"
                lasting = len(segments) == 1 or (marker.lasting and not item)
                yield self._head(place, stop, marker, whole, lasting)
            else:
                yield self._body(place, stop, len(segments) == 1)
        self._outline.leave_paragraph()

    def _head(self, start: int, end: int, marker: Marker, whole: bool, lasting: bool) -> _Piece:
        lead = self._text[start:end]
        self._outline.close(marker.level)
        role = judge_lead(lead, marker, whole)
        piece = _Piece(start, end, self._outline.path, role, marker.level)
        # A dash and no stop: the line that names the meeting, or half a sentence.
        if lead[-1] in FINAL or (marker.number and role == "heading"):
            self._outline.open(marker, cut_name(lead, marker), lasting)
        self._begun = True
        return piece

    def _body(self, start: int, end: int, alone: bool) -> _Piece:
        line = self._text[start:end]
        role = "heading" if line == self._title else judge_line(line, alone)
        if role == "heading" and line in self._captions and line != self._title:
            self._outline.name_table(clean(line))
            return _Piece(start, end, self._outline.path[:-1], role)
        if role == "heading" and self._begun and named_end().search(line) and line != self._title:
            self._outline.head(clean(line))
            return _Piece(start, end, (), role)
        self._begun = self._begun or (role == "body" and line[-1] in "。！？")
        return _Piece(start, end, self._outline.path, role)


def _may_follow(marker: Marker, before: str) -> bool:
    if not marker.number:
        return False
    if ":" in before or "：" in before:
        return marker.number == 1
    return marker.level in (1, 2, 6)
