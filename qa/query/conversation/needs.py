"""Needs: what a question says itself, and what it wants of the talk before it."""

from collections.abc import Sequence

from qa.language.normalization import is_han
from qa.language.tokenization import pos
from qa.language.units import ANYTHING
from qa.model import Kind, Query, Term
from qa.query import cues
from qa.query.chinese_terms import implied
from qa.query.conversation import phrases
from qa.query.conversation.things import is_named, things
from qa.query.place_names import forms

_MUCH = 2
"""Words beyond which a question may be whole."""
_WHOLE = 4
"""Characters of a noun that says of what alone: 行政复议."""


def is_chatter(query: Query) -> bool:
    """Whether a text asks for nothing and says nothing to go on from: 谢谢."""
    if any(
        phrases.has(cue, query.text) for cue in ("chatter", "asks_for_help", "asks_for_reports")
    ):
        return True
    if phrases.has("compares", query.text) or phrases.has("other_place", query.text):
        return False
    said = (query.terms, query.places, query.unknown_places, query.years, query.report_years)
    leaning = ("leans", "year_before", "year_after", "grown_by", "all_but_told", "any_others")
    leans = any(phrases.has(cue, query.text) for cue in leaning)
    return not any(said) and not query.asks and not leans


def asks_for_wording(text: str) -> bool:
    """Whether a text only asks for the words of the report that told the last answer."""
    if not phrases.has("wording", text):
        return False
    rest = phrases.without("around_wording", phrases.without("wording", text))
    return not any(map(str.isalnum, rest))


def is_complete(query: Query) -> bool:
    """Whether a question says all that it needs: of where, of what, and what is wanted."""
    if asks_where(query):
        return True
    if query.kind.wants_figure and _only_sets(query):
        return False  # 江西今年目标定多少 says not of what
    leans = phrases.has("leans", query.text)
    # 莒镇贴了什么榜 says enough with a place, 彭浦镇培养了多少 does not.
    said = sum(not term.measure for term in query.terms)
    enough = things(query) or (query.places and not leans and said > 1)
    if not enough or (leans and not query.asks):
        return False
    named = phrases.has("someone", query.text) or phrases.has("something", query.text)
    return is_placed(query) and not named


def _only_sets(query: Query) -> bool:
    """Whether a question says no more than that a target was set."""
    said = [term for term in query.terms if not (term.target or term.measure)]
    of_target = len(said) < len(query.terms) and any(term.target for term in query.terms)
    return of_target and all(phrases.is_only("sets", term.source) for term in said)


def asks_where(query: Query) -> bool:
    """Whether a question asks where the place that it names lies, which needs no thing."""
    return bool(query.places) and query.terms[:1] == (implied("seat"),)


def is_placed(query: Query) -> bool:
    """Whether a question says of which place it asks, be it one without a report."""
    across = query.kind is Kind.ACROSS and not asks_of_the_place(query)
    if query.places or query.unknown_places or across:
        return True
    return any(_names_a_place(term) for term in query.terms if not term.measure)


def asks_of_the_place(query: Query) -> bool:
    """Whether a question asks of the place in talk, not which place is meant: 它在哪个市."""
    told = phrases.has("place_told", query.text) or phrases.has("bodies", query.text)
    return query.kind is Kind.ACROSS and told


def _names_a_place(term: Term) -> bool:
    source = term.source
    if not is_han(source[0]):
        return term.words == (source,) and source[0].isupper()
    levels = forms()["like_places"]["levels"]
    if source[-1] in forms()["like_places"]["features"]:
        return False
    return (len(source) > 2 and source[-1] in levels) or (
        # What reports say in other words is no place, whatever the dictionary says: 惠及.
        pos(source) == "ns" and len(term.words) == 1
    )


def asks_for_plan(own: Query) -> bool:
    """Whether a turn says no more than that what is planned is asked for: and the plan for 2026?"""
    says_so = all(_says_no_thing(term) for term in own.terms)
    if phrases.has("aims_at", own.text) and not own.kind.wants_figure:
        return bool(own.plan) and says_so
    said_of = own.years or own.mentions or phrases.has("running_year", own.text)
    if own.kind.wants_figure and any(term.target for term in own.terms):
        return bool(own.plan) and says_so and not own.strict
    return bool(own.plan and said_of and own.terms) and says_so and not own.asks


def _says_no_thing(term: Term) -> bool:
    """Whether a term only says that something is planned or set: 目标, 定了."""
    none = cues.is_only("plan", term.source) or phrases.is_only("makes", term.source)
    return none or term.measure or term.target


def is_ahead(query: Query) -> bool:
    """Whether a question asks what is to come."""
    return bool(query.plan) or phrases.has("ahead", query.text)


def asks_what_came(own: Query) -> bool:
    """Whether a question says no more than that what came of a plan is asked for."""
    return bool(own.terms) and all(phrases.is_only("came_of_it", t.source) for t in own.terms)


def is_done(own: Query) -> bool:
    """Whether a question says that what was done is asked for, not what was planned."""
    return own.plan is False or asks_what_came(own)


def of_reports(query: Query) -> bool:
    """Whether a question tells by its year which report is meant, and no time of what it asks."""
    return bool(query.report_years) and not query.years


def counts_anything(query: Query) -> bool:
    """Whether a question for a figure names no measure word of its own: 几个, how many of them."""
    return query.kind is Kind.COUNT and fits_anything(query.units)


def fits_anything(units: Sequence[str]) -> bool:
    """Whether measure words say nothing of what is counted: none, or 个."""
    return tuple(units[:1]) in ((), (ANYTHING,))


def asks_alike(own: Query, base: Query) -> bool:
    """Whether two questions without words of their own ask for the same kind of thing."""
    if own.kind is Kind.WHAT:
        return not own.named and not base.kind.wants_figure
    return own.kind is base.kind or (own.kind.wants_figure and base.kind.wants_figure)


def may_be_whole(own: Query) -> bool:
    """Whether a question says so much that it may name its thing in words not known as such."""
    said = [term for term in own.terms if not (term.measure or term.target)]
    return len(said) > _MUCH and not phrases.has("of_part", own.text)


def only_names(own: Query) -> bool:
    """Whether a text names a thing and asks for nothing: 云南今年粮食目标, airports in Xinjiang?"""
    named = bool(own.terms) and all(is_named(t) or t.target or t.measure for t in own.terms)
    return named and own.kind is Kind.WHAT and not (own.asks or own.weakness)


def says_of_what(query: Query) -> bool:
    """Whether a question is complete but for its place, so that no answer before it matters."""
    said = [term for term in query.terms if not (term.measure or term.target)]
    if all(t.words[0].startswith(query.units) for t in said if is_named(t)):
        return False  # how many people joined in
    whole = len(said) > 1 or any(len(term.source) >= _WHOLE for term in said)
    return {("thing", "own"), ("kind", "own")} <= set(query.taken) and whole
