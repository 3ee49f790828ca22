"""Measure words, and the numbers that are not figures, from the data files."""

import re
from functools import cache

from qa.language import resources


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """Measure words by kind: persons, things, money, share, time and so on."""
    table = resources.read_toml("units.toml")["kinds"]
    return {kind: tuple(dict.fromkeys(entry["units"].split())) for kind, entry in table.items()}


@cache
def kind_of(unit: str) -> str:
    """The kind that a measure word is of; empty if it is none."""
    return next((kind for kind, found in kinds().items() if unit in found), "")


@cache
def units() -> frozenset[str]:
    """Every measure word, powers of ten left out: 元, not 万元."""
    return frozenset(unit.lstrip("万亿") for found in kinds().values() for unit in found) - {""}


@cache
def longest_first() -> tuple[str, ...]:
    """Every measure word with the powers of ten people put before it, the longest first."""
    found = {unit for units in kinds().values() for unit in units}
    return tuple(sorted(found, key=lambda unit: (-len(unit), unit)))


@cache
def exclusions() -> re.Pattern[str]:
    """The pattern of the numbers that count nothing: 一把手, 十九届, 2023年, 12345热线."""
    lines = map(str.strip, resources.read_lines("analysis/not-figures.txt"))
    return re.compile("|".join(f"(?:{line})" for line in lines))
