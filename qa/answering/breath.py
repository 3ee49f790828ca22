"""One breath: what is asked together is told together, and no figure answers two questions."""

from collections.abc import Callable, Sequence
from itertools import combinations, product

from qa.answering import thresholds
from qa.answering.finding import Finding
from qa.extraction import Candidate

_LIKELIEST = 6  # candidates of each question that are weighed against each other
_MOST = 3  # questions whose candidates are


def tell_together(
    findings: Sequence[Finding], judge: Callable[[Finding], Finding]
) -> list[Finding]:
    """The findings, the candidates that go best together raised to the front.

    Args:
        findings: For questions asked in one breath, in their order.
        judge: Says how sure a finding is whose candidates were put in another order.
    """
    if not 1 < len(findings) <= _MOST or not all(finding.candidates for finding in findings):
        return list(findings)
    likeliest = [finding.candidates[:_LIKELIEST] for finding in findings]
    # Of those that go as well together the earlier ones in each list win.
    chosen = max(product(*likeliest), key=_worth)
    return _vouch(
        [
            finding if best is finding.candidates[0] else judge(finding.led_by(best))
            for finding, best in zip(findings, chosen, strict=True)
        ]
    )


def _vouch(findings: Sequence[Finding]) -> list[Finding]:
    """The findings; beside the surest each is at least as sure as the mean of the two."""
    surest = max(findings, key=lambda finding: finding.confidence)
    return [
        finding._replace(confidence=max(finding.confidence, _lent(finding, surest)))
        for finding in findings
    ]


def _lent(finding: Finding, surest: Finding) -> float:
    beside = _bond(finding.candidates[0], surest.candidates[0]) > 0
    return (finding.confidence + surest.confidence) / 2 if beside else 0.0


def _worth(chosen: Sequence[Candidate]) -> float:
    pairs = combinations(chosen, 2)
    return sum(c.score for c in chosen) + sum(_bond(one, other) for one, other in pairs)


def _bond(one: Candidate, other: Candidate) -> float:
    """What it adds that two candidates stand together, less than 0 if they are one figure."""
    if abs(one.passage.number - other.passage.number) > 1:
        return 0.0
    if one.passage.number != other.passage.number:
        return thresholds.TOLD_NEAR
    if one.figure is not None and one.focus == other.focus:
        return thresholds.TOLD_TWICE
    return thresholds.TOLD_TOGETHER
