"""Units: the measure words of data/units.toml, and the numbers that count nothing."""

import re
from functools import cache
from typing import NamedTuple

from qa.language import resources
from qa.language.compiling import compile_pattern
from qa.language.normalization import fold
from qa.language.numerals import myriads
from qa.language.patterns import any_of, lazy_pattern

ANYTHING = "个"
"""The measure word that says nothing of what is counted."""


class Record(NamedTuple):
    """A row of units that go together, the likeliest first."""

    units: tuple[str, ...]
    kind: str = ""
    """What they count; empty if the record does not tell."""
    alike: bool = False
    """Whether they stand for each other although not of one kind."""
    asked: tuple[str, ...] = ()
    """Phrases of a Chinese question that ask for them."""
    nouns: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    asked_english: str = ""
    """A regular expression for an English question that counts nothing."""


COUNTING = frozenset(("", "persons", "households", "things"))
"""The kinds of units that count what a noun names, and stand for each other now and then; the empty
one is of a bare number."""


@cache
def records() -> tuple[Record, ...]:
    """All records in the order of the file."""
    return tuple(
        Record(
            units=tuple(entry["units"].split()),
            kind=entry.get("kind", ""),
            alike=entry.get("alike", False),
            asked=tuple(entry.get("asked", "").split()),
            nouns=tuple(entry.get("nouns", "").split()),
            english=_phrases(entry.get("english", "")),
            asked_english="".join(entry.get("asked-english", "").splitlines()),
        )
        for entry in resources.read_toml("units.toml")["record"]
    )


def _phrases(text: str) -> tuple[str, ...]:
    """The parts of a text between commas, which may run over lines."""
    return tuple(filter(None, (" ".join(part.split()) for part in text.split(","))))


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """Measure words by kind: persons, things, money, share, time and so on."""
    return {record.kind: record.units for record in records() if record.kind}


@cache
def _kinds_of_units() -> dict[str, str]:
    return {unit: kind for kind, units in reversed(kinds().items()) for unit in units}


def unit_kind(unit: str) -> str:
    """The kind that a measure word is of; empty if it is none."""
    return _kinds_of_units().get(unit, "")


@cache
def classes() -> tuple[frozenset[str], ...]:
    """Measure words that may stand for each other although not of one kind."""
    return tuple(frozenset(record.units) for record in records() if record.alike)


def are_alike(one: str, other: str) -> bool:
    """Whether figures of two units can be set side by side: 人 and 名, but not 次 and 件."""
    if one == other:
        return True
    persons = unit_kind(one) == unit_kind(other) == "persons"
    return persons and "人次" not in (one, other)


@cache
def asked() -> dict[str, tuple[str, ...]]:
    """The units that each phrase of a Chinese question asks for."""
    return {phrase: record.units for record in records() for phrase in record.asked}


@cache
def nouns() -> dict[str, tuple[str, ...]]:
    """The units that count each Chinese noun."""
    return {noun: record.units for record in records() for noun in record.nouns}


@cache
def english_nouns() -> dict[str, tuple[str, ...]]:
    """The units that count each English noun."""
    return {noun: record.units for record in records() for noun in record.english}


@cache
def asked_english() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """How English questions that count nothing ask for units; the first that fits wins."""
    return tuple(
        (lazy_pattern(record.asked_english, re.IGNORECASE), record.units)
        for record in records()
        if record.asked_english
    )


@cache
def units() -> frozenset[str]:
    """Every measure word, powers of ten left out: 元, not 万元."""
    powers = "".join(myriads())  # people ask for 万吨, and a figure has 万 and 吨
    return frozenset(unit.lstrip(powers) for found in kinds().values() for unit in found) - {""}


@cache
def longest_first() -> tuple[str, ...]:
    """Every measure word with the powers of ten people put before it, the longest first."""
    found = {unit for units in kinds().values() for unit in units}
    return tuple(sorted(found, key=lambda unit: (-len(unit), unit)))


@cache
def unit_pattern() -> str:
    """A regular expression for a measure word in folded text, the longest that fits."""
    folded = {fold(unit) for unit in units()}
    latin = {unit for unit in folded if unit.isascii() and unit.isalpha()}
    return f"(?:{any_of(folded - latin)}|{any_of(latin)}(?![a-z]))"


@cache
def _spellings() -> dict[str, str]:
    return {fold(unit): unit for unit in units()}


def spelling(folded: str) -> str:
    """A measure word as it is usually written: P for p."""
    return _spellings().get(folded, folded)


@cache
def exclusions() -> re.Pattern[str]:
    """The pattern of the numbers that count nothing: 一把手, 十九届, 2023年, 12345热线."""
    lines = map(str.strip, resources.read_lines("analysis/not-figures.txt"))
    return compile_pattern("|".join(f"(?:{line})" for line in lines), glances=True)
