"""Scopes: the places and years that a question is asked of."""

from dataclasses import replace

from qa.model import Kind, Query, ReasonCode
from qa.query import cues
from qa.query.conversation import phrases
from qa.query.conversation.needs import (
    asks_for_plan,
    asks_of_the_place,
    is_ahead,
    is_done,
    is_placed,
)
from qa.query.conversation.reader import Reader
from qa.query.conversation.state import Scope, Taken, Turn
from qa.query.conversation.things import things
from qa.query.conversation.told import last_told, told_year
from qa.query.place_names import cut_seat


def scope_of(reader: Reader, own: Query, before: Turn, kept: bool) -> tuple[Scope, Taken]:
    """Places and years of a question, those of the talk where it has none.

    Args:
        reader: Reads and answers single questions.
        own: The question as it was typed.
        before: The talk so far.
        kept: Whether the question is about the thing in talk.
    """
    scope = _covered(reader, before, own.asks and not kept and bool(things(own)))
    if is_placed(own):
        mentions, taken = own.mentions, (("place", "own"),)
    else:
        mentions, taken = scope.mentions, (("place", "kept"),)
    if own.years or own.report_years:
        of_reports = {y for seen in before.seen for y in seen.report_years}
        of_facts = {y for seen in before.seen for y in seen.years}
        asked = set(own.years)
        by_report = scope.report_years and not scope.years and not asked <= of_facts
        if asked and not is_done(own) and (by_report or asked <= of_reports - of_facts):
            # Back to 2012, where the talk was of the report of 2012, or on from there.
            return Scope(mentions, (), own.years), (*taken, ("year", "own"))
        return Scope(mentions, own.years, own.report_years), (*taken, ("year", "own"))
    ahead = (is_ahead(before.query) or before.ahead or _told_plan(reader, before)) != is_ahead(own)
    done = own.plan is False and (is_ahead(before.query) or before.ahead)
    if done or (ahead and asks_for_plan(own)):
        return Scope(mentions), (*taken, ("year", "open"))
    over = own.asks and not kept and ahead
    if own.mentions and not over:
        places = [place for mention in own.mentions for place in mention]
        like = before.query.places
        covered = tuple(y for y in scope.years if reader.covers(places, y, like))
        years = covered if covered == scope.years else ()
        filed = scope.report_years if not scope.report_years or covered else ()
        return Scope(mentions, years, filed), (*taken, ("year", "kept" if years else "open"))
    if own.several:
        return Scope(mentions), (*taken, ("year", "open"))
    if own.asks and not kept and (ahead or own.kind in (Kind.WHY, Kind.HOW)):
        # The year of a plan is not the year of what was done; reasons and ways have none.
        return Scope(mentions, (), scope.report_years), (*taken, ("year", "open"))
    return Scope(mentions, *scope[1:]), (*taken, ("year", "kept"))


def _covered(reader: Reader, before: Turn, whole: bool) -> Scope:
    """The last place and years in talk; of years that were refused those before.

    Where there were none before, a question that is whole but for its place is of no such year.
    """
    scope = before.scope
    if not (scope.years or scope.report_years):
        return scope
    reason = reader.answering(before.query).reason
    if reason is None or reason.code is not ReasonCode.UNKNOWN_YEAR:
        return scope
    if len(before.seen) > 1:
        return Scope(scope.mentions, *before.seen[-2][1:])
    return Scope(scope.mentions) if whole else scope


def _told_plan(reader: Reader, before: Turn) -> bool:
    """Whether what was asked of a year was told of its plans."""
    told = last_told(reader, before) if before.query.years else None
    return told is not None and reader.times(told).plan


def placed(reader: Reader, own: Query, before: Turn) -> Query:
    """The question without what only leans on the talk, and with the place it tells by it."""
    if phrases.has("leans", own.text):
        own = reader.read(phrases.without("leans", own.text))
    if phrases.has("other_place", own.text):
        own = reader.read(_of_other_place(own, before))
    if not own.mentions and phrases.has("seat", own.text):
        own = reader.read(phrases.without("seat", own.text))
    if not own.mentions and cues.has("body", own.text):
        own = _of_same_seat(reader, own, before)
    if asks_of_the_place(own):
        named = " ".join(mention[0] for mention in before.scope.mentions)
        own = reader.read(f"{named} {phrases.without('place_told', own.text)}")
    return own


def _of_same_seat(reader: Reader, own: Query, before: Turn) -> Query:
    """The question asked of another body of the seat in talk: the agriculture bureau."""
    places = [place for mention in before.scope.mentions for place in mention]
    for seat in dict.fromkeys(cut_seat(place)[0] for place in places):
        named = reader.read(f"{seat} {own.text}")
        if seat and named.mentions != before.scope.mentions and len(named.places) == 1:
            return named
    return own


def _of_other_place(own: Query, before: Turn) -> str:
    """The question with the name of the place in talk that is not the last one."""
    rest = phrases.without("other_place", own.text)
    others = [s.mentions for s in before.seen if s.mentions != before.scope.mentions]
    return rest if own.mentions or not others else f"{others[-1][0][0]} {rest}"


def step_of(own: Query) -> int:
    """1 if a question asks of the year after the one in talk, -1 for the year before."""
    return phrases.has("year_after", own.text) - phrases.has("year_before", own.text)


def dated(reader: Reader, own: Query, before: Turn) -> Query:
    """The question with the year that it tells by the one in talk: 前一年, 今年."""
    if own.plan and not own.years and phrases.has("running_year", own.text):
        return _planned(reader, own, before)
    this = own.plan is None and not own.asks and phrases.has("this_year", own.text)
    if not (this or step_of(own)):
        return own
    text = own.text
    for cue in ("year_after", "year_before", "this_year"):
        text = phrases.without(cue, text)
    undated = reader.read(text)
    if things(undated) and own.asks:
        return own
    year = _year_by(reader, own, before)
    return replace(undated, years=(year,), report_years=()) if year else own


def _planned(reader: Reader, own: Query, before: Turn) -> Query:
    """A question of plans with their year: the one behind what was told, or the one of plans."""
    told = last_told(reader, before)
    if told is None:
        return own
    years, plan = reader.times(told)
    return replace(own, years=(years[0] + (not plan),)) if len(years) == 1 else own


def _year_by(reader: Reader, own: Query, before: Turn) -> int | None:
    """The year that a question tells by the one in talk, or by that of the report: 去年."""
    step = step_of(own)
    by_report = not step or phrases.has("last_year", own.text)
    told = last_told(reader, before) if by_report else None
    if told and told.year:
        return told.year + (-2 if phrases.has("year_before_last", own.text) else step)
    year = told_year(reader, before)
    return year + step if year else None
