"""Editions: of several reports of one place the newest that tells a thing answers."""

from collections.abc import Callable

from qa.answering import thresholds
from qa.answering.finding import Finding
from qa.extraction import Candidate
from qa.model import Query


def newest_first(finding: Finding, judge: Callable[[Finding], Finding]) -> Finding:
    """The finding, what the newest report of the place says raised to the front.

    Args:
        finding: For a question about one place; one that names a year stays as it is.
        judge: Says how sure a finding is whose candidates were put in another order.
    """
    if not finding.candidates or _is_dated(finding.query):
        return finding
    best, rivals = finding.candidates[0], _rivals(finding)
    newest = max(rivals, key=lambda c: (c.passage.report.year or 0, c.score), default=best)
    if (newest.passage.report.year or 0) <= (best.passage.report.year or 0):
        return finding
    return judge(finding.led_by(newest))


def other_years(finding: Finding) -> tuple[int, ...]:
    """The years of the other reports of the place that tell the same thing, ascending."""
    if not finding.candidates or _is_dated(finding.query):
        return ()
    years = {c.passage.report.year for c in _rivals(finding)}
    return tuple(sorted(y for y in years if y and y != finding.candidates[0].passage.report.year))


def _is_dated(query: Query) -> bool:
    return bool(query.years or query.report_years)


def _rivals(finding: Finding) -> list[Candidate]:
    """The candidates from other reports of the place that say nearly as much as the best one."""
    best = finding.candidates[0]
    return [
        c
        for c in finding.candidates
        if c.passage.report.id != best.passage.report.id
        and c.passage.report.holder == best.passage.report.holder
        and c.coverage >= thresholds.EDITION * best.coverage
        and c.fit >= thresholds.EDITION * best.fit
    ]
