"""Where a quotation stands in the report as it is now; it may have changed since."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from qa.model import Citation, Report, Sentence
from tui.content.finding import Place, starts
from tui.content.turns import Turn


class Find(StrEnum):
    """What has become of a quotation."""

    THERE = "there"
    MOVED = "moved"
    GONE = "gone"


class Quote(NamedTuple):
    """A quotation in a report, in offsets into the report's text."""

    span: tuple[int, int]
    marks: tuple[tuple[int, int], ...] = ()
    found: Find = Find.THERE


class Spot(NamedTuple):
    """What the source shows."""

    report: str
    turn: int = 0
    """Whose citation it is; 0 if of none."""
    citation: Citation | None = None
    figure: str = ""
    """The figure whose places the keys step through."""
    place: Place | None = None
    """Where that figure stands, if it was stepped to; else where what was looked for stands."""

    @property
    def cited(self) -> tuple[int, Citation | None]:
        """The turn and its citation that it is of."""
        return self.turn, self.citation


def spot_of(turn: Turn, citation: Citation) -> Spot:
    """The spot of a citation, with the figure of the answer that it bears."""
    figures = turn.answer.figures if turn.answer else ()
    cited = next((figure.text for figure, n in figures if n == citation.number), "")
    return Spot(citation.report, turn.id, citation, cited)


def locate(spot: Spot, report: Report, pieces: Sequence[Sentence]) -> Quote:
    """What of the report is to be marked for a spot."""
    if spot.place:
        _, start, end = spot.place
        inside = ((p.start, p.end) for p in pieces if p.start <= start < p.end)
        return Quote(next(inside, (start, end)), ((start, end),))
    return place_of(spot.citation, report) if spot.citation else Quote((0, 0))


def figure_place(spot: Spot, report: Report) -> Place:
    """Where the figure of a spot stands, or else its quotation."""
    if spot.place:
        return spot.place
    start, end = locate(spot, report, ()).span
    at = report.text.find(spot.figure, start, end) if spot.figure else -1
    return Place(report.id, max(at, start), max(at, start) + len(spot.figure))


def place_of(citation: Citation, report: Report) -> Quote:
    """Where the quotation stands; if it moved, the nearest place with its very words."""
    text, start = citation.text, citation.start
    if report.text[start : citation.end] == text:
        return _at(citation, start, Find.THERE)
    near = list(starts(report.text, text))
    if not near:
        return Quote((0, 0), (), Find.GONE)
    return _at(citation, min(near, key=lambda at: abs(at - start)), Find.MOVED)


def _at(citation: Citation, start: int, found: Find) -> Quote:
    marks = tuple((start + s, start + e) for s, e in citation.highlights)
    return Quote((start, start + len(citation.text)), marks, found)
