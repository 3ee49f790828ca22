"""Writing: a question that leaves out its thing or its kind, written out."""

from qa.language.units import are_alike
from qa.model import Kind, Query
from qa.query import cues, wrappings
from qa.query.conversation import phrases
from qa.query.conversation.needs import (
    asks_alike,
    asks_for_plan,
    asks_what_came,
    fits_anything,
    is_done,
    of_reports,
)
from qa.query.conversation.reader import Reader
from qa.query.conversation.state import Turn
from qa.query.conversation.things import (
    body_in,
    is_named,
    named_in,
    names_role,
    repeats,
    things,
    without_shortcomings,
)
from qa.query.conversation.told import told_entities
from qa.query.conversation.written import (
    Written,
    about,
    how_fast,
    how_much,
    replaced,
    undated,
    unsaid,
)

_ENTITIES = {
    "someone": ("person", "role"),
    "something": ("document", "brand", "organisation"),
}
_OF_A_FACT = (Kind.WHY, Kind.HOW, Kind.WHEN)


def write(reader: Reader, own: Query, typed: str, before: Turn) -> Written:
    """The question with thing and kind.

    Args:
        reader: Reads and answers single questions.
        own: The question as it was read by itself.
        typed: As it was typed.
        before: The talk so far.
    """
    return (
        _of_whom_was_told(reader, own, before)
        or _plans_at_all(own, before)
        or _plan_for_a_year(own, before)
        or (_of_the_thing(own, before) if not things(own) else _with_a_thing(own, typed, before))
    )


def _of_whom_was_told(reader: Reader, own: Query, before: Turn) -> Written | None:
    """A question about those whom the last answer named."""
    for cue, kinds in _ENTITIES.items():
        if phrases.has(cue, own.text) and (
            named := told_entities(reader.answering(before.query), kinds)
        ):
            return Written(f"{named} {phrases.without(cue, own.text)}", None, "told", "own")
    return None


def _plans_at_all(own: Query, before: Turn) -> Written | None:
    """A question that asks what is planned, and of nothing: 明年有何打算 after what falls short."""
    as_such = phrases.has("plans_as_such", own.text) and not phrases.has("refers", own.text)
    if before.query.kind.wants_figure or not as_such or things(own) != own.terms:
        return None
    return Written(own.text, None, "own", "own")


def _plan_for_a_year(own: Query, before: Turn) -> Written | None:
    """What was asked, asked of the plan for another year."""
    aims = phrases.has("aims_at", own.text) and not before.query.kind.wants_figure
    if aims or not asks_for_plan(own):
        return None
    return Written(undated(before.query.text), unsaid(before.query), "kept", "kept")


def _of_the_thing(own: Query, before: Turn) -> Written:
    """A question that names no thing is about the one in talk."""
    base = before.query
    if _asks_for_all(own) and (of_all := _of_all(own, before)):
        return Written(of_all, None, "kept", "own")
    if _asks_growth(own):
        return Written(how_fast(own, before.thing), None, "kept", "own")
    if _asks_again(own, base):
        return Written(_again(base, own), unsaid(base), "kept", "kept")
    if base.plan and own.kind.wants_figure and asks_what_came(own):
        return Written(about(before.thing, how_much(own)), None, "kept", "own")
    # What is planned against shortcomings is planned for what they are of.
    thing = before.whole if own.mentions else before.thing
    if own.kind in _OF_A_FACT and not any(map(is_named, own.terms)):
        # Why it is so is asked of all that was said: 免检企业 is more than 企业.
        thing = named_in(base)
    elif own.terms and not own.asks and base.kind.wants_figure:
        frame = phrases.cut("frame", base.text) or how_much(own)
        return Written(about(thing, f"{frame} {own.text}"), None, "kept", "kept")
    elif own.terms and all(phrases.is_only("measures", t.source) for t in own.terms):
        said = own.text if phrases.has("asking", own.text) else f"{own.text}{how_much(own)}"
        return Written(about(thing, said), None, "kept", "own")
    thing = without_shortcomings(thing) if own.plan else thing
    if own.change and not own.terms:
        # Did trade grow? By how much?
        grew = phrases.cut("attributes", base.text)
        return Written(about(thing, f"{grew} {own.text}"), None, "kept", "own")
    return Written(about(thing, own.text), None, "kept", "own")


def _with_a_thing(own: Query, typed: str, before: Turn) -> Written:
    """A question with a thing of its own."""
    base, said = before.query, own.text
    if base.kind is Kind.WHO and all(map(names_role, own.terms)):
        # A deputy is one of the body whose head was asked for.
        return Written(about(body_in(before.thing, base.lang), said), Kind.WHO, "kept", "kept")
    if own.asks and phrases.has("done_so", said):
        return Written(about(before.thing, said), own.kind, "kept", "own")
    leans = phrases.has("leans", typed) and not phrases.has("asking", said)
    if own.asks and not (leans and base.kind.wants_figure):
        return Written(said, None, "own", "own")
    if wrappings.corrects(typed) and not own.mentions and phrases.has("narrows", said):
        return Written(f"{base.text} {said}", unsaid(base), "narrowed", "kept")
    if own.mentions and repeats(own, base):
        return Written(_again(base, own), unsaid(base), "kept", "kept")
    return replaced(own, before)


def _asks_again(own: Query, base: Query) -> bool:
    """Whether a question only asks again, of another place or time: 那荷塘镇呢, 完成了多少."""
    if not own.terms:
        return not own.asks or (asks_alike(own, base) and not _measures_otherwise(own, base))
    asks_what = own.kind is Kind.WHAT or own.kind.wants_figure
    return bool(base.plan) and base.kind.wants_figure and asks_what and asks_what_came(own)


def _measures_otherwise(own: Query, base: Query) -> bool:
    """Whether a question asks in another measure than the one before: 一共多长 after 几条."""
    alike = any(are_alike(one, other) for one in own.units for other in base.units)
    return bool(base.units) and not fits_anything(own.units) and not alike


def _asks_for_all(own: Query) -> bool:
    """Whether a question asks for all there are of something: 一共多少了, 总长多少."""
    names_none = all(phrases.is_only("all_of_it", term.source) for term in own.terms)
    return names_none and (own.total or bool(own.terms))


def _asks_growth(own: Query) -> bool:
    """Whether a question only says that growth is asked for: 同比呢, year on year?"""
    if own.asks or own.mentions or own.years or not phrases.has("grown_by", own.text):
        return False
    return all(phrases.is_only("grown_by", term.source) for term in own.terms)


def _of_all(own: Query, before: Turn) -> str:
    """The sum of all there are, where new ones were asked for: 总共有多少座了; empty if not."""
    named = about(before.thing, "")
    thing = phrases.without("new_ones", named)
    asked_new = thing != named or phrases.has("new_ones", before.query.text)
    if not asked_new or not any(map(str.isalnum, thing)):
        return ""
    return f"{thing} {own.text}" if own.asks else f"{thing} {how_much(own)} {own.text}"


def _again(base: Query, own: Query) -> str:
    """A question to be asked again; of one place nothing is compared any more."""
    text = undated(base.text)
    if own.years:
        for cue in ("year_before", "year_after", "this_year"):
            text = phrases.without(cue, text)
        if base.plan and not own.plan and (is_done(own) or not of_reports(base)):
            text = cues.without("target", text)
    elif base.plan and own.plan is False:
        text = cues.without("target", text)
    single = base.kind is Kind.COMPARE and len(own.mentions) == 1
    return cues.without("comparative", text) if single else text
