"""Periods: the years a sentence speaks of, and whether it tells of plans.

A report given in 2026 reviews 2025 and plans 2026, so the year of a report is not the year of its
figures. Explicit years win, then those of the headings, then the year the report covers.
"""

import re
from dataclasses import dataclass

from qa.model import Report, Sentence
from qa.text import fold

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[—–\-~－至]\s?((?:19|20)\d\d))?\s?年?(?!\d)")
_DOCUMENT = re.compile(r"《[^》]*》")
_PLAN = re.compile(r"安排|部署|打算|计划|目标|任务|思路|展望|要点|下一步|下一年|下步|建议")
_REVIEW = re.compile(r"回顾|成效|举措|完成|总结|情况|成绩|工作开展|上一年|发展历程")
_WILL = re.compile(r"(?:^|[,，。])(?:今年|明年|下一步)?(?:要|将|力争|确保|计划|拟|继续|打算)")


@dataclass(frozen=True, slots=True)
class Period:
    """When the facts of a sentence hold."""

    years: tuple[int, ...]
    """Ascending; empty if nothing tells."""
    plan: bool
    """Whether the sentence stands among plans and targets."""
    explicit: bool = False
    """Whether the sentence itself names a year."""


def years_in(text: str, now: int | None = None) -> tuple[int, ...]:
    """The years that a text names, ascending; those inside 《titles》 are left out.

    Args:
        text: A question, heading or sentence.
        now: The year that 今年 means, if known.
    """
    folded = _DOCUMENT.sub("", fold(text))
    years: set[int] = set()
    for match in _YEAR.finditer(folded):
        first = int(match[1])
        last = int(match[2] or first)
        if first <= last <= first + 30:
            # A span of years says nothing of each year within it.
            years.update((first, last))
    if now is not None:
        years |= _relative(folded, now)
    return tuple(sorted(years))


def _relative(folded: str, now: int) -> set[int]:
    """The years of 今年, 去年 and 明年; a comparison such as 比上年 tells of no other year."""
    years = set()
    if "今年" in folded or "本年" in folded:
        years.add(now)
    if re.search(r"(?<![比较])去年|过去一年", folded):
        years.add(now - 1)
    if "明年" in folded or "下一年" in folded:
        years.add(now + 1)
    return years


def covered_year(report: Report, headings: tuple[str, ...]) -> int | None:
    """The year whose facts a report tells: the year of its review heading, else its own."""
    for heading in headings:
        if _REVIEW.search(heading) and not _PLAN.search(heading):
            years = [y for y in years_in(heading) if report.year is None or y <= report.year]
            if years:
                return max(years)
    planned = any(_PLAN.search(h) and report.year in years_in(h) for h in headings)
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
    headings = " ".join(sentence.section)
    years = set(own)
    plan = bool(_PLAN.search(headings)) and not _REVIEW.search(headings)
    from_heading = set(years_in(headings))
    if "下一年" in headings and covered is not None:
        from_heading.add(covered + 1)
    if from_heading:
        years |= from_heading
    elif plan and report.year is not None and covered is not None and not own:
        years.add(report.year if report.year > covered else covered + 1)
    elif covered is not None:
        years.add(covered)
    if not sentence.section and report.year is not None:
        years.add(report.year)  # who gives the report, when and where
    if covered is not None and from_heading and min(from_heading) > covered:
        plan = True
    plan = plan or bool(_WILL.search(fold(sentence.text)) and not own)
    return Period(tuple(sorted(years)), plan, bool(own))
