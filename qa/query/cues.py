"""Cues: what the turns of phrase of a question tell of the answer that is wanted.

The phrases lie in data/query/kinds-zh.toml and data/query/cues.toml.
"""

import re
from collections.abc import Iterable
from functools import cache

from qa.language.numerals import integer_of
from qa.language.patterns import read_patterns
from qa.model import Kind

_LATIN_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {n: i for i, n in enumerate(_LATIN_NUMBERS, 2)}


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    return read_patterns("query/kinds-zh.toml")


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return read_patterns("query/cues.toml", re.IGNORECASE)


def kind_of(text: str, placed: bool = False, single: bool = False) -> Kind | None:
    """What a Chinese question asks for, None if no pattern fits.

    Args:
        text: The folded question, place names blanked out.
        placed: Whether it names a place, so that it does not ask which places.
        single: Whether there is but one thing, so that there is nothing to compare.
    """
    text = re.sub(r"\s", "", text)
    for kind, pattern in _kinds().items():
        if (kind == "across" and placed) or (kind == "compare" and single):
            continue
        if pattern.search(text):
            return Kind(kind.removeprefix("default_").removesuffix("_first"))
    return None


def has(cue: str, text: str) -> bool:
    """Whether a text holds a cue, named as in cues.toml."""
    return bool(_cues()[cue].search(text))


def is_only(cue: str, word: str) -> bool:
    """Whether a word is nothing but a cue."""
    return bool(_cues()[cue].fullmatch(word))


def without(cue: str, text: str) -> str:
    """The text with a cue blanked out, so that offsets stay."""
    return blank(text, [m.span() for m in _cues()[cue].finditer(text)])


def plan_of(text: str) -> bool | None:
    """True if plans are asked for, False if what came of them, None if nothing tells."""
    if has("fact", text):
        return False
    if has("plan", text):
        return True
    return False if has("past", text) else None


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


def asked_of(text: str) -> int:
    """How many things are asked for: 3 in 哪三个方面, 1 if nothing tells."""
    match = _cues()["expected_count"].search(text)
    number = (match[1] or match[2]).lower() if match else "1"
    return _NUMBERS.get(number) or integer_of(number)


def change_of(text: str) -> bool | None:
    """True if it asks by how much a thing changed, False if for a share, None if nothing tells."""
    if has("change", text) or has("growth", text):
        return True if has("change", text) else None
    return False if has("share", text) else None


def recent_of(text: str) -> int:
    """How many of the latest years are meant: 1 by 最新, 2 by 近两年, 0 if nothing tells."""
    match = _cues()["recent_years"].search(text)
    if match is None:
        return 0
    number = next(filter(None, match.groups()), "1").lower()
    return _NUMBERS.get(number) or integer_of(number)


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


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with stretches overwritten by blanks, so that offsets stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
