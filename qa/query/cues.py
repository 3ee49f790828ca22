"""Intents: what the turns of phrase of a question tell of the answer that is wanted.

The phrases lie in data/query/kinds-zh.toml and data/query/cues.toml.
"""

import re
from collections.abc import Iterable
from functools import cache

from qa.language import resources
from qa.language.numerals import integer_of
from qa.language.patterns import lazy_pattern
from qa.model import Kind

_ASKED = lazy_pattern(
    r"(?:哪|是)([二两三四五六七八九十]|\d{1,2})(?:个|类|项|种|条|家|所|座|大|方面|点|名|位|级|天)"
)
_LATIN_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ASKED_LATIN = lazy_pattern(
    rf"\b(?:which|what|name|list)(?: are)?(?: the)? ({'|'.join(_LATIN_NUMBERS)}|\d{{1,2}})"
    r" (?!of\b)[a-z]",
    re.IGNORECASE,
)
_NUMBERS = {n: i for i, n in enumerate(_LATIN_NUMBERS, 2)}


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = resources.read_toml("query/kinds-zh.toml")
    return tuple((kind, re.compile(p)) for kind, patterns in table.items() for p in patterns)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = resources.read_toml("query/cues.toml")
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.items()}


def kind_of(text: str, placed: bool = False, single: bool = False) -> Kind | None:
    """What a Chinese question asks for, None if no pattern fits.

    Args:
        text: The folded question, place names blanked out.
        placed: Whether it names a place, so that it does not ask which places.
        single: Whether there is but one thing, so that there is nothing to compare.
    """
    text = re.sub(r"\s", "", text)
    for kind, pattern in _kinds():
        if (kind == "across" and placed) or (kind == "compare" and single):
            continue
        if pattern.search(text):
            return Kind(kind.removeprefix("default_").removesuffix("_first"))
    return None


def shows(intent: str, text: str) -> bool:
    """Whether a text holds a phrase of an intent, named as in cues.toml."""
    return bool(_patterns()[intent].search(text))


def is_only(intent: str, word: str) -> bool:
    """Whether a word is nothing but a phrase of an intent."""
    return bool(_patterns()[intent].fullmatch(word))


def plan_of(text: str) -> bool | None:
    """True if plans are asked for, False if what came of them, None if nothing tells."""
    if shows("fact", text):
        return False
    if shows("plan", text):
        return True
    return False if shows("past", text) else None


def several_of(text: str, dated: bool) -> bool | None:
    """True if several years together are asked for, False if one, None if nothing tells.

    Args:
        text: The question.
        dated: Whether it names a year.
    """
    if shows("several_years", text):
        return True
    return False if dated or shows("one_year", text) else None


def extreme_of(text: str) -> int:
    """1 if the greatest is asked for, -1 for the least, 0 for neither."""
    return -1 if shows("least", text) else int(shows("greatest", text))


def asked_of(text: str) -> int:
    """How many things are asked for: 3 in 哪三个方面, 1 if nothing tells."""
    match = _ASKED.search(text) or _ASKED_LATIN.search(text)
    return (_NUMBERS.get(match[1].lower()) or integer_of(match[1])) if match else 1


def without_idle(text: str, kind: Kind, byline: bool) -> str:
    """The text without the words that say how to answer and not what is spoken of."""
    names = ["idle"]
    if kind in (Kind.COMPARE, Kind.ACROSS):
        names.append("comparative")
    if byline:
        names.append("byline")
    for name in names:
        text = blank(text, [m.span() for m in _patterns()[name].finditer(text)])
    return text


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with stretches overwritten by blanks, so that offsets stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
