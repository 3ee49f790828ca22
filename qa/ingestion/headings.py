"""Numbered headings: their markers, and the path of headings above a sentence."""

import re
from dataclasses import dataclass
from functools import cache

from qa.language import resources
from qa.language.cues import Cues
from qa.language.numerals import integer_of

LONGEST = 60
"""Characters of the longest heading, and of the longest name in a path."""
PASSING = 30
"""Characters of the longest sentence after a passing marker that is a name as a whole."""

_TABLE = 9  # the level of the name of a table, below all markers
_ENDS = " \t\r\n　。！？；;：:!?，,"
_CLAUSE = re.compile(r"[，,：:；;。！？!?]")
_BREAK = re.compile(r"\s*[\r\n]\s*")
_CUES = Cues("ingestion/lines.toml")


@dataclass(frozen=True, slots=True)
class Marker:
    """The number at the head of a heading."""

    start: int
    end: int
    level: int
    number: int
    """0 if the marker has none."""
    lasting: bool


@cache
def _kinds() -> tuple[tuple[int, bool, re.Pattern[str]], ...]:
    rows = tuple(resources.read_rows("ingestion/headings.tsv", 3))
    return tuple((int(level), scope == "lasting", re.compile(rule)) for level, scope, rule in rows)


@cache
def _any_kind() -> re.Pattern[str]:
    # Most places hold no marker: one look tells.
    return re.compile("|".join(f"(?:{rule.pattern})" for _, _, rule in _kinds()))


def read_marker(text: str, start: int) -> Marker | None:
    """Return the marker that stands at `start`, if one does."""
    if not _any_kind().match(text, start):
        return None
    if start and _CUES.is_only("no_marker_behind", text[start - 1]):
        return None
    for level, lasting, rule in _kinds():
        if match := rule.match(text, start):
            number = integer_of(match[1]) if rule.groups else 0
            return Marker(start, match.end(), level, number, lasting)
    return None


def has_figure(text: str) -> bool:
    """Return whether a number other than a year stands in `text`, quoted names left out."""
    return any(char.isdigit() for char in _CUES.without("no_figure", text))


def tells_figure(lead: str) -> bool:
    """Return whether a numbered line ends on what it counts: 1.办结信访件86件."""
    return _CUES.has("figure_at_end", lead) and has_figure(lead)


def clean(name: str) -> str:
    """Return a heading as it is shown in a path: on one line, not too long."""
    return " ".join(_BREAK.sub("", name).split())[:LONGEST]


def cut_name(lead: str, marker: Marker) -> str:
    """Return the name that a lead gives its section: the lead, or its first clause if long."""
    longest = PASSING if marker.level >= 5 else LONGEST
    name = lead.strip(_ENDS)
    width = marker.end - marker.start
    clause = _CLAUSE.search(name, width)
    if len(name) > longest and clause:
        name = name[: clause.start()]
    return "" if len(name) <= width else clean(name)


class Outline:
    """The headings that hold at one point of a report."""

    def __init__(self) -> None:
        """Start above the first heading."""
        self._open: list[tuple[int, str, bool]] = []

    @property
    def path(self) -> tuple[str, ...]:
        """The names of the headings that hold, outermost first."""
        return tuple(name for _, name, _ in self._open)

    def close(self, level: int) -> None:
        """End the headings of `level` and below."""
        self._open = [entry for entry in self._open if entry[0] < level]

    def open(self, marker: Marker, name: str, lasting: bool) -> None:
        """Begin the section of a heading; the one before on its level must be closed."""
        if name:
            self._open.append((marker.level, name, lasting))

    def head(self, name: str) -> None:
        """Begin a part that has a title of its own and no number."""
        self._open = [(0, name, True)]

    def name_table(self, name: str) -> None:
        """Begin a table below the headings that hold; it ends where they do or `leave_table`."""
        self.close(_TABLE)
        self._open.append((_TABLE, name, True))

    def leave_table(self) -> None:
        """End the table that has been named, if one has."""
        self._open = [entry for entry in self._open if entry[0] != _TABLE]

    def leave_paragraph(self) -> None:
        """End the headings that hold for one paragraph only."""
        self._open = [entry for entry in self._open if entry[2]]
