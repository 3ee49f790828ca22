"""Timelines: which year a report tells of, and which of its sections tell of plans.

A report given in 2026 reviews 2025 and plans 2026. What comes after the plans, such as how the
government will mend itself, are plans as well, whatever its heading says.
"""

import re
from dataclasses import dataclass

from qa.language.years import plan_ends, years_in
from qa.model import Report

_WORK_REPORT = "政府工作报告"
_APPENDIX = re.compile("名词|注释|附件|附录|附表")
_PLAN = re.compile(
    "安排|部署|打算|计划|目标|任务|思路|展望|要点|下一步|下一年|下步|(?:工作|对策|意见)建议|建议$"
)
_REVIEW = re.compile("回顾|成效|成就|进展|举措|完成|总结|情况|成绩|工作开展|上一年|发展历程")


@dataclass(frozen=True, slots=True)
class Timeline:
    """When the facts and the plans of a report hold."""

    covered: int | None
    """The year whose facts it tells; None if nothing tells."""
    planned: frozenset[str]
    """Its outermost headings that lead to plans."""


def timeline_of(report: Report, headings: tuple[str, ...]) -> Timeline:
    """The timeline of a report.

    Args:
        report: With the year that it is filed under.
        headings: The outermost ones in order.
    """
    covered = _covered(report, headings)
    planned, ahead = [], False
    for heading in headings:
        told = _tells_of_plans(heading, report.year, covered)
        ahead = ahead if told is None else told
        if ahead:
            planned.append(heading)
    return Timeline(covered, frozenset(planned))


def is_planned(section: tuple[str, ...], timeline: Timeline) -> bool:
    """Whether what stands under these headings is planned; the outermost that tells decides."""
    if section and section[0] in timeline.planned:
        return True
    return next((told for told in map(_says_so, section) if told is not None), False)


def _covered(report: Report, headings: tuple[str, ...]) -> int | None:
    """The year of the review heading; of a work report the year before, else its own."""
    now = report.year
    for heading in headings:
        if _says_so(heading) is False:
            past = [y for y in years_in(heading, now) if now is None or y <= now]
            if past:
                return max([y for y in past if y != now] or past)
    planned = any(_PLAN.search(h) and now in years_in(h, now) for h in headings)
    reviewed = any(_says_so(h) is False for h in headings)
    if now is not None and ((planned and reviewed) or _WORK_REPORT in report.title):
        return now - 1
    return now


def _tells_of_plans(heading: str, now: int | None, covered: int | None) -> bool | None:
    """Whether a heading leads to plans, None if it does not tell."""
    said, years = _says_so(heading), years_in(heading, now)
    if said is not None:
        return said
    if plan_ends(heading, now):
        return True
    if _APPENDIX.search(heading) or (covered is not None and max(years, default=9999) <= covered):
        return False
    return True if covered is not None and min(years, default=0) > covered else None


def _says_so(heading: str) -> bool | None:
    """Whether the words of a heading speak of plans, False if of what was done."""
    plan, review = bool(_PLAN.search(heading)), bool(_REVIEW.search(heading))
    return plan if plan != review else None
