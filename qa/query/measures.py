"""Measures: the measure words that a question names."""

from functools import cache

from qa.language.tokenization import pos
from qa.language.units import longest_first


@cache
def without_noun(unit: str) -> str:
    """A measure word without the noun that it is joined to: 张 of 张床位."""
    shorter = (u for u in longest_first() if unit.startswith(u) and len(unit) - len(u) > 1)
    parted = ((u, unit[len(u) :]) for u in shorter)
    return next((u for u, noun in parted if noun not in longest_first() and pos(noun)), unit)
