"""Figures: the quantities of a sentence with value, bounds, unit and what is counted.

A figure is shown as it stands (18.6余万元) and compared by value (186000 and more, 元). Numbers
that do not count anything (一把手, 十九届, 第一责任人, 12345热线, dates) are not figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from qa.language.clauses import clause_around
from qa.language.normalization import fold
from qa.language.units import exclusions, kind_of, units
from qa.model import Figure

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_POWERS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_LONGEST = 15  # digits; what is longer is a code

_ARABIC = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = r"[零〇一二两三四五六七八九十百千万亿半]{1,14}"
_NUMBER = rf"(?:(?<!\d)(?:{_ARABIC})|{_HAN})"
_POWER = r"(?:[十百千](?![瓦米克伏卡]))?[万亿]{0,2}"
_DASH = r"(?:[—–\-~－～―]+|至|到)"
_SIGN = r"(?P<sign>(?<![^一-鿿(,、])[-−]|负|零下)?"
_BEFORE = (
    r"(?P<before>不足|不到|少于|低于|接近|将近|近(?![一-鿿\d]{1,3}(?:年|个月|天|日|周|月))|约|大约"
    r"|超过|超|突破|逾|至少|不少于|不低于|不超过|最多|(?:上|好几|[几数])(?=[十百千万亿]))?"
)
_AFTER = r"(?P<after>以上|以下|以内|左右|上下)?"
_BELOW = {
    **dict.fromkeys(("不足", "不到", "少于", "低于", "接近", "将近", "近"), "<"),
    **dict.fromkeys(("不超过", "最多", "以下", "以内"), "<="),
}
_ABOVE = {
    **dict.fromkeys(("超过", "超", "突破", "逾", "几", "数", "好几"), ">"),
    **dict.fromkeys(("至少", "不少于", "不低于", "上", "以上"), ">="),
}
_PAIR = re.compile("([一二三四五六七八九])([一二三四五六七八九])([十百千万亿]*)")  # 三四, 五六十
_SIGNED = ("share", "degree")
_AFTERWARDS = frozenset(("persons", "households", "things"))
"""Kinds whose units stand before the noun they count; of others it stands before the figure."""

# Numbers of a form of their own: 2.21∶1, 三分之一, 1/3, 一个半月, 两年半.
_RATIO = re.compile(
    r"(?<![\d:∶.])(?P<low>\d{1,9}(?:\.\d{1,9})?)[:∶](?P<high>\d{1,9}(?:\.\d{1,9})?)(?![\d:∶]|\.\d)"
    + _AFTER
)
_FRACTION = re.compile(
    rf"{_BEFORE}(?:(?P<whole>{_NUMBER})分之(?P<part>{_NUMBER})"
    rf"|(?<![\d/.])(?P<part2>\d{{1,2}})/(?P<whole2>\d{{1,3}})(?![\d/a-z年月]))(?P<more>[余多])?{_AFTER}"
)
_HALVES = re.compile(
    rf"{_BEFORE}(?P<low>{_NUMBER})(?:个半(?P<span>小时|月|钟头)|(?P<unit>年|天|小时|个月|倍)半(?![一-鿿]?[年月天]))"
    + _AFTER
)


@cache
def _pattern() -> re.Pattern[str]:
    """The grammar of a figure, with the measure words of the data file, longest first."""
    measure = "|".join(re.escape(u) for u in sorted(units(), key=lambda u: (-len(u), u)))
    return re.compile(
        rf"{_BEFORE}{_SIGN}(?P<low>{_NUMBER})(?P<more>[余多来几]?)"
        rf"(?P<power>{_POWER})(?P<more2>[余多]?)"
        rf"(?:(?P<lowunit>%|{measure})?{_DASH}(?P<high>{_NUMBER})(?P<highpower>{_POWER}))?"
        rf"(?P<more3>[余多]?)(?P<unit>{measure})?{_AFTER}"
    )


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a sentence in order; they never overlap.

    Args:
        text: A sentence; offsets of the figures count its characters from 0.
    """
    folded = fold(text)
    blocked = bytearray(len(folded))  # 1 where a number counts nothing or is already read
    for match in exclusions().finditer(folded):
        _block(blocked, match.span())
    found: list[_Number] = []
    for number in _special(folded):
        if not any(blocked[slice(*number.span)]):
            found.append(number)
            _block(blocked, number.span)
    found += _plain(folded, blocked)
    return tuple(_figure(number, text, folded) for number in sorted(found, key=lambda n: n.span))


def _plain(folded: str, blocked: bytearray) -> Iterator["_Number"]:
    """The numbers of the usual form, those that touch what is blocked left out."""
    position = 0
    while match := _pattern().search(folded, position):
        read = _read(match, folded, blocked)
        # A refused match may hide a figure inside itself, so only one character is skipped.
        position = read.span[1] if read else match.start("low") + _skip(match)
        if read:
            yield read


def _block(blocked: bytearray, span: tuple[int, int]) -> None:
    start, end = span
    blocked[start:end] = b"\1" * (end - start)


@dataclass(frozen=True, slots=True)
class _Number:
    """A figure without its surroundings."""

    span: tuple[int, int]
    low: float
    high: float
    unit: str
    relation: str = "="


def _figure(number: _Number, text: str, folded: str) -> Figure:
    start, end = number.span
    clause = clause_around(text, start, end)
    counted = _counted(folded, number, clause)
    low, high = sorted((number.low, number.high))
    return Figure(
        text[start:end], start, end, low, high, number.unit, number.relation, counted, clause
    )


