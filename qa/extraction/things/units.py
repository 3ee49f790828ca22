"""Units of things: how well the unit of a figure is the one asked for."""

from collections.abc import Callable
from functools import cache, lru_cache

from qa.extraction.cues import cue
from qa.extraction.things.counted import names_counted
from qa.extraction.weights import FIT
from qa.language.units import ANYTHING, classes, kinds, unit_kind
from qa.model import Figure, Kind, Query

MEASURES = frozenset(("money", "share", "length", "area", "weight", "volume", "energy"))
"""The kinds of units that measure; the others count."""


def needs_no_figure(query: Query) -> bool:
    """Whether any clause will do: who mentions a thing need not count it."""
    open_ = query.kind is Kind.ACROSS or query.differs
    figures = query.extreme or query.units or cue("asks_each_number").search(query.text)
    return open_ and not figures


def fit_of(query: Query, figure: Figure) -> float:
    """How well a figure is of the unit asked for, 0 to 1."""
    value = _unit_fit(query, figure)
    if unit_kind(figure.unit) == "time" and figure.relation in ("<=", ">="):
        value *= FIT.boundary
    if figure.relation not in ("=", "range"):
        value *= FIT.rough
    if figure.change and query.change is None and unit_kind(figure.unit) != "share":
        value *= FIT.change_unasked
    if figure.text[0].isdigit() or figure.relation != "=":
        return value
    if cue("hollow_number").fullmatch(figure.text):
        return value * FIT.hollow
    # 一名 often counts nothing, and 三个 in a slogan no more.
    counts_one = figure.low == 1 or not query.units
    return value * (FIT.one_of_words if counts_one else FIT.number_of_words)


def worth_of_units(query: Query) -> Callable[[str], float] | None:
    """How well a figure of a unit may fit, 0 to 1; None if what answers needs no figure."""
    if not query.kind.wants_figure or needs_no_figure(query):
        return None
    share = query.units == kinds()["share"]

    @cache
    def worth(unit: str) -> float:
        if share and unit_kind(unit) != "share":
            return FIT.change_for_share
        fit = _fit_of_bare(query, unit)
        return fit if fit >= FIT.least_unit else 0.0

    return worth


def _unit_fit(query: Query, figure: Figure) -> float:
    if query.units == kinds()["share"] and unit_kind(figure.unit) != "share":
        return FIT.change_for_share if figure.change else FIT.level_for_share
    fit = _fit_of_bare(query, figure.unit)
    named = query.units and fit < FIT.named_thing and not query.strict
    return FIT.named_thing if named and names_counted(query, figure) else fit


def _fit_of_bare(query: Query, unit: str) -> float:
    """How well a unit fits, whatever its figure tells of."""
    return _fit_of_any_of(query.units, unit, query.kind is Kind.AMOUNT)


@lru_cache(4096)
def _fit_of_any_of(units: tuple[str, ...], unit: str, amount: bool) -> float:
    """How well a unit fits where one of these is asked for, or any, of an amount or a count."""
    if not units:
        return _fit_of_any_unit(unit, amount)
    if not unit:
        # 1亿3千万 alone counts persons or things, hardly yuan or kilometres.
        return FIT.bare_measured if unit_kind(units[0]) in MEASURES else FIT.bare_counted
    return _fit_of_unit(units, unit)


def _fit_of_any_unit(unit: str, amount: bool) -> float:
    if unit_kind(unit) == "time":
        return FIT.duration  # 产量创20年新高
    measure = unit_kind(unit) in MEASURES
    if amount:
        return 1.0 if measure else FIT.amount_other
    return FIT.count_measured if measure else FIT.count_other


def _fit_of_unit(units: tuple[str, ...], unit: str) -> float:
    if unit in units:
        if cue("visits").fullmatch(unit) and cue("heads").fullmatch(units[0]):
            return FIT.visits  # who came twice is counted twice
        likeliest = unit == units[0] or unit_kind(unit) != "things"
        return 1.0 if likeliest else FIT.later_unit
    if any(unit in alike and set(units) & alike for alike in classes()):
        return FIT.unit_class
    if unit.partition("/")[0] in units:
        return FIT.unit_class  # 2010元/月 tells how many 元
    asked = set(map(unit_kind, units))
    if ANYTHING in (unit, *units) and {unit_kind(unit), *asked} == {"things"}:
        return FIT.any_thing
    return FIT.same_kind if unit_kind(unit) in asked else FIT.other_kind
