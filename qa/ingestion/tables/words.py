"""Words of tables: which cells are numbers, and what tells a unit or heads no column."""

import re
from collections.abc import Sequence
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


def name_in(line: str) -> str:
    """Return what a line above a table calls it, without unit, form number and who filled it in."""
    rest = pattern("unit").sub(_without_unit, pattern("aside").sub("", line)).strip()
    return "" if pattern("left-over").fullmatch(rest) else rest


def _without_unit(match: re.Match[str]) -> str:
    told = "单位" in match[0] or match[1] in longest_first()
    return "" if told else match[0]


def tidy(cell: str) -> str:
    """Return what a cell says: 合　计 is 合计, and a dash is nothing."""
    if pattern("nothing").fullmatch(cell):
        return ""
    return "".join(cell.split()) if pattern("spaced").fullmatch(cell) else cell


def caption_in(words: Sequence[str]) -> str:
    """Return the name of a table from a row that tells its unit or who filled it in besides."""
    said = [word for word in dict.fromkeys(words) if word]
    names = [word for word in said if not is_note(word) or name_in(word)]
    return names[0] if len(names) == 1 < len(said) else ""


def is_note(cell: str) -> bool:
    """Return whether a cell tells of the table and heads no column."""
    return bool(pattern("note").search(cell))


def is_total(label: str) -> bool:
    """Return whether a label is that of a total."""
    return bool(pattern("total").fullmatch(label))


def is_index(words: Sequence[str]) -> bool:
    """Return whether a row only counts the columns: 栏次, 1, 2, 3."""
    said = [word for word in words if word and not is_number(word)]
    counted = [word for word in words if is_number(word)]
    if counted and any(map(pattern("index").fullmatch, said)):
        return True
    lettered = all(map(pattern("index-letter").fullmatch, said))
    return lettered and len(counted) > 1 and counted == [str(n + 1) for n in range(len(counted))]


def numbers_rows(head: str, cell: str = "") -> bool:
    """Return whether a column only numbers or codes the rows, and a cell in it says no more."""
    return bool(pattern("number-heads").fullmatch(head)) and not pattern("said").search(cell)
