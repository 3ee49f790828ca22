"""Periods: the years a sentence speaks of, and whether it tells of plans.

A report given in 2026 reviews 2025 and plans 2026, so the year of a report is not the year of its
figures. A sentence tells of the years that it names and of those that its headings name, else of
the year that the report covers.
"""

import re
from dataclasses import dataclass
from functools import cache

from qa.model import Report, Sentence
from qa.text import fold
from qa.units import exclusions, units

_YEAR = re.compile(
    r"(?<![\d.“\"])((?:19|20)\d\d)(?:\s?[—–\-~－至]\s?((?:19|20)\d\d))?\s?(年)?(?![\d”\"])"
)
_HAN_YEAR = re.compile(r"(?:一九|二[〇零])[〇零一二三四五六七八九]{2}(?=年)")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DOCUMENT = re.compile(r"《[^》]*》")
_PAST = r"(?:(?:19|20)\d\d年|[上去前]年)"
_COMPARED = re.compile(rf"(?<!对)[比较]{_PAST}|[与同和]{_PAST}(?:同期)?相比")
_PLAN = re.compile(
    "安排|部署|打算|计划|目标|任务|思路|展望|要点|下一步|下一年|下步|(?:工作|对策|意见)建议|建议$"
)
_REVIEW = re.compile("回顾|成效|举措|完成|总结|情况|成绩|工作开展|上一年|发展历程")
# 将 before what is done with a thing (将普法纳入计划) tells of no future.
_WILL = re.compile(
    r"(?:^|[,，。;；])(?:(?:今年|明年|下一步)[,，]?)?(?:我们)?(?:要(?![求素点害件紧道闻么])|力争|打算"
    r"|计划(?!生育|指标)|拟(?![定订])|将(?![^,，。;；]{0,60}(?:[入为到成进给至]|作为|统一|整合)))"
    r"|将(?:继续|进一步)"
)


_FIVE_YEARS = re.compile(
    r"十([一二三四五六七八九])五(?=[”\"]?(?:时期|期间|末|规划|目标|[^，,。0-9]{0,8}目标))"
)
_ORDER, _FIRST_END = "一二三四五六七八九", 2010
_SEVERAL = re.compile(
    r"[一二三四五六七八九十]五[”\"]?(?:时期|期间|以来|末|规划|发展|主要|经济|时|是|我)"
    r"|(?:今后|未来|过去|接下来)[三五十]年|[三五十]年[来间]|这[三五十]年|年均"
)


@dataclass(frozen=True, slots=True)
class Period:
    """When the facts of a sentence hold."""

    years: tuple[int, ...]
    """Ascending; empty if nothing tells."""
    plan: bool
    """Whether the sentence stands among plans and targets."""
    explicit: bool = False
    """Whether the sentence itself names a year."""
    several: bool = False
    """Whether it tells of several years together: a plan of five years or what came of one."""


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


def covered_year(report: Report, headings: tuple[str, ...]) -> int | None:
    """The year whose facts a report tells: the year of its review heading, else its own.

    Args:
        report: With the year that it is filed under.
        headings: The outermost ones.
    """
    for heading in headings:
        if _REVIEW.search(heading) and not _PLAN.search(heading):
            years = years_in(heading, report.year)
            past = [y for y in years if report.year is None or y <= report.year]
            if past:
                return max(past)
    planned = any(_PLAN.search(h) and report.year in years_in(h, report.year) for h in headings)
    reviewed = any(_REVIEW.search(h) and not _PLAN.search(h) for h in headings)
    if report.year is not None and planned and reviewed:
        return report.year - 1
    return report.year


def period_of(sentence: Sentence, report: Report, covered: int | None) -> Period:
    """The period of a sentence.

    Args:
        sentence: With its section path.
        report: The report it stands in.
        covered: What `covered_year` gave for the report.
    """
    own = set(years_in(sentence.text, report.year))
    headed = _headed(sentence.section, report.year, covered)
    planned, will = _is_planned(sentence.section), bool(_WILL.search(fold(sentence.text)))
    years = own | headed | _plan_ends(" ".join((sentence.text, *sentence.section)), report.year)
    if not headed and covered is not None:
        ahead = planned or (will and not own)
        years.add(max(covered + 1, report.year or 0) if ahead else covered)
    if not sentence.section and report.year is not None:
        years.add(report.year)  # who gives the report, when and where
    plan = planned or (will and not own)
    if covered is not None:
        plan = plan or min(headed, default=0) > covered or (will and min(own, default=0) >= covered)
    # 过去五年和2025年工作回顾 tells of either.
    telling = (sentence.text, *(h for h in sentence.section if not years_in(h, report.year)))
    several = any(_SEVERAL.search(fold(text)) for text in telling)
    return Period(tuple(sorted(years)), plan, bool(own), several)


def _plan_ends(text: str, now: int | None) -> set[int]:
    """The last years of the five-year plans in a text that are to come: 十五五 ends in 2030."""
    ends = {_FIRST_END + 5 * _ORDER.index(match[1]) for match in _FIVE_YEARS.finditer(text)}
    return {year for year in ends if now is None or year > now}


def _headed(section: tuple[str, ...], now: int | None, covered: int | None) -> set[int]:
    """The years that headings name; 下一年度 is the one after the year covered."""
    headings = " ".join(section)
    years = set(years_in(headings, now))
    if "下一年" in headings and covered is not None:
        years.add(covered + 1)
    return years


def _is_planned(section: tuple[str, ...]) -> bool:
    """Whether the outermost heading that tells speaks of plans and not of what was done."""
    for heading in section:
        plan, review = bool(_PLAN.search(heading)), bool(_REVIEW.search(heading))
        if plan != review:
            return plan
    return False
