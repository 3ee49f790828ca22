"""Cues: what the turns of phrase of a question tell of the answer that is wanted.

The phrases lie in data/query/cues.toml; what kind of answer is wanted is told in `kinds`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.language import resources
from qa.language.cues import Cues
from qa.language.normalization import fold, is_han
from qa.language.numerals import integer_of
from qa.language.years import parts_in
from qa.model import Kind, Query, Term

NUMBERS = "query/numbers.toml"
"""The data file of numbers as English writes them."""

_CUES = Cues("query/cues.toml")
cue, has, is_only = _CUES.__getitem__, _CUES.has, _CUES.is_only
cut, without = _CUES.cut, _CUES.without


def language_of(text: str) -> str:
    """zh, en or mixed, by script alone."""
    latin = re.search(r"[A-Za-z]{3,}", without("acronym", text))
    if not any(map(is_han, text)):
        return "en"
    return "mixed" if latin else "zh"


def apply(query: Query, bare: str, dated: bool) -> Query:
    """The query with what its turns of phrase tell of the answer.

    Args:
        query: As far as it was read.
        bare: Its text, the places blanked out.
        dated: Whether it names a year.
    """
    text, kind = query.text, query.kind
    change = change_of(bare) if kind.wants_figure else None
    # By how much a thing grew is told by one figure; a difference is worked out of two.
    gap = has("gap", bare) and (kind is Kind.COMPARE or change is None)
    return replace(
        query,
        # 为什么要建 asks for a reason, not for a plan.
        plan=None if kind is Kind.WHY else plan_of(text),
        extreme=extreme_of(text),
        named=has("named", text),
        several=several_of(text, dated),
        total=has("total", text),
        asked=asked_of(bare),
        change=None if gap else change,
        parts=tuple(part for part in parts_in(fold(bare)) if part[0] < part[1]),
        recent=recent_of(bare),
        differs=kind is Kind.COMPARE and has("differs", bare),
        gap=gap,
    )


def plan_of(text: str) -> bool | None:
    """True if plans are asked for, False if what came of them, None if nothing tells."""
    if has("fact", text):
        return False
    if has("plan", text):
        return True
    return False if has("past", text) or has("present", text) else None


def several_of(text: str, dated: bool) -> bool | None:
    """True if several years together are asked for, False if one, None if nothing tells.

    Args:
        text: The question.
        dated: Whether it names a year.
    """
    if has("several_years", text):
        return True
    return False if dated or has("one_year", text) else None


def extreme_of(text: str) -> int:
    """1 if the greatest is asked for, -1 for the least, 0 for neither."""
    return -1 if has("least", text) else int(has("greatest", text))


def extreme_beside(query: Query, terms: Sequence[Term]) -> int:
    """Which extreme is asked for by more than the words looked for: not by 哪个镇的人年纪大."""
    text = query.text
    for term in terms:
        text = text.replace(term.source, "物" if is_han(term.source[-1]) else term.source)
    return query.extreme and extreme_of(text)


def left_out(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a question names places that it leaves out, with what says so: 除了云乐镇."""
    out: list[tuple[int, int]] = []
    for start, end in places:
        said = _CUES["all_but"].search(text[:start])
        if said or (out and is_only("and_but", text[out[-1][1] : start])):
            out.append((said.start() if said else start, end))
    return out if out and _CUES["but_ends"].match(text, out[-1][1]) else []


def is_where(text: str, rest: str) -> bool:
    """Whether a question asks where its place lies, and nothing else."""
    if not (has("asks_where", text) and has("where", rest)):
        return False
    said = without("particle", without("where", rest))
    return not any(map(str.isalnum, said))


def asked_of(text: str) -> int:
    """How many things are asked for: 3 in 哪三个方面, 1 if nothing tells."""
    match = _CUES["expected_count"].search(text)
    return number_of(match[1]) if match else 1


def change_of(text: str) -> bool | None:
    """True if it asks by how much a thing changed, False if for a share, None if nothing tells."""
    if has("change", text) or has("growth", text):
        return True if has("change", text) else None
    return False if has("share", text) and not has("share_or_change", text) else None


def recent_of(text: str) -> int:
    """How many of the latest years are meant: 1 by 最新, 2 by 近两年, 0 if nothing tells."""
    match = _CUES["recent_years"].search(text)
    if match is None:
        return 0
    return number_of(next(filter(None, match.groups()), "1"))


def number_of(word: str) -> int:
    """The number that a word names in either language, 0 if it names none."""
    return resources.read_toml(NUMBERS)["counts"].get(word.lower()) or integer_of(word)


def without_idle(text: str, kind: Kind, byline: bool) -> str:
    """The text without the words that say how to answer and not what is spoken of."""
    names = ["idle"]
    if kind in (Kind.COMPARE, Kind.ACROSS):
        names.append("comparative")
    if byline:
        names.append("byline")
    for name in names:
        text = without(name, text)
    return text
