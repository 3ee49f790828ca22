"""Years as texts name them, in digits or in Han numerals; five-year plans; parts of a year."""

import re
from functools import cache, lru_cache

from qa.language import resources
from qa.language.normalization import fold
from qa.language.numerals import integer_of, to_digits
from qa.language.patterns import lazy_pattern, read_grammar
from qa.language.units import exclusions, unit_pattern

Part = tuple[int, int]
"""The first and the last month of a part of a year, from 1 to 12."""
WHOLE: Part = (1, 12)
_FILE = "language/years.toml"
_FIRST_END = 2010  # of the first plan that is counted here, the one before 十一五


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return read_grammar(_FILE, {"unit": unit_pattern()})


def spell_years(text: str) -> str:
    """The text with the Han digits of years as Arabic ones, each in its place: 二〇二二年."""
    return _patterns()["han-year"].sub(lambda match: to_digits(match[0]), text)


@lru_cache(4096)
def years_in(text: str, now: int | None = None) -> tuple[int, ...]:
    """The years that a text names, ascending; those inside 《titles》 are left out.

    Args:
        text: A question, heading or sentence.
        now: The year that 今年 means, if known.
    """
    folded = spell_years(_patterns()["document"].sub("", fold(text)))
    if now is not None:
        folded = _patterns()["compared"].sub("", folded)
    years: set[int] = set()
    for match in _patterns()["year"].finditer(folded):
        first = int(match[1])
        last = int(match[2] or first)
        if first <= last <= first + 30 and (match[2] or match[3] or not _counts(match)):
            # A span of years says nothing of each year within it.
            years.update((first, last))
    if now is not None:
        years |= _relative(folded, now)
    return tuple(sorted(years))


def _counts(match: re.Match[str]) -> bool:
    """Whether a bare number counts things: 2000人, 2000余件; 2023人均 does not."""
    if not _patterns()["counts"].match(match.string, match.end(1)):
        return False
    return not exclusions().match(match.string, match.start())


def _relative(folded: str, now: int) -> set[int]:
    """The years of 今年, 去年 and 明年."""
    steps = {"this-year": 0, "last-year": -1, "next-year": 1}
    return {now + step for name, step in steps.items() if _patterns()[name].search(folded)}


def plan_ends(text: str, now: int | None) -> set[int]:
    """The last years of the five-year plans in a text that are to come: 十五五 ends in 2030.

    Args:
        text: A heading or sentence.
        now: The year of the report, if known.
    """
    orders = (integer_of(match[1]) for match in _patterns()["five-years"].finditer(text))
    ends = {_FIRST_END + 5 * (order - 1) for order in orders}
    return {year for year in ends if now is None or year > now}


@cache
def _fixed() -> dict[Part, re.Pattern[str]]:
    """The words of each part."""
    table = resources.read_toml(_FILE)["parts"]
    months = {name: tuple(map(int, name.split("-"))) for name in table}
    return {
        (first, last): lazy_pattern(table[n], re.VERBOSE) for n, (first, last) in months.items()
    }


@cache
def _months(name: str) -> re.Pattern[str]:
    return lazy_pattern(resources.read_toml(_FILE)["months"][name], re.VERBOSE)


def parts_in(folded: str) -> tuple[Part, ...]:
    """The parts of a year that a folded text names, in its order.

    1-10月 are the months 1 to 10, as is 截至10月底; 7月份 is one month, a day is no part.
    """
    found = [(m.start(), part) for part, words in _fixed().items() for m in words.finditer(folded)]
    found += [(m.start(), (int(m[1]), int(m[2]))) for m in _months("span").finditer(folded)]
    found += [(m.start(), (int(m[1]), int(m[2]))) for m in _months("one").finditer(folded)]
    found += [(m.start(), (1, int(m[1]))) for m in _months("until").finditer(folded)]
    return tuple(part for _, part in sorted(found) if 1 <= part[0] <= part[1] <= WHOLE[1])


def part_at(folded: str, end: int) -> Part | None:
    """The part of the year that holds where a stretch of text ends: the last one named before."""
    return next(iter(parts_in(folded[:end])[::-1]), None)
