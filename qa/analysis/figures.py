"""Figures: the quantities of a sentence with value, bounds, unit and what is counted.

A figure is shown as it stands (18.6余万元) and compared by value (186000 and more, 元). Numbers
that do not count anything (一把手, 十九届, 12345热线, dates) are not figures. How they are
written lies in data/analysis/figures.toml.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from qa.language import resources
from qa.language.clauses import clause_around
from qa.language.glances import Needs, any_needs, needs_of
from qa.language.normalization import fold
from qa.language.numerals import number_pattern, power_pattern, value_of
from qa.language.patterns import any_of, read_grammar
from qa.language.units import exclusions, spelling, unit_kind, unit_pattern
from qa.model import Figure

_FILE = "analysis/figures.toml"
_TAKEN = "\0"  # stands where a number counts nothing or is already read
_NEAR = 30  # characters of a clause before a figure that tell what it counts
_SIGNED = ("share", "degree")
_AFTERWARDS = frozenset(("persons", "households", "things"))
"""Kinds whose units stand before the noun they count; of others it stands before the figure."""


@cache
def _relations() -> dict[str, str]:
    """How value and figure relate, by the words before and behind it."""
    table = resources.read_toml(_FILE)
    tables = (table["before"], table["before-powers"], table["after"])
    return {
        word: sign for found in tables for sign, words in found.items() for word in words.split()
    }


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The grammar of figures by name."""
    table = resources.read_toml(_FILE)
    words = {
        name: any_of(" ".join(table[name].values()).split())
        for name in ("before", "before-powers", "after")
    }
    known = {"number": number_pattern(), "power": power_pattern(), "unit": unit_pattern()}
    return read_grammar(_FILE, words | known, glances=True)


@cache
def _words(name: str) -> dict[str, str]:
    words: dict[str, str] = resources.read_toml(_FILE)[name]
    return words


class _Number(NamedTuple):
    """A figure without its surroundings."""

    span: tuple[int, int]
    low: Decimal
    high: Decimal
    unit: str
    relation: str = "="


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a sentence in order; they never overlap.

    Args:
        text: A sentence; offsets of the figures count its characters from 0.
    """
    if not text:
        return ()
    folded = fold(text)
    left = _take(folded, (match.span() for match in exclusions().finditer(folded)))
    numbers: list[_Number] = []
    characters = set(left)
    for find, needs in _finders():
        if needs is not None and needs.isdisjoint(characters):
            continue
        found = list(find(left))
        left = _take(left, (number.span for number in found))
        numbers += found
    return tuple(_figure(number, text, folded) for number in sorted(numbers, key=lambda n: n.span))


def _take(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with stretches overwritten, so that no number is read there and offsets stay."""
    for start, end in spans:
        text = text[:start] + _TAKEN * (end - start) + text[end:]
    return text


def _figure(number: _Number, text: str, folded: str) -> Figure:
    start, end = number.span
    clause = clause_around(text, start, end)
    before = folded[max(clause[0], start - _NEAR) : start]
    low, high = sorted((number.low, number.high))
    return Figure(
        text=text[start:end],
        start=start,
        end=end,
        low=low,
        high=high,
        unit=number.unit,
        relation=number.relation,
        of=_counted(number, before, folded[end : clause[1]]),
        clause=clause,
        change=bool(_patterns()["changed"].search(before)),
    )


def _ratios(text: str) -> Iterator[_Number]:
    """2.21∶1, given as the quotient."""
    for match in _patterns()["ratio"].finditer(text):
        value = Decimal(match["low"]) / (Decimal(match["high"]) or 1)
        yield _Number(match.span(), value, value, "∶", _relation(match))


def _fractions(text: str) -> Iterator[_Number]:
    """三分之一 and 1/3, given in percent."""
    for match in _patterns()["fraction"].finditer(text):
        part = value_of(match["part"] or match["part2"])
        whole = value_of(match["whole"] or match["whole2"])
        if part is not None and whole and (part <= whole or whole == 100):
            value = round(100 * part / whole, 6)
            yield _Number(match.span(), value, value, "%", _relation(match))


def _tenths(text: str) -> Iterator[_Number]:
    """九成二."""
    for match in _patterns()["tenths"].finditer(text):
        low, tenth = value_of(match["low"]), value_of(match["tenth"])
        if low is not None and tenth is not None:
            value = low + tenth / 10
            yield _Number(match.span(), value, value, "成", _relation(match))


