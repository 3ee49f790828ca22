"""Cutting a report into pieces: sentences, headings and page furniture.

The pieces tile the report's text. Sentences are cut after 。！？ and ；, never inside brackets
or quotation marks, and before the number of a heading that is glued to its text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from qa.chrome import Range, find_chrome, find_lines, is_kept
from qa.headings import LONGEST, Marker, Outline, cut_name, has_figure, read_marker
from qa.model import Report, Sentence

REACH = 150
"""Characters that a pair of brackets or quotation marks may enclose and still hold a cut off."""
TITLE = 40
"""Characters of the longest line without a full stop that is a heading without a number."""

_PAIRS = {"）": "（(", ")": "(（", "》": "《", "〉": "〈", "”": "“", "’": "‘", "】": "【"}
_PAIRS |= {"」": "「", "』": "『", "\uff3d": "\uff3b[", "]": "[\uff3b", "〕": "〔"}
_CLOSERS = "".join(_PAIRS) + '"'
_EVENT = re.compile(f"[{re.escape(''.join(_PAIRS) + ''.join(_PAIRS.values()))}]")
_SOLID = re.compile(r"(?:https?://|www\.)[\w\-./?%&=#:;~+!]+|&#?\w{2,8};")
_STOP = re.compile(rf"[。｡！？!?；;]+[{re.escape(_CLOSERS)}]*")
_PLACE = re.compile(
    r"[：:\s]+(?=\S)|\d(?=[一二三四五六七八九十]{1,2}、)|[）)](?=[（(][一二三四五六七八九十])"
)
_INSIDE = re.compile(r"[（(]\s*一\s*[)）]|一是")
_FINAL = "。｡！？!?；;：:…" + _CLOSERS
_CARRY = "，,、的和与及或在对把将向以使让被须（(《“"
_CONTINUE = "，,。；;：:、！？!?)）》”’」』】%％"
_NAMED = re.compile(
    r"(?:工作|任务|目标|情况|安排|回顾|附件|附录|解释|注释|说明|报告|实事|清单|要点|思路|计划|总结|措施"
    r"|问题|重点|打算|成效)[\d一二三四五六七八九十]{0,2}$"
)
_WORD = re.compile(r"\w")
_COMMA = re.compile(r"[，,、；;：:]")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    section: tuple[str, ...]
    role: str


def split(report: Report) -> tuple[Sentence, ...]:
    """Return the pieces of a report in order; joined, they are its text exactly.

    Offsets count characters into `report.text`. Every run of page furniture and white space
    between sentences is one piece of the role chrome.
    """
    text = report.text
    pieces = list(_fill(_Cutter(text, report.title).cut(), len(text)))
    return tuple(
        Sentence(report.id, n, p.start, p.end, text[p.start : p.end], p.section, p.role)
        for n, p in enumerate(pieces, 1)
    )


def _fill(pieces: Iterator[_Piece], length: int) -> Iterator[_Piece]:
    """Yield the pieces, and chrome wherever they leave a gap."""
    done = 0
    for piece in pieces:
        if done < piece.start:
            yield _Piece(done, piece.start, (), "chrome")
        yield piece
        done = piece.end
    if done < length:
        yield _Piece(done, length, (), "chrome")


def _find_shut(text: str) -> bytearray:
    """Return a flag per offset: 1 where no cut may be made."""
    shut = bytearray(len(text) + 1)
    opened: dict[str, list[int]] = {}
    for match in _EVENT.finditer(text):
        position, char = match.start(), match.group()
        if char not in _PAIRS:
            opened.setdefault(char, []).append(position)
            continue
        for start in _pop(opened, _PAIRS[char], position):
            shut[start + 1 : position + 1] = b"\x01" * (position - start)
    for match in _SOLID.finditer(text):
        shut[match.start() + 1 : match.end()] = b"\x01" * (len(match.group()) - 1)
    return shut


def _pop(opened: dict[str, list[int]], openers: str, position: int) -> list[int]:
    stacks = [opened[char] for char in openers if opened.get(char)]
    if not stacks:
        return []
    start = max(stacks, key=lambda stack: stack[-1]).pop()
    return [start] if position - start <= REACH else []


class _Cutter:
    """Cuts one text; holds the headings seen so far."""

    def __init__(self, text: str, title: str) -> None:
        self._text = text
        self._title = title.strip()
        self._chrome = find_chrome(text)
        self._shut = _find_shut(text)
        self._outline = Outline()
        self._begun = False

    def cut(self) -> Iterator[_Piece]:
        for start, end in self._paragraphs():
            yield from self._cut_paragraph(start, end)

    # Lines become paragraphs.

    def _stretches(self) -> Iterator[tuple[int, int, bool]]:
        """Yield the parts of lines that are no chrome, and whether chrome stands before them."""
        starts = [start for start, _ in self._chrome]
        parted = True
        for start, end in find_lines(self._text):
            place, index = start, max(bisect_right(starts, start) - 1, 0)
            while place < end:
                gap = self._chrome[index] if index < len(self._chrome) else (end, end)
                stop = min(max(gap[0], place), end)
                if trimmed := self._trim(place, stop):
                    yield (*trimmed, parted)
                    parted = False
                parted = parted or (gap[0] < end and gap[1] > place)
                place, index = max(gap[1], stop), index + 1

    def _trim(self, start: int, end: int) -> Range | None:
        piece = self._text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = end - (len(piece) - len(piece.rstrip()))
        return (left, right) if left < right else None

    def _paragraphs(self) -> Iterator[Range]:
        held: Range | None = None
        for start, end, parted in self._stretches():
            if held and not parted and self._joins(held, start):
                held = (held[0], end)
                continue
            if held:
                yield held
            held = (start, end)
        if held:
            yield held

    def _joins(self, held: Range, start: int) -> bool:
        """Return whether the line at `start` goes on with the sentence before it."""
        text, (begin, end) = self._text, held
        if self._holds(end, start):
            return True
        if read_marker(text, start):
            return False
        last, first = text[end - 1], text[start]
        if last in _CARRY or first in _CONTINUE:
            return not is_kept(text[begin:end])
        if last in ".．" and first.isdigit() and text[end - 2 : end - 1].isdigit():
            return True
        return last not in _FINAL and any(
            not self._shut[m.end()] for m in _STOP.finditer(text, begin, end)
        )

    def _holds(self, end: int, start: int) -> bool:
        """Return whether brackets opened before a line break are closed soon after it."""
        if not self._shut[end] or not self._shut[start]:
            return False
        close = self._shut.find(0, start)
        return not any(char in "。！？" for char in self._text[max(end - REACH, 0) : close]) or (
            close - start <= TITLE
        )

    # Paragraphs become segments.

    def _stops(self, start: int, end: int) -> list[int]:
        found = []
        for match in _STOP.finditer(self._text, start, end):
            cut = match.end()
            if self._shut[cut] or not self._ends(match, end):
                continue
            found.append(cut)
        return found

    def _ends(self, match: re.Match[str], end: int) -> bool:
        """Return whether a stop ends its sentence; one in quotation marks may not."""
        if not self._shut[match.start()]:
            return True
        following = self._text[match.end() : match.end() + 1]
        if match.end() >= end or following.isspace():
            return True
        return match.group()[0] == "。" and following not in _CONTINUE

    def _segments(self, start: int, end: int) -> list[tuple[int, int, Marker | None]]:
        """Return the stretches between cuts, each with the marker it begins with."""
        cuts = {start: read_marker(self._text, start)}
        for stop in self._stops(start, end):
            if trimmed := self._trim(stop, end):
                cuts[trimmed[0]] = read_marker(self._text, trimmed[0])
        cuts |= self._glued(start, end, cuts)
        places = sorted(cuts)
        found = []
        for place, following in zip(places, [*places[1:], end], strict=True):
            if trimmed := self._trim(place, following):
                found += self._part(*trimmed, cuts[place])
        return found

    def _glued(
        self, start: int, end: int, cuts: dict[int, Marker | None]
    ) -> dict[int, Marker | None]:
        """Return markers that no stop stands before: behind a colon, a blank, another heading."""
        found: dict[int, Marker | None] = {}
        for match in _PLACE.finditer(self._text, start, end):
            place = match.end()
            marker = None if self._shut[place] else read_marker(self._text, place)
            if marker and self._may_follow(marker, match.group()):
                found[place] = marker
        markers = [marker for marker in (*cuts.values(), *found.values()) if marker]
        for head in sorted(marker.end for marker in markers if marker.level < 3):
            found |= self._inside(head, min(head + LONGEST + 10, end))
        return found

    def _may_follow(self, marker: Marker, before: str) -> bool:
        if marker.level in (0, 6):
            return False
        if ":" in before or "：" in before:
            return marker.number == 1
        return marker.level in (1, 2, 7)

    def _inside(self, start: int, end: int) -> dict[int, Marker | None]:
        """Return the first marker inside a heading without a stop: 一、情况（一）职责一是…."""
        stop = next(iter(self._stops(start, end)), end)
        for match in _INSIDE.finditer(self._text, start + 3, stop):
            marker = read_marker(self._text, match.start())
            if marker and not self._shut[match.start()]:
                return {match.start(): marker} | self._inside(
                    match.end(), min(match.end() + LONGEST, end)
                )
        return {}

    def _part(
        self, start: int, end: int, marker: Marker | None
    ) -> list[tuple[int, int, Marker | None]]:
        """Return the segment, its heading cut off where only a blank parts it from the text."""
        text = self._text
        if not marker and self._title and text.startswith(self._title, start):
            place = start + len(self._title)
        elif marker and marker.level < 3 and text[end - 1] in "。！？":
            blank = re.compile(r"[^\s，,。；;：:]{3,38}(?=\s)").match(text, marker.end, end)
            place = blank.end() if blank and end - blank.end() > 15 else end
        else:
            place = end
        rest = self._trim(place, end)
        if not rest or (place < end and not text[place].isspace()):
            return [(start, end, marker)]
        return [(start, place, marker), (*rest, None)]

    # Segments get their role and their section.

    def _cut_paragraph(self, start: int, end: int) -> Iterator[_Piece]:
        segments = self._segments(start, end)
        for place, stop, marker in segments:
            if not _WORD.search(self._text, place, stop):
                continue
            if marker and not marker.level:
                self._outline.close(2)
            if marker and marker.level:
                yield self._head(place, stop, marker, len(segments) == 1)
            else:
                yield self._body(place, stop, len(segments) == 1)
        self._outline.leave_paragraph()

    def _head(self, start: int, end: int, marker: Marker, alone: bool) -> _Piece:
        lead = self._text[start:end]
        dated = marker.level == 6 and is_kept(lead)
        self._outline.close(marker.level)
        piece = _Piece(start, end, self._outline.path, self._role(lead, marker, alone))
        if not dated:
            self._outline.open(marker, cut_name(lead, marker), marker.lasting or alone)
        self._begun = True
        return piece

    def _role(self, lead: str, marker: Marker, alone: bool) -> str:
        name = lead[marker.end - marker.start :]
        if marker.level >= 5 or len(lead) > LONGEST:
            return "body"
        if lead[-1] not in _FINAL:
            return "heading"
        if has_figure(name):
            return "body"
        if marker.level >= 3 and (alone or len(lead) > TITLE) and lead[-1] not in "：:":
            return "body"
        return "heading"

    def _body(self, start: int, end: int, alone: bool) -> _Piece:
        line = self._text[start:end]
        role = self._plain_role(line, alone)
        if role == "heading" and self._begun and _NAMED.search(line) and line != self._title:
            self._outline.head(line[:LONGEST])
            return _Piece(start, end, (), role)
        self._begun = self._begun or (role == "body" and line[-1] in "。！？")
        return _Piece(start, end, self._outline.path, role)

    def _plain_role(self, line: str, alone: bool) -> str:
        if line == self._title:
            return "heading"
        if is_table(line):
            return "chrome"
        if not alone or len(line) > TITLE or line[-1] in _FINAL or is_kept(line):
            return "body"
        if _NAMED.search(line):
            return "heading"
        return "body" if _COMMA.search(line) or has_figure(line) else "heading"


def is_table(line: str) -> bool:
    """Return whether a stretch reads as cells of a table: long, many digits, no clauses."""
    if len(line) <= TITLE or len(_COMMA.findall(line)) * 60 > len(line):
        return False
    return sum(char.isdigit() for char in line) * 8 > len(line)
