"""Verdicts: which of several figures is the greatest or the least, or why nobody can tell.

A wrong conclusion costs more than none: it is drawn only if every cell counts the same thing, in
the same period and unit, and none is missing.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import combinations

from qa.answering import thresholds
from qa.answering.finding import Finding
from qa.answering.measures import Measure, differing, same_thing
from qa.language.numerals import myriads
from qa.language.units import are_alike
from qa.model import Figure, Query
from qa.render.texts import label
from qa.wording import join, say


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
    scale = next((s for s in myriads() if s in less.text and s in more.text), "")
    value = f"{(amount / myriads().get(scale, 1)).normalize():f}{scale}{more.unit}"
    return say("gap", lang, value=value, more=names[1] + more.text, less=names[0] + less.text)


def _first(query: Query, found: Sequence[Measure], lang: str) -> str:
    """Which figure is the greatest or the least, as was asked."""
    best = (max if query.extreme > 0 else min)(m.value for m in found)
    first = [m for m in found if m.value == best]
    names = join([m.name for m in first], lang)
    code = "greatest" if query.extreme > 0 else "least"
    return say(f"{code}-tied" if len(first) > 1 else code, lang, place=names)


def whole_first(finding: Finding, judge: Callable[[Finding], Finding]) -> Finding:
    """The finding; if a total is asked for, the larger of two figures for the same in front.

    Args:
        finding: For a question about one place.
        judge: Says how sure a finding is whose candidates were put in another order.
    """
    if not (finding.candidates and finding.query.total):
        return finding
    best, other = finding.candidates[0], differing(finding.query, finding.candidates)
    if other is None or other.score < thresholds.WHOLE * best.score:
        return finding
    part, whole = best.figure, other.figure
    return judge(finding.led_by(other)) if part and whole and part.low < whole.low else finding


def _obstacles(found: Sequence[Measure], missing: bool, over_years: bool) -> list[str]:
    """Why the measures cannot be ranked, as codes of the wording."""
    units = combinations({m.figure.unit for m in found}, 2)
    manners = {(m.plan, m.several) for m in found}
    years = {m.years for m in found}
    checks = {
        "cell-missing": missing,
        "units-differ": not all(are_alike(one, other) for one, other in units),
        "things-differ": not all(same_thing(*pair) for pair in combinations(found, 2)),
        "periods-differ": len(manners) > 1 or (len(years) > 1 and not over_years),
        "figures-rough": len({(m.value, m.exact) for m in found}) > len({m.value for m in found}),
    }
    return [code for code, holds in checks.items() if holds]


def name_of(place: str, year: int | None, over_years: bool) -> str:
    """How a cell is called in a verdict."""
    return label(place, year) if over_years else place
