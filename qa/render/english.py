"""Figures read in English: worked out from value and unit, beside the quotation and never in it.

18.6余万元 is over 186,000 yuan, 3.2亿元 is 320 million yuan, 37.5亩 is 37.5 mu (2.5 ha).
"""

import math
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from qa.language import resources
from qa.language.patterns import lazy_pattern
from qa.language.units import unit_kind
from qa.model import Answer, Figure
from qa.wording import lang_of

_COUNTING = frozenset(("persons", "households", "things"))
_DIGITS_ONLY = lazy_pattern(r"\d[\d,.]*")
_POWERS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_DECIMALS = 4  # of a number in millions; one that needs more is written out
_DIGITS = 3  # significant ones of what is worked out in another unit


class _Unit(NamedTuple):
    """A unit in English; an empty name is left out."""

    one: str
    several: str
    factor: float = 0
    """What one is in the other unit; 0 if there is none."""
    other: str = ""


def reading(figure: Figure) -> str:
    """The figure in English; empty if data/render/english-readings.tsv does not have its unit."""
    unit = _units().get(figure.unit) if figure.unit else _Unit("", "")
    if unit is None or not math.isfinite(figure.low + figure.high):
        return ""
    own = _amount(figure, unit)
    if unit.factor:
        other = _amount(figure, _Unit(unit.other, unit.other), unit.factor)
        own = f"{own} ({other})" if unit.several else other
    return _hedge(figure).format(own)


def readings_of(answer: Answer) -> tuple[tuple[Figure, str], ...]:
    """The figures of an answer to an English question with their readings, each once."""
    if lang_of(answer.question.text) != "en":
        return ()
    found = {figure.text: (figure, reading(figure)) for figure, _ in reversed(answer.figures)}
    return tuple((figure, told) for figure, told in reversed(found.values()) if told)


def is_plain(figure: Figure) -> bool:
    """Whether it reads itself: digits that count people or things, 12人, or a share, 98%."""
    counts = figure.unit == "%" or unit_kind(figure.unit) in _COUNTING
    return counts and bool(_DIGITS_ONLY.fullmatch(figure.text.removesuffix(figure.unit)))


def _amount(figure: Figure, unit: _Unit, factor: float = 0) -> str:
    """The bounds with their unit; with a factor worked out in another one, and so rounded."""
    low, high = (
        _rounded(float(value) * factor) if factor else _number(float(value))
        for value in (figure.low, figure.high)
    )
    number = low if low == high else f"{low} to {high}"
    name = unit.one if number == "1" and figure.relation == "=" else unit.several
    return f"{number} {name}" if name else number


def _number(value: float) -> str:
    """The value with thousands parted, from a million on in words."""
    for power, name in _POWERS:
        share = round(value / power, _DECIMALS)
        if abs(share) >= 1 and math.isclose(share * power, value, rel_tol=1e-12):
            return f"{_plain(share)} {name}"
    return _plain(value)


def _rounded(value: float) -> str:
    return _plain(float(f"{value:.{_DIGITS}g}"))


def _plain(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,.6f}".rstrip("0")


def _hedge(figure: Figure) -> str:
    rows = _hedges()
    begun = next((told for start, told in rows.items() if figure.text.startswith(start)), None)
    return begun or rows[figure.relation]


@cache
def _hedges() -> Mapping[str, str]:
    return {
        word: told
        for words, told in resources.read_rows("render/english-hedges.tsv", 2)
        for word in words.split()
    }


@cache
def _units() -> Mapping[str, _Unit]:
    found: dict[str, _Unit] = {}
    for words, *names in resources.read_rows("render/english-readings.tsv", 3):
        one, several, factor, other = (*("" if n == "-" else n for n in names), "0", "")[:4]
        found |= dict.fromkeys(words.split(), _Unit(one, several, _factor(factor), other))
    return found


def _factor(text: str) -> float:
    part, _, whole = text.partition("/")
    return int(part) / int(whole or 1)
