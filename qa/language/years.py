"""Years: those that a text names, in digits or in Han numerals, and those of five-year plans."""

import re
from functools import cache

from qa.language.normalization import fold
from qa.language.units import exclusions, units

_YEAR = re.compile(
    r"(?<![\d.“\"])((?:19|20)\d\d)(?:\s?[—–\-~－至]\s?((?:19|20)\d\d))?\s?(年)?(?![\d”\"])"
)
_HAN_YEAR = re.compile(r"(?:一九|二[〇零])[〇零一二三四五六七八九]{2}(?=年)")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DOCUMENT = re.compile(r"《[^》]*》")
_PAST = r"(?:(?:19|20)\d\d年|[上去前]年)"
_COMPARED = re.compile(rf"(?<!对)[比较]{_PAST}|[与同和]{_PAST}(?:同期)?相比")
_FIVE_YEARS = re.compile(
    r"十([一二三四五六七八九])五(?=[”\"]?(?:时期|期间|末|规划|目标|开|[^，,。0-9]{0,8}目标))"
)
_ORDER, _FIRST_END = "一二三四五六七八九", 2010


def years_in(text: str, now: int | None = None) -> tuple[int, ...]:
    """The years that a text names, ascending; those inside 《titles》 are left out.

    Args:
        text: A question, heading or sentence.
        now: The year that 今年 means, if known.
    """
    folded = _HAN_YEAR.sub(lambda m: m[0].translate(_HAN_DIGITS), _DOCUMENT.sub("", fold(text)))
    if now is not None:
        folded = _COMPARED.sub("", folded)
    years: set[int] = set()
    for match in _YEAR.finditer(folded):
        first = int(match[1])
        last = int(match[2] or first)
        if first <= last <= first + 30 and (match[2] or match[3] or not _counts(match)):
            # A span of years says nothing of each year within it.
            years.update((first, last))
    if now is not None:
        years |= _relative(folded, now)
    return tuple(sorted(years))


@cache
def _measure() -> re.Pattern[str]:
    words = "|".join(re.escape(u) for u in sorted(units(), key=lambda u: (-len(u), u)))
    return re.compile(rf"\s?(?:[余百千万亿]|多(?!少)|\.\d|{words})")


def _counts(match: re.Match[str]) -> bool:
    """Whether a bare number counts things: 2000人, 2000余件; 2023人均 does not."""
    if not _measure().match(match.string, match.end(1)):
        return False
    return not exclusions().match(match.string, match.start())


def _relative(folded: str, now: int) -> set[int]:
    """The years of 今年, 去年 and 明年."""
    years = set()
    if re.search("[今本]年|今明两年", folded):
        years.add(now)
    if re.search("去年|过去一年", folded):
        years.add(now - 1)
    if re.search("明年|今明两年", folded):
        years.add(now + 1)
    return years


def plan_ends(text: str, now: int | None) -> set[int]:
    """The last years of the five-year plans in a text that are to come: 十五五 ends in 2030.

    Args:
        text: A heading or sentence.
        now: The year of the report, if known.
    """
    ends = {_FIRST_END + 5 * _ORDER.index(match[1]) for match in _FIVE_YEARS.finditer(text)}
    return {year for year in ends if now is None or year > now}
