"""Figures: the quantities of a sentence with value, bounds, unit and what is counted.

A figure is shown as it stands (18.6余万元) and compared by value (186000 and more, 元). Numbers
that do not count anything (一把手, 十九届, 第一责任人, 12345热线, dates) are not figures.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from qa.clauses import clause_around
from qa.model import Figure
from qa.text import fold
from qa.units import exclusions, units

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_POWERS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

_RATIO = re.compile(r"(?<![\d:∶])(\d+(?:\.\d+)?)[:∶](\d+(?:\.\d+)?)(?:以内|以下|左右)?(?![\d:∶])")
_BEFORE = r"(?:不足|不到|少于|低于|近|约|大约|超过|超|突破|逾|至少|不少于|不低于|不超过|最多)?"
_ARABIC = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = r"[零〇一二两三四五六七八九十百千万亿半]+"
_NUMBER = rf"(?:{_ARABIC}|{_HAN})"
_POWER = r"[十百千]?[万亿]*"
_DASH = r"(?:[—–\-~－～―]+|至|到)"
_BELOW = {"不足": "<", "不到": "<", "少于": "<", "低于": "<", "近": "<", "不超过": "<=", "最多": "<="}
_ABOVE = {"超过": ">", "超": ">", "突破": ">", "逾": ">", "至少": ">=", "不少于": ">=", "不低于": ">="}


@cache
def _pattern() -> re.Pattern[str]:
    """The grammar of a figure, with the measure words of the data file, longest first."""
    measure = "|".join(re.escape(u) for u in sorted(units(), key=lambda u: (-len(u), u)))
    return re.compile(
        rf"(?P<before>{_BEFORE})(?P<low>{_NUMBER})(?P<more>[余多来几]?)"
        rf"(?P<power>{_POWER})(?P<more2>[余多]?)"
        rf"(?:(?P<lowunit>%|{measure})?{_DASH}(?P<high>{_NUMBER})(?P<highpower>{_POWER}))?"
        rf"(?P<more3>[余多]?)(?P<unit>{measure})?(?P<after>以上|以下|以内|左右|上下)?"
    )


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a sentence in order.

    Args:
        text: A sentence; offsets of the figures count its characters from 0.
    """
    folded = fold(text)
    blocked = [m.span() for m in exclusions().finditer(folded)]
    found = []
    position = 0
    while match := _pattern().search(folded, position):
        figure = _read(match, text, folded, blocked)
        # A refused match may hide a figure inside itself, so only one character is skipped.
        position = figure.end if figure else match.start("low") + _skip(match)
        if figure:
            found.append(figure)
    found += (_ratio(m, text, folded) for m in _RATIO.finditer(folded) if not _touches(m.span(), blocked))
    return tuple(sorted(found, key=lambda f: f.start))


def _ratio(match: re.Match[str], text: str, folded: str) -> Figure:
    """The figure of 2.21∶1, whose value is the quotient."""
    start, end = match.span()
    clause = clause_around(folded, start, end)
    value = float(match[1]) / (float(match[2]) or 1)
    counted = _counted(folded, start, end, clause)
    return Figure(text[start:end], start, end, value, value, "∶", "=", counted, clause)


def _touches(span: tuple[int, int], blocked: Iterable[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in blocked)


def _skip(match: re.Match[str]) -> int:
    """How far a refused number reaches: whole if Arabic, else one character."""
    return len(match["low"]) if match["low"][0].isdigit() else 1


def _read(
    match: re.Match[str], text: str, folded: str, blocked: Iterable[tuple[int, int]]
) -> Figure | None:
    """The figure of a match, or None when the number counts nothing."""
    start, end = match.start("low"), match.end()
    unit, power = match["unit"] or "", _power(match["power"])
    if _touches((start, end), blocked) or _is_part(match, folded):
        return None
    if not unit and (power == 1 or not match["low"][0].isdigit()):
        return None
    low = value_of(match["low"])
    if low is None:
        return None
    high, relation = low * power, "="
    low *= power
    if match["high"]:
        second = value_of(match["high"])
        if second is None:
            return None
        high, relation = second * _power(match["highpower"]), "range"
        low = low if power > 1 else low * _power(match["highpower"])
    elif match["more"] or match["more2"] or match["more3"]:
        relation = ">"
    relation = _relation(match, relation)
    start = match.start() if match["before"] else start
    clause = clause_around(folded, start, end)
    return Figure(
        text[start:end], start, end, low, high, unit, relation, _counted(folded, start, end, clause), clause
    )


def _is_part(match: re.Match[str], folded: str) -> bool:
    """Whether the number belongs to a longer token: 第3, A5, 12.4.1, 3-5-1."""
    before = folded[match.start("low") - 1 : match.start("low")]
    after = folded[match.end() : match.end() + 1]
    if before == "第" or (before.isascii() and before.isalpha()):
        return True
    if before == "." and folded[match.start("low") - 2 : match.start("low") - 1].isdigit():
        return True
    # 一名 counts, 第十一名 and 统一 do not: a Han number must not continue a word to its left.
    return not match["unit"] and after.isascii() and after.isalpha()


def _relation(match: re.Match[str], relation: str) -> str:
    """How value and figure relate, from the words before and after it."""
    if match["after"]:
        return {"以上": ">=", "以下": "<=", "以内": "<="}.get(match["after"], "~")
    if match["before"]:
        before = match["before"]
        return _BELOW.get(before) or _ABOVE.get(before) or "~"
    return relation


def _power(text: str) -> int:
    power = 1
    for character in text:
        power *= _POWERS.get(character) or _MYRIADS[character]
    return power


def value_of(number: str) -> float | None:
    """The value of an Arabic or Chinese number, None if it is not well formed.

    十二 is 12, 两百 is 200, 一万二千 is 12000, 二〇二三 is 2023, 半 is 0.5.
    """
    if number[0].isdigit():
        value = float(number.replace(",", ""))
        return int(value) if value.is_integer() else value
    if number == "半":
        return 0.5
    if "半" in number:
        return None
    if not any(c in _POWERS or c in _MYRIADS for c in number):
        return int("".join(str(_DIGITS[c]) for c in number))
    total = section = digit = 0
    for character in number:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _POWERS:
            section += (digit or 1) * _POWERS[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * _MYRIADS[character]
            section = digit = 0
    return total + section + digit


def _counted(folded: str, start: int, end: int, clause: tuple[int, int]) -> str:
    """The noun that follows the figure, else what stands before it in its clause."""
    after = re.match(r"的?([一-鿿]{2,8})", folded[end : clause[1]])
    before = re.search(r"([一-鿿]{2,8})[^一-鿿]*$", folded[clause[0] : start])
    match = after or before
    return match[1] if match else ""


def same_value(left: Figure, right: Figure) -> bool:
    """Whether two figures say the same value in the same unit."""
    return (left.low, left.high, left.unit) == (right.low, right.high, right.unit)


def shift(figure: Figure, by: int) -> Figure:
    """The figure moved by a number of characters."""
    a, b = figure.clause
    return replace(
        figure, start=figure.start + by, end=figure.end + by, clause=(a + by, b + by)
    )
