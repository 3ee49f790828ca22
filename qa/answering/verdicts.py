"""Verdicts: which of several figures is the greatest or the least, or why nobody can tell.

A wrong conclusion costs more than none: it is drawn only if every cell counts the same thing, in
the same period and unit, and none is missing.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from qa.answering import thresholds
from qa.answering.alignment import share_noun
from qa.answering.finding import Finding
from qa.extraction import Candidate
from qa.extraction.answer_spans import span_of
from qa.extraction.contrasts import are_apart, item_of
from qa.extraction.cues import cue
from qa.language.units import are_alike
from qa.model import Figure, Kind, Query
from qa.render.texts import label
from qa.retrieval.passages import figures_in
from qa.wording import join, say

_SCALES = {"亿": 10**8, "万": 10**4}
_SINGLE = (Kind.COUNT, Kind.AMOUNT)


class Measure(NamedTuple):
    """What one cell measures."""

    name: str
    """Of the cell: its place, and its year where years are set side by side."""
    value: Decimal
    figure: Figure
    item: str
    """The words of the sentence that belong to the figure."""
    years: tuple[int, ...]
    plan: bool
    several: bool
    exact: bool


def measure_of(query: Query, name: str, candidate: Candidate | None) -> Measure | None:
    """What a cell measures; None if it has no figure."""
    figure = candidate.figure if candidate else None
    if candidate is None or figure is None:
        return None
    passage = candidate.passage
    period, year = passage.analysis.period, passage.report.year
    value = _sum(candidate, figure, figures_in(passage, span_of(query, candidate)))
    return Measure(
        name,
        value,
        figure,
        item_of(passage, candidate.span, figure),
        period.years or ((year,) if year else ()),
        period.plan,
        period.several,
        figure.relation == "=",
    )


def _sum(candidate: Candidate, figure: Figure, figures: Sequence[Figure]) -> Decimal:
    """The value of a cell: its figure, or the sum of all that count the same: 1 and 5 times 1."""
    text = candidate.passage.folded
    alike = [f for f in figures if f.of == figure.of and f.unit == figure.unit]
    between = text[
        min(f.start for f in alike or [figure]) : max(f.end for f in figures or [figure])
    ]
    if len(alike) < 2 or not figure.of or cue("no_sum").search(between):
        return figure.low
    total = Decimal(0)
    for one in alike:
        before = [f for f in figures if f.end <= one.start and f not in alike]
        shared = before and cue("for_each").search(text, before[-1].end, one.start)
        total += one.low * (before[-1].low if shared else 1)
    return total


def notes_of(
    query: Query, measures: Sequence[Measure | None], over_years: bool, lang: str
) -> tuple[str, ...]:
    """Which is the greatest or the least, or their difference, if asked for; or why none is told.

    Args:
        query: The question as it was read.
        measures: One for each place or year asked of; None where it is not stated.
        over_years: Whether the cells are of several years.
        lang: zh or en.
    """
    found = [m for m in measures if m]
    gap = query.gap and len(measures) == 2
    if not (query.extreme or gap) or len(found) < 2:
        return ()
    reasons = _obstacles(found, len(found) < len(measures), over_years)
    if gap and not all(m.exact for m in found):
        reasons = list(dict.fromkeys([*reasons, "figures-rough"]))
    if reasons:
        told = join([say(reason, lang) for reason in reasons], lang)
        return (say("gap-unknown" if gap else "not-comparable", lang, reasons=told),)
    return (_gap(found, lang) if gap else _first(query, found, lang),)


def _gap(found: Sequence[Measure], lang: str) -> str:
    """The difference of two measures."""
    less, more = sorted(found, key=lambda m: m.value)
    return _difference(
        less.figure, more.figure, more.value - less.value, (less.name, more.name), lang
    )


def gap_within(figures: Sequence[Figure], lang: str) -> tuple[str, ...]:
    """The difference of the two figures of an answer; none if there are more or units differ."""
    if len(figures) != 2 or not are_alike(figures[0].unit, figures[1].unit):
        return ()
    less, more = sorted(figures, key=lambda f: f.low)
    if (less.relation, more.relation) != ("=", "="):
        return ()
    return (_difference(less, more, more.low - less.low, ("", ""), lang),)


def _difference(
    less: Figure, more: Figure, amount: Decimal, names: tuple[str, str], lang: str
) -> str:
    """A difference in the scale that both figures are written in."""
    if not amount:
        return say("gap-none", lang, value=more.text)
    scale = next((s for s in _SCALES if s in less.text and s in more.text), "")
    value = f"{(amount / _SCALES.get(scale, 1)).normalize():f}{scale}{more.unit}"
    return say("gap", lang, value=value, more=names[1] + more.text, less=names[0] + less.text)


def _first(query: Query, found: Sequence[Measure], lang: str) -> str:
    """Which figure is the greatest or the least, as was asked."""
    best = (max if query.extreme > 0 else min)(m.value for m in found)
    first = [m for m in found if m.value == best]
    names = join([m.name for m in first], lang)
    code = "greatest" if query.extreme > 0 else "least"
    return say(f"{code}-tied" if len(first) > 1 else code, lang, place=names)


def differing(query: Query, candidates: Sequence[Candidate]) -> Candidate | None:
    """What gives another figure for just what the best candidate counts; None if nothing does.

    Of a detail of what was told before, another figure elsewhere need not be of the same.

    Args:
        query: One for a figure of one place.
        candidates: Best first, at least one.
    """
    best = candidates[0]
    alone = query.kind in _SINGLE and query.beside is None
    own = measure_of(query, "", best) if alone else None
    if own is None:
        return None
    for other in (c for c in candidates[1:] if _is_rival(best, c)):
        found = measure_of(query, "", other)
        if found and _contradicts(own, found):
            told = {f.low for f in figures_in(other.passage, other.span)}
            if own.figure.low not in told:  # 由1.58亿增加到3.23亿 tells both
                return other
    return None


def whole_first(finding: Finding, judge: Callable[[Finding], Finding]) -> Finding:
    """The finding, the larger of two figures for the same raised to the front: the other is a part.

    Args:
        finding: For a question about one place.
        judge: Says how sure a finding is whose candidates were put in another order.
    """
    if not finding.candidates:
        return finding
    best, other = finding.candidates[0], differing(finding.query, finding.candidates)
    if other is None or other.score < thresholds.WHOLE * best.score:
        return finding
    part, whole = best.figure, other.figure
    return judge(finding.led_by(other)) if part and whole and part.low < whole.low else finding


def _is_rival(best: Candidate, other: Candidate) -> bool:
    """Whether a candidate of the same place speaks of the question as much as the best one."""
    return (
        other.passage is not best.passage
        and other.passage.report.place == best.passage.report.place
        and other.coverage >= thresholds.EDITION * best.coverage
        and other.fit >= thresholds.EDITION * best.fit
    )


def _contradicts(one: Measure, other: Measure) -> bool:
    """Whether two measures of the same thing and period have nothing in common."""
    alike = (one.plan, one.several, one.years) == (other.plan, other.several, other.years)
    parts = [bool(cue("no_sum").search(m.item)) for m in (one, other)]
    apart = max(one.figure.low, other.figure.low) > min(one.figure.high, other.figure.high)
    exact = one.exact and other.exact
    same = are_alike(one.figure.unit, other.figure.unit) and _same_thing(one, other)
    return alike and exact and apart and same and parts[0] == parts[1]


def _obstacles(found: Sequence[Measure], missing: bool, over_years: bool) -> list[str]:
    """Why the measures cannot be ranked, as codes of the wording."""
    units = combinations({m.figure.unit for m in found}, 2)
    manners = {(m.plan, m.several) for m in found}
    years = {m.years for m in found}
    checks = {
        "cell-missing": missing,
        "units-differ": not all(are_alike(one, other) for one, other in units),
        "things-differ": not all(_same_thing(*pair) for pair in combinations(found, 2)),
        "periods-differ": len(manners) > 1 or (len(years) > 1 and not over_years),
        "figures-rough": len({(m.value, m.exact) for m in found}) > len({m.value for m in found}),
    }
    return [code for code, holds in checks.items() if holds]


def _same_thing(one: Measure, other: Measure) -> bool:
    """Whether two figures count the same, as the words that belong to them tell."""
    if are_apart(one.item, other.item) or _manner(one) != _manner(other):
        return False
    return share_noun(one.figure.of or one.item, other.figure.of or other.item)


def _manner(one: Measure) -> tuple[bool, bool, bool]:
    """Whether a figure tells a change, an addition, a sum of two things."""
    added, joint = (bool(cue(name).search(one.item)) for name in ("added", "joint"))
    return one.figure.change, added, joint


def name_of(place: str, year: int | None, over_years: bool) -> str:
    """How a cell is called in a verdict."""
    return label(place, year) if over_years else place
