"""Periods: the years a sentence speaks of, and whether it tells of plans.

A sentence tells of the years that it names and of those that its headings name, else of the year
that its report covers, or plans for.
"""

import re
from dataclasses import dataclass

from qa.analysis.timelines import Timeline, is_planned
from qa.language.normalization import fold
from qa.language.years import plan_ends, years_in
from qa.model import Report, Sentence

# 将 before what is done with a thing (将普法纳入计划) tells of no future.
_WILL = re.compile(
    r"(?:^|[,，。;；])(?:(?:今年|明年|下一步)[,，]?)?(?:我们)?(?:要(?![求素点害件紧道闻么])|力争|打算"
    r"|计划(?!生育|指标)|拟(?![定订])|将(?![^,，。;；]{0,60}(?:[入为到成进给至]|作为|统一|整合)))"
    r"|将(?:继续|进一步)"
)
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


def period_of(sentence: Sentence, report: Report, timeline: Timeline) -> Period:
    """The period of a sentence.

    Args:
        sentence: With its section path.
        report: The report it stands in.
        timeline: Of the report.
    """
    now, covered = report.year, timeline.covered
    own = set(years_in(sentence.text, now))
    headed = _headed(sentence.section, now, covered)
    planned, will = is_planned(sentence.section, timeline), bool(_WILL.search(fold(sentence.text)))
    years = own | headed | plan_ends(" ".join((sentence.text, *sentence.section)), now)
    if not headed and covered is not None:
        ahead = planned or (will and not own)
        years.add(max(covered + 1, now or 0) if ahead else covered)
    if not sentence.section and now is not None:
        years.add(now)  # who gives the report, when and where
    plan = planned or (will and not own)
    if covered is not None:
        plan = plan or min(headed, default=0) > covered or (will and min(own, default=0) >= covered)
    # 过去五年和2025年工作回顾 tells of either.
    telling = (sentence.text, *(h for h in sentence.section if not years_in(h, now)))
    several = any(_SEVERAL.search(fold(text)) for text in telling)
    return Period(tuple(sorted(years)), plan, bool(own), several)


def _headed(section: tuple[str, ...], now: int | None, covered: int | None) -> set[int]:
    """The years that headings name; 下一年度 is the one after the year covered."""
    headings = " ".join(section)
    years = set(years_in(headings, now))
    if "下一年" in headings and covered is not None:
        years.add(covered + 1)
    return years
