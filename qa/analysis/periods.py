"""Periods: the years a sentence speaks of, and whether it tells of plans.

A sentence tells of the years that it names and of those that its headings name, else of the year
that its report covers, or plans for. A report given in 2026 reviews 2025 and plans 2026; what comes
after the plans, such as how the government will mend itself, are plans as well, whatever its
heading says. The words that tell lie in data/analysis/periods.toml.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from qa.language.normalization import fold
from qa.language.patterns import read_grammar
from qa.language.years import plan_ends, years_in
from qa.model import Report, Sentence

_OPENING = 600
"""Characters within which a report says what it tells of."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return read_grammar("analysis/periods.toml")


def _tells(name: str, text: str) -> bool:
    """Whether a text holds a pattern."""
    return bool(_patterns()[name].search(text))


class Period(NamedTuple):
    """When the facts of a sentence hold."""

    years: tuple[int, ...]
    """Ascending; empty if nothing tells."""
    plan: bool
    """Whether the sentence stands among plans and targets."""
    explicit: bool = False
    """Whether the sentence itself names a year."""
    several: bool = False
    """Whether it tells of several years together: a plan of five years or what came of one."""


class Timeline(NamedTuple):
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
    """The year of a review or of the opening; of a work report the year before, else its own."""
    now = report.year
    reviews = (heading for heading in headings if _says_so(heading) is False)
    opening = _patterns()["reports"].search(fold(report.text[:_OPENING]))
    for text in (*reviews, opening[0] if opening else ""):
        past = [y for y in years_in(text, now) if now is None or y <= now]
        if past:
            return max([y for y in past if y != now] or past)
    planned = any(_tells("plan", h) and now in years_in(h, now) for h in headings)
    reviewed = any(_says_so(h) is False for h in headings)
    if now is not None and ((planned and reviewed) or _tells("work-report", report.title)):
        return now - 1
    return now


def _tells_of_plans(heading: str, now: int | None, covered: int | None) -> bool | None:
    """Whether a heading leads to plans, None if it does not tell."""
    said, years = _says_so(heading), years_in(heading, now)
    if said is not None:
        return said
    if plan_ends(heading, now):
        return True
    over = covered is not None and max(years, default=9999) <= covered
    if over or _tells("appendix", heading):
        return False
    return True if covered is not None and min(years, default=0) > covered else None


@lru_cache(1024)
def _says_so(heading: str) -> bool | None:
    """Whether the words of a heading speak of plans, False if of what was done."""
    plan, review = _tells("plan", heading), _tells("review", heading)
    return plan if plan != review else None


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
    planned = is_planned(sentence.section, timeline) and not _stands_apart(sentence)
    will = _tells("will", fold(sentence.text))
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
    several = any(_tells("several", fold(text)) for text in telling)
    return Period(tuple(sorted(years)), plan, bool(own), several)


def _stands_apart(sentence: Sentence) -> bool:
    """Whether it is of no plan though it stands under one: a note, or a table that looks back."""
    row = sentence.role == "row" and sentence.section
    return _tells("note", sentence.text) or bool(row and _says_so(sentence.section[-1]) is False)


def _headed(section: tuple[str, ...], now: int | None, covered: int | None) -> set[int]:
    """The years that headings name; 下一年度 is the one after the year covered."""
    headings = " ".join(section)
    years = set(years_in(headings, now))
    if _tells("next-year", headings) and covered is not None:
        years.add(covered + 1)
    return years
