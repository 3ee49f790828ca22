"""Numerals: the one reader of numbers, in digits, Chinese or both: 1亿3000万, 三十六点五, 伍佰万.

Values are exact decimals: 64.1亿 is 6410000000. The characters lie in data/language/numerals.toml.
"""

from decimal import Decimal
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from qa.language import resources
from qa.language.patterns import lazy_pattern

_FILE = "language/numerals.toml"
_LONGEST = 15  # digits; what is longer is a code
_ARABIC = r"(?:\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_PLAIN = lazy_pattern(r"\d*\.\d+|\d+")


class _Signs(NamedTuple):
    """The characters of Chinese numbers."""

    arabic: dict[int, str]
    """The Arabic digit of each Chinese one."""
    plain: dict[int, str]
    """What is read for a character: 一 for 壹, 二十 for 廿."""
    worth: dict[str, int]
    """What each power is worth, in plain characters, the greatest first."""
    point: str
    half: str
    digit: str
    """A character class of a regular expression, as are the next three."""
    inside: str
    """Of all that may stand in a number in common characters."""
    formal: str
    formal_inside: str
    power: str
    """A regular expression for a power up to a thousand."""
    rough: str
    """The character class of what may stand before the last power."""
    myriad: str
    """The character class of the greater ones."""
    any_power: str
    """The character class of all."""


@cache
def _signs() -> _Signs:
    table = resources.read_toml(_FILE)
    digits, powers, myriads = table["digits"], table["powers"], table["myriads"]
    formal, short = table["formal"], table["short"]
    plain = {char: key[0] for key in (*digits, *powers, *myriads) for char in key}
    common = [char for key in digits for char in key if char not in formal]
    kept = {key[0]: table["units"].get(key[0], "") for key in powers}
    return _Signs(
        arabic={ord(char): str(value) for key, value in digits.items() for char in key},
        plain=str.maketrans(plain | short),
        worth={key[0]: value for key, value in (*myriads.items(), *powers.items())},
        point=table["point"],
        half=table["half"],
        digit=f"[{''.join(common)}]",
        inside=f"[{''.join((*common, *short, *kept, *myriads, table['half']))}]",
        formal=f"[{formal}](?=[{table['formal_powers']}{''.join(myriads)}])",
        formal_inside=f"[{formal}{table['formal_powers']}{''.join((*myriads, *digits))}]",
        power="(?:" + "|".join(p + (f"(?![{u}])" if u else "") for p, u in kept.items()) + ")",
        rough=f"[{table['rough']}]",
        myriad=f"[{''.join(myriads)}]",
        any_power=f"[{''.join((*kept, *myriads))}]",
    )


def value_of(number: str) -> Decimal | None:
    """The exact value of a number, None if it is not well formed.

    十二 is 12, 两百五 is 250, 1亿3000万 is 130000000, 二〇二三 is 2023, 半 is 0.5, ③ is 3.
    """
    plain = normalize("NFKC", number).replace(",", "").translate(_signs().plain)
    return Decimal("0.5") if plain == _signs().half else _value(plain)


def integer_of(numeral: str) -> int:
    """The whole value of 三, 二十一, 12 or ③; 0 if it is no number."""
    return int(value_of(numeral) or 0)


def _value(text: str) -> Decimal | None:
    """The value of a number in plain characters: what its greatest power counts, and the rest."""
    for power, worth in _signs().worth.items():
        before, found, after = text.rpartition(power)
        if found:
            times = _value(before) if before else Decimal(1)
            rest = _rest(after, worth)
            # 万千 is no number: what stands behind counts less.
            if times is None or rest is None or rest >= worth:
                return None
            return times * worth + rest
    return _digits(text)


def _rest(text: str, worth: int) -> Decimal | None:
    """What stands behind a power; a lone digit counts the next smaller one: 一万二 is 12000."""
    value = _value(text) if text else Decimal(0)
    short = len(text) == 1 and worth > 10
    return value * worth / 10 if value and short else value


def _digits(text: str) -> Decimal | None:
    """The value of digits one after another, with or without a point."""
    arabic = to_digits(text).replace(_signs().point, ".")
    well_formed = len(text) <= _LONGEST and _PLAIN.fullmatch(arabic)
    return Decimal(arabic) if well_formed else None


@cache
def myriads() -> dict[str, int]:
    """The powers that count all that stands before them, the greatest first: 亿 and 万."""
    return {key[0]: value for key, value in resources.read_toml(_FILE)["myriads"].items()}


@cache
def powers() -> str:
    """The powers of ten, one behind the other: 亿万千百十."""
    return "".join(_signs().worth)


@cache
def scales() -> tuple[tuple[int, str], ...]:
    """The scales that numbers are written in, the smallest first: none, 万, 亿 and 万亿."""
    (great, most), (small, more) = myriads().items()
    return (1, ""), (more, small), (most, great), (more * most, small + great)


@cache
def written(count: int) -> str:
    """A number from 1 to 99 as headings write it: 三, 十二, 二十."""
    signs = {value: key[0] for key, value in resources.read_toml(_FILE)["digits"].items()}
    ten = next(key[0] for key, value in resources.read_toml(_FILE)["powers"].items() if value == 10)
    tens, ones = divmod(count, 10)
    return (signs[tens] if tens > 1 else "") + (ten if tens else "") + (signs[ones] if ones else "")


def to_digits(text: str) -> str:
    """The text with an Arabic digit in the place of every Chinese one."""
    return text.translate(_signs().arabic)


def write(value: Decimal) -> str:
    """A value in Arabic digits, no more than it needs: 37, 0.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def power_pattern() -> str:
    """A regular expression for the powers of ten behind a number; it may match nothing."""
    return f"(?:{_signs().power}?{_signs().myriad}{{0,2}})"


@cache
def number_pattern() -> str:
    """A regular expression for a number in folded text; it never begins inside another one.

    Of a number in digits it leaves the last power to `power_pattern`, for 多 may stand between.
    """
    signs = _signs()
    power = f"(?:{signs.power}{signs.myriad}{{0,2}}|{signs.myriad}{{1,2}})"
    chinese = (
        rf"{signs.inside}{{1,32}}"
        rf"(?:(?<={signs.digit}){signs.point}{signs.digit}+(?!{signs.power}){signs.myriad}{{0,2}})?"
    )
    # 1亿3000, 1亿三千万: each part but the last with its power. 390万65岁 are two numbers.
    behind = rf"\d{{3,8}}(?![\d.])|\d+(?:\.\d+)?{signs.rough}?{power}|{signs.digit}+{power}"
    part = rf"(?:{_ARABIC}{power}(?={behind}))"
    last = rf"{_ARABIC}(?:{power}(?={signs.rough}{power}))?"
    digits = rf"(?<!\d)(?:{part}+{signs.digit}{signs.inside}*|{part}*{last})"
    formal = f"{signs.formal}{signs.formal_inside}{{1,31}}"
    # 9万亿三个台阶 are two numbers.
    begin = rf"(?:(?<!{signs.inside})|(?<=\d{signs.any_power})|(?<=\d{signs.any_power}{{2}}))"
    return f"(?:{digits}|{begin}(?:{formal}|{chinese}))"
