"""Where a word or a figure stands in report texts."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qa.model import Report, Sentence

_INSIDE = re.compile("[0-9０-９][.,．，]?$")
"""What stands before the rest of a longer figure."""
_STRETCH, _LONGEST = 100_000, 1_000
"""Characters searched at a time, while other threads wait, and of the longest match."""


class Place(NamedTuple):
    """A stretch of a report, in character offsets."""

    report: str
    start: int
    end: int


def find_all(text: str, needle: str) -> Iterator[tuple[int, int]]:
    """Where the needle stands in the text, in any case of letters; line ends count as gaps."""
    words = needle.split()
    if not words:
        return
    cased = needle.lower() != needle.upper()  # else it is found ten times as fast
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE if cased else 0)
    at = 0
    while at < len(text):
        edge = at + _STRETCH
        for match in pattern.finditer(text, at, edge + _LONGEST):
            if match.start() >= edge:
                break
            yield match.span()
            at = match.end()
        at = max(at, edge)


def starts(text: str, words: str) -> Iterator[int]:
    """Where these very words begin in the text."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def places_of(figure: str, reports: Iterable[Report]) -> list[Place]:
    """Where the same figure stands, by report and offset; 12名 is not found in 112名."""
    number = figure[:1].isdecimal()
    return [
        Place(report.id, at, at + len(figure))
        for report in reports
        for at in starts(report.text, figure)
        if not (number and _INSIDE.search(report.text[max(0, at - 2) : at]))
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
