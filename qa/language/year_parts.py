"""Parts of a year: halves, quarters and runs of months that a text names."""

import re
from functools import cache

from qa.language import resources
from qa.language.patterns import lazy_pattern

Part = tuple[int, int]
"""The first and the last month, from 1 to 12."""
WHOLE: Part = (1, 12)
_FILE = "language/years.toml"


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
