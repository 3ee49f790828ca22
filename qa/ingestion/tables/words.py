"""Words of tables: which cells are numbers, and what tells a unit or heads no column."""

import re
from functools import cache

from qa.language.resources import read_toml
from qa.language.units import longest_first


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return what is kept in data/ingestion/tables.toml under a name."""
    return re.compile(read_toml("ingestion/tables.toml")[name])


def is_number(cell: str) -> bool:
    """Return whether a cell holds a number that counts something."""
    return bool(pattern("number").fullmatch(cell)) and not pattern("not-number").fullmatch(cell)


def unit_in(words: str) -> str:
    """Return the unit that a head or a line names: 万元 in 金额（万元）; empty if none."""
    for match in pattern("unit").finditer(words):
        if (unit := match[1] or match[2]) in longest_first():
            return unit
    return ""