def _special(folded: str) -> Iterator[_Number]:
    """The numbers of a form of their own; a fraction is given in percent, a ratio as quotient."""
    for match in _RATIO.finditer(folded):
        value = float(match["low"]) / (float(match["high"]) or 1)
        yield _Number(match.span(), value, value, "∶", _relation(match, "="))
    for match in _FRACTION.finditer(folded):
        part, whole = (
            value_of(match["part"] or match["part2"]),
            value_of(match["whole"] or match["whole2"]),
        )
        if part is not None and whole and part < whole:
            value = round(100 * part / whole, 6)
            yield _Number(
                match.span(), value, value, "%", _relation(match, ">" if match["more"] else "=")
            )
    for match in _HALVES.finditer(folded):
        low = value_of(match["low"])
        if low is not None and low == int(low):
            unit = match["unit"] or {"小时": "小时", "月": "个月"}.get(match["span"], "小时")
            yield _Number(match.span(), low + 0.5, low + 0.5, unit, _relation(match, "="))


def _skip(match: re.Match[str]) -> int:
    """How far a refused number reaches: whole if Arabic, else one character."""
    return len(match["low"]) if match["low"][0].isdigit() else 1


def _read(match: re.Match[str], folded: str, blocked: bytearray) -> _Number | None:
    """The number of a match, or None when it counts nothing."""
    start, end = match.start("low"), match.end()
    unit, power = match["unit"] or "", _power(match["power"])
    if any(blocked[start:end]) or _is_part(match, folded) or _is_class(match):
        return None
    if not unit and (power == 1 or not match["low"][0].isdigit()):
        return None
    bounds = _bounds(match, power)
    if bounds is None:
        return None
    low, high = bounds
    relation = "range" if low != high else "="
    if match["more"] or match["more2"] or match["more3"]:
        relation = ">"
    if match["sign"] and kind_of(unit) in _SIGNED:
        start, low, high = match.start("sign"), -high, -low
    if match["before"]:
        start = match.start("before")
    return _Number((start, end), low, high, unit, _relation(match, relation))


def _bounds(match: re.Match[str], power: int) -> tuple[float, float] | None:
    """The least and the greatest value meant; 三四名 and 3—4名 have two."""
    first = second = value_of(match["low"])
    if first is None or second is None:
        return None
    if match["high"]:
        second = value_of(match["high"])
        if second is None:
            return None
        last = _power(match["highpower"])
        # 1—2万元 means 万 twice; 500—1万元 and 5元—1万元 do not.
        shared = power == 1 and not match["lowunit"] and first <= second
        return first * (last if shared else power), second * last
    if (pair := _PAIR.fullmatch(match["low"])) and _DIGITS[pair[2]] - _DIGITS[pair[1]] == 1:
        power *= _power(pair[3])
        first, second = _DIGITS[pair[1]], _DIGITS[pair[2]]
    return first * power, second * power


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


def _is_class(match: re.Match[str]) -> bool:
    """Whether a lone power of ten only says how great things are: 每千人, 百日, 单位:万元."""
    qualified = any(match[name] for name in ("before", "more", "power", "more2", "more3", "after"))
    return match["low"] in ("百", "千", "万", "亿") and not qualified


def _relation(match: re.Match[str], relation: str) -> str:
    """How value and figure relate, from the words before and after it."""
    groups = match.groupdict()
    for word in (groups["after"], groups.get("before")):
        if word:
            return _BELOW.get(word) or _ABOVE.get(word) or "~"
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
        return None if len(number) > _LONGEST else int(value) if value.is_integer() else value
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
            group = section + digit
            # 亿 counts all before it, 万 what stands since: 一亿二千万.
            before, group = (0, total + group) if character == "亿" else (total, group)
            total = before + (group or 1) * _MYRIADS[character]
            section = digit = 0
    return total + section + digit


_NEAR = 30  # characters before a figure in which the noun it counts stands
_BEHIND = re.compile(r"的?(?!的)([一-鿿]{2,8})")
_AHEAD = re.compile(
    r"[共已均又还]?([一-鿿]{2,8}?)(?:达到|[达为是共约均至到了有已超近由从])*[^一-鿿]*$"
)
_ADVERBS = re.compile("(?<=.)(?:也|已|全部|分别|累计)")
_MOVED = re.compile(r"[增减升降提缩压扩达到至占比同较以左完成]")


def _counted(folded: str, number: _Number, clause: tuple[int, int]) -> str:
    """The noun that the figure counts: behind it, or before it if a verb or nothing follows."""
    behind = _BEHIND.match(folded[number.span[1] : clause[1]])
    near = max(clause[0], number.span[0] - _NEAR)
    ahead = _AHEAD.search(folded[near : number.span[0]])
    if behind and _MOVED.match(behind[1]):
        behind = None
    if ahead and kind_of(number.unit) not in _AFTERWARDS:
        behind = None
    found = behind or ahead
    return _ADVERBS.split(found[1])[0] if found else ""


def same_value(left: Figure, right: Figure) -> bool:
    """Whether two figures say the same value in the same unit."""
    return (left.low, left.high, left.unit) == (right.low, right.high, right.unit)


def shift(figure: Figure, by: int) -> Figure:
    """The figure moved by a number of characters."""
    a, b = figure.clause
    return replace(figure, start=figure.start + by, end=figure.end + by, clause=(a + by, b + by))