def _halves(text: str) -> Iterator[_Number]:
    """一个半月 and 两年半."""
    for match in _patterns()["halves"].finditer(text):
        low = value_of(match["low"])
        if low is not None and low == int(low):
            written = match["unit"] or match["span"]
            value, unit = low + Decimal("0.5"), _words("half-units").get(written, written)
            yield _Number(match.span(), value, value, unit, _relation(match))


def _unsaid(text: str) -> Iterator[_Number]:
    """平均分达到92.3, 旅游人次86.5万: what stands before tells the unit."""
    for name, unit in _words("unsaid-units").items():
        for match in _patterns()[name].finditer(text):
            value = value_of(match["low"])
            if value is not None:
                yield _Number(match.span("low"), value, value, unit)


@cache
def _finders() -> tuple[tuple[Callable[[str], Iterator[_Number]], Needs], ...]:
    """What finds figures, in the order in which they claim text, and what each needs."""
    patterns = _patterns()
    return (
        (_ratios, needs_of(patterns["ratio"])),
        (_fractions, needs_of(patterns["fraction"])),
        (_tenths, needs_of(patterns["tenths"])),
        (_halves, needs_of(patterns["halves"])),
        (_unsaid, any_needs(needs_of(patterns[name]) for name in _words("unsaid-units"))),
        (_plain, needs_of(patterns["plain"])),
    )


def _plain(text: str) -> Iterator[_Number]:
    """The numbers of the usual form."""
    position = 0
    while match := _patterns()["plain"].search(text, position):
        read = _read(match)
        position = read.span[1] if read else match.start("low") + _skip(match)
        if read:
            yield read


def _skip(match: re.Match[str]) -> int:
    """How far a refused number reaches: whole if Arabic, else one character."""
    return len(match["low"]) if match["low"][0].isdigit() else 1


def _read(match: re.Match[str]) -> _Number | None:
    """The number of a match, or None when it counts nothing."""
    unit = spelling(match["unit"] or "")
    if _is_class(match):
        return None
    if not unit and not (match["power"] and match["low"][0].isdigit()):
        return None
    bounds = _bounds(match)
    if bounds is None:
        return None
    (low, high), start = bounds, match.start("low")
    relation = _relation(match, "range" if low != high else "=")
    if match["sign"] and unit_kind(unit) in _SIGNED:
        start, low, high = match.start("sign"), -high, -low
    if match["before"]:
        start = match.start("before")
    return _Number((start, match.end()), low, high, unit, relation)


def _bounds(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest value meant; 三四名 and 3—4名 have two."""
    low, power = match["low"], match["power"]
    if match["high"]:
        return _range(match)
    if (pair := _patterns()["pair"].fullmatch(low)) and pair[1] != pair[2]:
        values = [value_of(digit + pair[3] + power) for digit in pair.group(1, 2)]
    else:
        values = [value_of(low + power)] * 2
    first, second = values
    return None if first is None or second is None else (first, second)


def _range(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The ends of 1—2万元, which means 万 twice; 500—1万元 and 5元—1万元 do not."""
    first, second = value_of(match["low"]), value_of(match["high"])
    shared = first is not None and second is not None and first <= second
    if shared and not match["power"] and not match["lowunit"]:
        first = value_of(match["low"] + match["highpower"])
    else:
        first = value_of(match["low"] + match["power"])
    second = value_of(match["high"] + match["highpower"])
    return None if first is None or second is None else (first, second)


def _is_class(match: re.Match[str]) -> bool:
    """Whether a lone power of ten only says how great things are: 每千人, 百日, 单位:万元."""
    qualified = any(match[name] for name in ("before", "more", "power", "more2", "more3", "after"))
    return not qualified and bool(_patterns()["class"].fullmatch(match["low"]))


def _relation(match: re.Match[str], relation: str = "=") -> str:
    """How value and figure relate, from the words before and after it."""
    groups = match.groupdict()
    for word in (groups["after"], groups.get("before")):
        if word:
            return _relations()[word]
    more = any(groups.get(name) for name in ("more", "more2", "more3"))
    return ">" if more else relation


def _counted(number: _Number, before: str, after: str) -> str:
    """The noun that the figure counts: behind it, or before it if a verb or nothing follows."""
    patterns = _patterns()
    behind, ahead = patterns["behind"].match(after), patterns["ahead"].search(before)
    if behind and patterns["moved"].match(behind[1]):
        behind = None
    if ahead and unit_kind(number.unit) not in _AFTERWARDS:
        behind = None
    found = behind or ahead
    return patterns["adverb"].split(found[1])[0] if found else ""
