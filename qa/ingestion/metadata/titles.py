"""Titles: the lines at the head of a report that name it, or a title made of its words."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from qa.ingestion.headings import read_marker
from qa.ingestion.metadata.reporters import place_in
from qa.ingestion.metadata.words import find_value, pattern, table
from qa.language.patterns import any_of

TITLE = 60
"""Characters of the longest title that stands on one line."""
LONGEST = 120
"""Characters of the longest title."""
_ARCHIVED = 5000  # characters in which an archive's head names the title
_LINES = 12  # among which a title is looked for
_BROKEN = 4  # lines over which a title goes at most


@cache
def _end() -> re.Pattern[str]:
    return re.compile(rf"{any_of(table('titles')['ends'])}(?:[（(].{{1,12}}[)）])?$")


def find_title(text: str, lines: Sequence[str], named: str) -> str:
    """Return the title of a report; empty if nothing reads as one.

    Args:
        text: Of the report.
        lines: At its head.
        named: The title that its file names.
    """
    if title := find_value(text[:_ARCHIVED], table("titles")["title-labels"]):
        return " ".join(title.split())
    head = [line for line in lines[:_LINES] if "\t" not in line]
    found = list(_title_lines(head))
    if found:
        years = pattern("years")
        return max(found, key=lambda line: (bool(years.search(line)), -found.index(line)))
    return _official(head) or " ".join(named.split()) or _dated(head) or _first(head)


def _first(lines: Sequence[str]) -> str:
    """Return the first line, if it may be a title."""
    first = next((line for line in lines if not pattern("no-title").fullmatch(line)), "")
    blank = re.match(rf"(\S{{4,{TITLE}}})\s", first)
    if blank and _end().search(blank[1]):
        return blank[1]
    plain = 4 <= len(first) <= 40 and first[-1] not in "。；;：:，,！!？?"
    return first if plain and not read_marker(first, 0) else ""


def _dated(lines: Sequence[str]) -> str:
    """Return the first line that begins with a place and names a year: 青山镇2023年实事完成表."""
    for line in lines:
        if line[-1] in "。；;" or read_marker(line, 0):
            return ""
        named = pattern("years").search(line) and not pattern("no-title").fullmatch(line)
        if len(line) <= TITLE and named and place_in(line):
            return line
    return ""


def _title_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines that read as a title, down to the first sentence; one on two lines is joined."""
    before = ""
    for line in lines:
        if line[-1] in "。；;！" or len(line) > 100 or read_marker(line, 0):
            return
        if len(line) <= TITLE and _end().search(line) and not pattern("spoken").search(line):
            yield before + line if _is_begun(before, line) else line
        before = line


def _is_begun(before: str, line: str) -> bool:
    """Return whether a title began on the line before: 云乐镇2023年 above 法治政府建设工作报告."""
    whole = len(before) + len(line) <= TITLE and not _end().search(before)
    years = pattern("years")
    dated = bool(years.search(before)) and not years.search(line)
    placed = bool(place_in(before)) and not place_in(line)
    return whole and (placed or (dated and not place_in(line)))


def _official(lines: Sequence[str]) -> str:
    """Return the title of a document that a body issues: its name, then 关于… on lines of its own.

    The number of the document may stand between the two.
    """
    for at, line in enumerate(lines):
        if not pattern("about-what").match(line):
            continue
        for stop in range(at + 1, min(at + _BROKEN, len(lines)) + 1):
            title = "".join(lines[at:stop])
            if len(title) <= LONGEST and pattern("document").search(title):
                return _body(lines[:at]) + title
    return ""


def _body(lines: Sequence[str]) -> str:
    """Return the name of the body that is nearest above a title."""
    bodies = (line for line in reversed(lines) if pattern("body").fullmatch(line))
    return " ".join(next(bodies, "").split())


def make_title(text: str, place: str, year: int | None) -> str:
    """Return a title made of words that stand in the text, or its first sentence shortened."""
    titles = table("titles")
    made = f"{place}{year}年" if year else place
    for form in titles["forms"]:
        for subject in titles["subjects"]:
            if made and subject + form in text:
                return f"{made}{subject}{form}"
    for match in re.finditer(r"\S[^。！？\n]*", text[:_ARCHIVED]):
        if not read_marker(text, match.start()):
            return " ".join(match[0].split())[:TITLE]
    return ""
