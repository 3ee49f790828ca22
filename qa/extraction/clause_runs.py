"""Runs of clauses: how much of a sentence an answer takes in, and what is still short."""

import re
from collections.abc import Callable
from itertools import pairwise

from qa.extraction.candidate import Candidate
from qa.extraction.cues import cue
from qa.extraction.weights import SPAN
from qa.language.patterns import lazy_pattern
from qa.retrieval.passages import figures_in

SHORT = 80
"""Characters that an answer to a question for a fact may have, commas and blanks not counted."""
LONG = 300
"""Characters of an answer that tells why, how or lists."""
Stretch = tuple[int, int]
"""Offsets in a sentence."""
_FIGURES = 3  # an answer for a figure holds no more of them
_NUMBER = lazy_pattern(r"\d+(?:[.,]\d+)*")  # 40桥24隧 has no figure with a unit, and two to read
_COLONS = (":", "：")
_OPEN = lazy_pattern("等[\u201d\"')）]*$")
"""How a list ends that names not all."""
_COMFORTABLE = 56  # characters of an answer that may take in a clause more


def length(text: str) -> int:
    """Characters of a text without blanks and commas."""
    return sum(not c.isspace() and c not in ",，" for c in text)


def is_short(candidate: Candidate, start: int, end: int) -> bool:
    """Whether a stretch is short enough to say."""
    return length(candidate.passage.sentence.text[start:end]) <= SHORT


def is_plain(candidate: Candidate, start: int, end: int) -> bool:
    """Whether a stretch is short and holds few figures, or tells levels in turn."""
    text = candidate.passage.sentence.text[start:end]
    if cue("in_turn").search(text):
        return length(text) <= SHORT
    figures = max(len(figures_in(candidate.passage, (start, end))), len(_NUMBER.findall(text)))
    return length(text) <= SHORT and figures <= _FIGURES


def stretch_of(candidate: Candidate, first: int, last: int) -> Stretch:
    """Where a run of clauses stands."""
    return candidate.clauses[first][0], candidate.clauses[last][1]


def fits(candidate: Candidate, first: int, last: int) -> bool:
    """Whether there is such a run of clauses, and it is plain."""
    return last < len(candidate.clauses) and is_plain(
        candidate, *stretch_of(candidate, first, last)
    )


def run(candidate: Candidate, takes: Callable[[int], bool], most: int) -> tuple[int, int]:
    """The run of clauses around the candidate's that are taken, of at most so many characters."""
    clauses = candidate.clauses
    first = last = candidate.at
    while first > 0 and takes(first - 1) and clauses[last][1] - clauses[first - 1][0] <= most:
        first -= 1
    beyond = last + 1
    while (
        beyond < len(clauses) and takes(beyond) and clauses[beyond][1] - clauses[first][0] <= most
    ):
        last, beyond = beyond, beyond + 1
    return first, last


def grow(candidate: Candidate, limit: int) -> Stretch:
    """The sentence, or as many whole clauses around the best one as fit."""
    clauses, text = candidate.clauses, candidate.passage.sentence.text

    def has_room(first: int, last: int) -> bool:
        inside = first >= 0 and last < len(clauses)
        return inside and length(text[clauses[first][0] : clauses[last][1]]) <= limit

    first = last = candidate.at
    grown = True
    while grown:
        grown = False
        if has_room(first, last + 1):
            last, grown = last + 1, True
        if has_room(first - 1, last):
            first, grown = first - 1, True
    return stretch_of(candidate, first, last)


def with_subject(candidate: Candidate, first: int, last: int) -> int:
    """The first clause, moved back to the one before if that names what is spoken of."""
    names = first == candidate.at > 0 and candidate.before > SPAN.subject
    return first - 1 if names and fits(candidate, first - 1, last) else first


def with_more(candidate: Candidate, always: bool = False) -> int:
    """The last clause, moved on while the next one speaks of the question too.

    Args:
        candidate: Where to begin.
        always: Whether the next one belongs to the answer whatever it speaks of.
    """
    last = candidate.at
    while last + 1 < len(candidate.clauses):
        speaks = always or candidate.shares[last + 1] > SPAN.subject
        start, end = stretch_of(candidate, candidate.at, last + 1)
        if not speaks or end - start > _COMFORTABLE:
            break
        last += 1
    return last


def with_rest(candidate: Candidate, first: int, last: int) -> int:
    """The last clause, moved on to where what it begins to list ends: 涵盖邻里纠纷,遗产继承等."""
    if not fits(candidate, first, last + 1):
        return last
    text = candidate.passage.sentence.text
    told, behind = (text[slice(*clause)] for clause in candidate.clauses[last : last + 2])
    return last + 1 if _OPEN.search(behind) and not _OPEN.search(told) else last


def with_colon(candidate: Candidate, first: int, last: int) -> int:
    """The last clause, moved on to what a colon at its end announces."""
    behind = candidate.passage.sentence.text[candidate.clauses[last][1] :][:1]
    return last + 1 if behind in _COLONS and fits(candidate, first, last + 1) else last


def shorten(
    candidate: Candidate, stretch: Stretch, fit: Callable[[Candidate, int, int], bool]
) -> Stretch:
    """The stretch, or if it does not fit the items around what was asked for, cut at 、."""
    start, end = stretch
    if fit(candidate, start, end):
        return start, end
    text = candidate.passage.sentence.text
    marks = [start, *(m.end() for m in re.finditer("、", text[:end]) if m.end() > start), end]
    items = list(pairwise(marks))
    first = last = next((i for i, (_, b) in enumerate(items) if candidate.focus[0] < b), 0)
    while first > 0 and fit(candidate, items[first - 1][0], items[last][1]):
        first -= 1
    while last + 1 < len(items) and fit(candidate, items[first][0], items[last + 1][1]):
        last += 1
    low, high = items[first][0], items[last][1]
    return _cut(text, low, high if high == end else high - 1, candidate.focus)


def _cut(text: str, low: int, high: int, focus: Stretch) -> Stretch:
    """An item without marks, cut to what may be said, its focus inside and no number broken."""
    if length(text[low:high]) <= SHORT:
        return low, high
    low = max(low, min(focus[0], focus[1] - SHORT))
    high = min(high, low + SHORT)
    while high > focus[1] and text[high - 1].isdigit():
        high -= 1
    return low, high


def tell(candidate: Candidate, first: int, last: int) -> Stretch:
    """A run of clauses with what is spoken of and what its colon announces, cut to be short."""
    first = with_subject(candidate, first, last)
    last = with_rest(candidate, first, with_colon(candidate, first, last))
    return shorten(candidate, stretch_of(candidate, first, last), is_short)
