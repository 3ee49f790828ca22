"""What a report says about itself: place, level, year, title and issuer, read from its text."""

import re
from collections import Counter
from dataclasses import dataclass

from qa.ingestion.boilerplate import find_boilerplate, find_lines
from qa.ingestion.metadata.reporters import find_issuer, find_level, find_place
from qa.ingestion.metadata.titles import find_title, make_title
from qa.ingestion.metadata.words import pattern
from qa.language.normalization import unify_radicals
from qa.language.numerals import integer_of

HEAD = 40
"""Lines at the head of a report among which its title and its speaker are looked for."""
SAMPLE = 200_000
"""Characters of a report that are read for its place and year."""
_BEGINNING = 20_000  # characters in which its head stands
_DATED = 12  # lines among which the day of a report stands


@dataclass(frozen=True, slots=True)
class Metadata:
    """Place, level, year, title and issuer of a report; empty or None where it is silent."""

    place: str
    level: str
    year: int | None
    title: str
    issuer: str
    place_from: str = ""
    """What the place rests on: title, head (who speaks, to whom), issuer, text (it is named most)
    or file (what the file says outside its text)."""
    year_from: str = ""
    """What the year rests on: title, head, text or file."""


def read_metadata(text: str, title: str = "", date: str = "", issuer: str = "") -> Metadata:
    """Return what a report says about itself.

    Args:
        text: Of the report.
        title: As its file names it outside the text, if it does.
        date: When it was published, as the file says.
        issuer: As the file names it.
    """
    sample = unify_radicals(text[:SAMPLE])
    lines = _head(sample)
    found = find_title(sample, lines, title)
    place, place_from = find_place(sample, lines, found, issuer)
    year, year_from = _find_year(sample, lines, found, date)
    return Metadata(
        place=place,
        level=find_level(place),
        year=year,
        title=found or make_title(sample, place, year),
        issuer=find_issuer(sample, place),
        place_from=place_from,
        year_from=year_from,
    )


def _head(text: str) -> list[str]:
    """Return the first lines of a report that are no page furniture."""
    beginning = text[:_BEGINNING]
    boilerplate = find_boilerplate(beginning)
    found = []
    for start, end in find_lines(beginning):
        left = max((stop for place, stop in boilerplate if place <= start < stop), default=start)
        right = min((place for place, _ in boilerplate if left < place < end), default=end)
        if left < right and (line := text[left:right].strip()):
            found.append(line)
    return found[:HEAD]


def _find_year(text: str, lines: list[str], title: str, date: str) -> tuple[int | None, str]:
    """Return the year that is reported on, and what that rests on."""
    head = "\n".join(line[:200] for line in lines[:_DATED])
    if match := pattern("years").search(title):
        return integer_of(match[1]), "title"
    for match in (pattern("meeting").search(head), pattern("dated").search(head)):
        if match:
            return integer_of(next(group for group in match.groups() if group)), "head"
    told = pattern("covered").finditer(pattern("quoted").sub("", text))
    years = Counter(integer_of(match[1]) for match in told)
    if years:
        return max(years, key=lambda year: (years[year], -year)), "text"
    published = re.match(r"(?:19|20)\d{2}", date)
    return (int(published[0]), "file") if published else (None, "")
