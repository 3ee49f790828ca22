"""Words of tables: which cells are numbers, and what tells a unit or heads no column."""

import re
from collections.abc import Sequence
from functools import cache

from qa.language.normalization import plain_number
from qa.language.numerals import powers
from qa.language.resources import read_toml
from qa.language.units import longest_first, nouns, unit_kind, units

_COMMAS = str.maketrans("", "", ",，")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return what is kept in data/ingestion/tables.toml under a name."""
    return re.compile(read_toml("ingestion/tables.toml")[name])


def is_number(cell: str) -> bool:
    """Return whether a cell holds a number that counts something."""
    return bool(pattern("number").fullmatch(cell)) and not pattern("not-number").fullmatch(cell)


def is_unit(word: str) -> bool:
    """Return whether a word is a measure word, with or without a power of ten: 万人次."""
    return word in longest_first() or word.lstrip(powers()) in units()


def unit_in(words: str) -> str:
    """Return the unit that a head or a line names: 万元 in 金额（万元）; empty if none."""
    for match in pattern("unit").finditer(words):
        if is_unit(unit := next(filter(None, match.groups()), "")):
            return unit
    return ""


def unit_behind(cell: str) -> str:
    """Return the unit that stands behind the number in its own cell: 96.1%, 12人; else nothing."""
    found = pattern("measured").fullmatch(cell)
    unit = found[1] if found else ""
    return unit if is_unit(unit) else ""


def units_in(line: str) -> tuple[str, ...]:
    """Return the units that a line names for a table: 人 and 万元 in 单位：人、万元.

    单位 may also say whose table it is: 填报单位：教育局　单位：所、人.
    """
    several = (_several_in(told) for told in pattern("units").finditer(line))
    return next(filter(None, several), tuple(filter(None, (unit_in(line),))))


def _several_in(told: re.Match[str]) -> tuple[str, ...]:
    """Return the units of a list of them; none if it is none."""
    words = [word.strip() for word in pattern("parted").split(told[1])]
    return tuple(filter(is_unit, words)) if len(words) > 1 else ()


def unit_under(heads: Sequence[str], told: Sequence[str]) -> str:
    """Return which of the units told for a table a column takes; empty if none fits its heads.

    万元 is no unit of 数量 nor of 占比; where people and money are told, each head takes its own.
    """
    said = "".join(heads)
    sorts: dict[str, list[str]] = {"money": [], "share": [], "": []}
    for unit in told:
        sorts.get(unit_kind(unit.lstrip(powers())), sorts[""]).append(unit)
    if any(map(pattern("share-heads").search, heads[-1:])):
        return next(iter(sorts["share"]), "")
    money, others = sorts["money"], sorts[""]
    if pattern("money-heads").search(said) and money:
        return money[0]
    if others or pattern("count-heads").search(said):
        return others[0] if len(others) == 1 else _unit_of_noun(heads, others)
    return next(iter(money or sorts["share"]), "")


def _unit_of_noun(heads: Sequence[str], told: Sequence[str]) -> str:
    """Return which of several units counts what the nearest head names: 人 of 专任教师数.

    What 合计 sums the head above it says.
    """
    for head in reversed(heads):
        name = pattern("count-end").sub("", head)
        if pattern("deed-heads").fullmatch(name):
            return ""  # 计划 of several units counts what the table counts
        ends = (name[at:] for at in range(len(name)))
        counting = next((nouns()[end] for end in ends if end in nouns()), ())
        found = next((unit for unit in told if unit in counting or unit == name), "")
        if found or not is_total(head):
            return found
    return ""


def name_in(line: str) -> str:
    """Return what a line above a table calls it, without unit, form number and who filled it in."""
    rest = pattern("units").sub(lambda told: "" if _several_in(told) else told[0], line)
    rest = pattern("unit").sub(_without_unit, pattern("aside").sub("", rest)).strip()
    return "" if pattern("left-over").fullmatch(rest) else rest


def _without_unit(match: re.Match[str]) -> str:
    told = "单位" in match[0] or is_unit(match[1] or "")
    return "" if told else match[0]


def tidy(cell: str) -> str:
    """Return what a cell says: 合　计 is 合计, 38 620 a number, a dash nothing."""
    if pattern("nothing").fullmatch(cell):
        return ""
    cell = plain_number(cell)
    return "".join(cell.split()) if pattern("spaced").fullmatch(cell) else cell


def tidy_head(cell: str) -> str:
    """Return what a head says, its blanks between Chinese left out: 公务 接待费."""
    return pattern("gap").sub("", cell)


def caption_in(words: Sequence[str]) -> str:
    """Return the name of a table from a row that tells its unit or who filled it in besides."""
    said = [word for word in dict.fromkeys(words) if word]
    names = [word for word in said if not is_note(word) or name_in(word)]
    return names[0] if len(names) == 1 < len(said) else ""


def is_note(cell: str) -> bool:
    """Return whether a cell tells of the table and heads no column."""
    return bool(pattern("note").search(cell))


def part_mark(label: str) -> str:
    """Return the mark of a label or a head that is part of the one before: 其中 of 其中：城镇."""
    found = pattern("part").match(label)
    return found[0] if found else ""


def value_of(cell: str) -> float:
    """Return the number in a cell that holds one, whatever its unit."""
    digits = pattern("digits").search(cell)
    return float(digits[0].translate(_COMMAS)) if digits else 0.0


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
