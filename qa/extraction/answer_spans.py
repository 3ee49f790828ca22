"""Pieces: how much of a sentence an answer needs, from one clause to the sentence whole."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from qa.extraction.candidates import Candidate
from qa.extraction.evidence import LIST_MARKS, figures_in
from qa.language.patterns import lazy_pattern
from qa.model import Kind, Query

SHORT = 80
"""Characters that an answer to a question for a fact may have, commas and blanks not counted."""
LONG = 300
"""Characters of an answer that tells why, how or lists."""
_FIGURES = 3  # an answer for a figure holds no more of them
_RIVALS, _RIVAL = 4, 0.85  # how many are looked at, and how good they must be
_NUMBER = lazy_pattern(r"\d+(?:[.,]\d+)*")  # 40桥24隧 has no figure with a unit, and two to read
_COLONS = (":", "：")
_SUBJECT = 0.12  # share of the question that makes the clause before worth quoting
_COMFORTABLE = 56  # characters of an answer that may take in a clause more
_ALIKE = 48  # characters of a run of clauses that hold the same type of span
_SPANS = {
    Kind.WHEN: frozenset(("date",)),
    Kind.WHAT: frozenset(("brand", "document")),
    Kind.WHO: frozenset(("person", "role", "organisation")),
}
_LONG_KINDS = frozenset((Kind.WHY, Kind.HOW))


def piece_of(query: Query, candidate: Candidate) -> tuple[int, int]:
    """The stretch of the sentence that answers, as offsets in the sentence."""
    if query.kind in _LONG_KINDS:
        return _widen(candidate, LONG)
    first = last = candidate.at
    if query.kind is Kind.LIST:
        first, last = _with_lists(candidate)
        text = candidate.passage.sentence.text[
            candidate.clauses[first][0] : candidate.clauses[last][1]
        ]
        if not any(mark in text for mark in LIST_MARKS):
            # “三个1亿人” are told one by one in the clauses around their name.
            return _widen(candidate, LONG)
    elif query.kind.wants_figure:
        first, last = _with_siblings(candidate)
    else:
        first, last = _with_likes(query, candidate)
        last = max(last, _with_more(query, candidate))
    first = _with_date(query, candidate, _with_subject(candidate, first, last), last)
    if _ends_in_colon(candidate, last) and _fits(candidate, first, last + 1):
        last += 1
    start, end = candidate.clauses[first][0], candidate.clauses[last][1]
    return (start, end) if query.kind is Kind.LIST else _shorten(query, candidate, start, end)


def piece_with_rival(
    query: Query, best: Candidate, candidates: Sequence[Candidate]
) -> tuple[int, int]:
    """The piece of a candidate, with a neighbouring clause that is all but as good."""
    start, end = piece_of(query, best)
    for rival in candidates[1:_RIVALS]:
        beside = rival.passage.number == best.passage.number and abs(rival.at - best.at) <= 2
        if beside and rival.score >= _RIVAL * best.score and query.kind.wants_figure:
            low, high = min(start, rival.span[0]), max(end, rival.span[1])
            if _short_enough(best, low, high):
                start, end = low, high
    return start, end


def _ends_in_colon(candidate: Candidate, last: int) -> bool:
    return candidate.passage.sentence.text[candidate.clauses[last][1] :][:1] in _COLONS


def _with_lists(candidate: Candidate) -> tuple[int, int]:
    """The run of clauses around the best one that list something."""
    text = candidate.passage.sentence.text

    def lists(at: int) -> bool:
        clause = text[slice(*candidate.clauses[at])]
        return any(mark in clause for mark in LIST_MARKS) or candidate.shares[at] > _SUBJECT

    return _run(candidate, lists, LONG)


def _with_likes(query: Query, candidate: Candidate) -> tuple[int, int]:
    """The run of clauses that hold a span of the type asked for, such as two dates in a row."""
    wanted = _SPANS.get(query.kind, frozenset())
    spans = [s for s in candidate.passage.analysis.spans if s.kind in wanted]

    def like(at: int) -> bool:
        start, end = candidate.clauses[at]
        return any(start <= s.start and s.end <= end for s in spans)

    if not like(candidate.at):
        return candidate.at, candidate.at
    return _run(candidate, like, _ALIKE)


def _run(candidate: Candidate, takes: Callable[[int], bool], most: int) -> tuple[int, int]:
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


def _with_date(query: Query, candidate: Candidate, first: int, last: int) -> int:
    """The first clause, moved back to the nearest date before if none is inside: 9月,代表团来访."""
    if query.kind is not Kind.WHEN:
        return first
    dates = [s.start for s in candidate.passage.analysis.spans if s.kind == "date"]
    clauses = candidate.clauses
    for at in range(last, -1, -1):
        if any(clauses[at][0] <= date < clauses[at][1] for date in dates):
            return min(first, at) if _fits(candidate, at, last) else first
    return first


def _with_more(query: Query, candidate: Candidate) -> int:
    """The last clause, moved on while the next one speaks of the question too."""
    last = candidate.at
    while last + 1 < len(candidate.clauses):
        speaks = candidate.shares[last + 1] > _SUBJECT or query.kind is Kind.YESNO
        length_then = candidate.clauses[last + 1][1] - candidate.clauses[candidate.at][0]
        if not speaks or length_then > _COMFORTABLE:
            break
        last += 1
    return last


def length(text: str) -> int:
    """Characters of a text without blanks and commas."""
    return sum(not c.isspace() and c not in ",，" for c in text)


def _fits(candidate: Candidate, first: int, last: int) -> bool:
    """Whether a run of clauses is short and holds few figures."""
    if last >= len(candidate.clauses):
        return False
    return _short_enough(candidate, candidate.clauses[first][0], candidate.clauses[last][1])


def _short_enough(candidate: Candidate, start: int, end: int) -> bool:
    """Whether a stretch is short and holds few figures."""
    text = candidate.passage.sentence.text[start:end]
    figures = max(len(figures_in(candidate.passage, (start, end))), len(_NUMBER.findall(text)))
    return length(text) <= SHORT and figures <= _FIGURES


def _with_siblings(candidate: Candidate) -> tuple[int, int]:
    """The run of clauses with figures of the same thing: 1名 for the town, one for each village."""
    first = last = candidate.at
    passage, clauses = candidate.passage, candidate.clauses
    units = {f.unit for f in figures_in(passage, candidate.span)}
    counted = {f.of for f in figures_in(passage, candidate.span)}

    def same(at: int) -> bool:
        return any(
            f.unit in units and f.of in counted and f.of for f in figures_in(passage, clauses[at])
        )

    while first > 0 and same(first - 1) and _fits(candidate, first - 1, last):
        first -= 1
    while last + 1 < len(clauses) and same(last + 1) and _fits(candidate, first, last + 1):
        last += 1
    return first, last


def _with_subject(candidate: Candidate, first: int, last: int) -> int:
    """The first clause, moved back to the one before if that names what is spoken of."""
    if (
        first == candidate.at > 0
        and candidate.before > _SUBJECT
        and _fits(candidate, first - 1, last)
    ):
        return first - 1
    return first


def _widen(candidate: Candidate, limit: int) -> tuple[int, int]:
    """The sentence, or as many whole clauses around the best one as fit."""
    clauses, text = candidate.clauses, candidate.passage.sentence.text
    first = last = candidate.at
    grown = True
    while grown:
        grown = False
        if (
            last + 1 < len(clauses)
            and length(text[clauses[first][0] : clauses[last + 1][1]]) <= limit
        ):
            last, grown = last + 1, True
        if first > 0 and length(text[clauses[first - 1][0] : clauses[last][1]]) <= limit:
            first, grown = first - 1, True
    return clauses[first][0], clauses[last][1]


def _shorten(query: Query, candidate: Candidate, start: int, end: int) -> tuple[int, int]:
    """The stretch, or if it is too long the items around what was asked for, cut at 、."""
    text = candidate.passage.sentence.text
    counting = query.kind.wants_figure
    if counting:
        end = _without_remark(text, candidate.span[0], start, end)

    def fits(low: int, high: int) -> bool:
        if counting:
            return _short_enough(candidate, low, high)
        return length(text[low:high]) <= SHORT

    if fits(start, end):
        return start, end
    marks = [start, *(m.end() for m in re.finditer("、", text[:end]) if m.end() > start), end]
    items = list(pairwise(marks))
    first = last = next((i for i, (_, b) in enumerate(items) if candidate.focus[0] < b), 0)
    while first > 0 and fits(items[first - 1][0], items[last][1]):
        first -= 1
    while last + 1 < len(items) and fits(items[first][0], items[last + 1][1]):
        last += 1
    low, high = items[first][0], items[last][1]
    return _cut(text, low, high if high == end else high - 1, candidate.focus)


def _cut(text: str, low: int, high: int, focus: tuple[int, int]) -> tuple[int, int]:
    """An item without marks, cut to what may be said, its focus inside and no number broken."""
    if length(text[low:high]) <= SHORT:
        return low, high
    low = max(low, min(focus[0], focus[1] - SHORT))
    high = min(high, low + SHORT)
    while high > focus[1] and text[high - 1].isdigit():
        high -= 1
    return low, high


def _without_remark(text: str, clause: int, start: int, end: int) -> int:
    """The end of a piece without a remark in brackets full of other figures: (未处置49宗,…)."""
    opening = max(text.find(mark, clause, end) for mark in "（(")
    remark = text[opening:end]
    many = len(re.findall(r"\d+", remark)) > 1
    return opening if opening > start and many and remark[-1:] in "）)" else end
