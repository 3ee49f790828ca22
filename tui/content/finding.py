"""Where a word or a figure stands in report texts."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from qa.model import Report, Sentence

_DIGIT = "[0-9０-９]"
_WHOLE = rf"(?<!{_DIGIT})(?<!{_DIGIT}[.,．，])"


class Place(NamedTuple):
    """A stretch of a report, in character offsets."""

    report: str
    start: int
    end: int


def find_all(text: str, needle: str) -> list[tuple[int, int]]:
    """Where the needle stands in the text, in any case of letters; line ends count as gaps."""
    words = needle.split()
    if not words:
        return []
    pattern = r"\s+".join(map(re.escape, words))
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def places_of(figure: str, reports: Iterable[Report]) -> list[Place]:
    """Where the same figure stands, by report and offset; 12名 is not found in 112名."""
    pattern = re.compile((_WHOLE if figure[:1].isdecimal() else "") + re.escape(figure))
    return [
        Place(report.id, *match.span())
        for report in reports
        for match in pattern.finditer(report.text)
    ]


def step(places: list[Place], at: Place, by: int) -> Place | None:
    """The next place after `at` (by 1) or the one before it (by -1), around the end."""
    if not places:
        return None
    if by > 0:
        return next((place for place in places if place > at), places[0])
    return next((place for place in reversed(places) if place < at), places[-1])


def widen(pieces: Iterable[Sentence], start: int, end: int, steps: int) -> tuple[int, int]:
    """The stretch with `steps` more body pieces on either side, headings left out."""
    body = [piece for piece in pieces if piece.role == "body"]
    inside = [n for n, piece in enumerate(body) if piece.start < end and start < piece.end]
    if not inside:
        return start, end
    first, last = max(0, inside[0] - steps), min(len(body) - 1, inside[-1] + steps)
    return min(start, body[first].start), max(end, body[last].end)
