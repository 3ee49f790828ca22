"""Otherwise: how else a turn may be meant, tried where the likeliest reading is not answered."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.language.tokenization import pos
from qa.language.units import are_alike
from qa.model import Answer, Query, Status, Term
from qa.query.conversation import phrases
from qa.query.conversation.needs import asks_for_plan
from qa.query.conversation.reader import Reader
from qa.query.conversation.state import Scope, Turn
from qa.query.conversation.things import is_named, things
from qa.query.conversation.told import last_told
from qa.query.conversation.written import about, how_much, replaced
from qa.wording import say

_NOT_OF_EACH = ("attributes", "counts", "measured_by")
"""What may be asked of one thing and not of the next: its growth, its number, its area."""


def timed(reader: Reader, own: Query, before: Turn, query: Query) -> Iterator[Query]:
    """A question asked again, of the time that the first was told of or of the plans for the next.

    Args:
        reader: Reads and answers single questions.
        own: The question as it was typed.
        before: The talk so far.
        query: How it was read, with what was taken from the talk.
    """
    if asks_for_plan(own) and not query.years and (last := last_told(reader, before)):
        years, plan = reader.times(last)
        if len(years) == 1:
            yield replace(query, years=(years[0] + (not plan),))
    if own.years and query.report_years == own.years:
        # 2012年 after the report of 2012 may be the year that it tells of.
        of_year = replace(query, years=own.years)
        if reader.answering(of_year).confidence > reader.answering(query).confidence:
            yield of_year
    again = {("thing", "kept"), ("kind", "kept"), ("place", "own")} <= set(query.taken)
    untimed = not (query.years or query.report_years or query.several)
    plans = query.plan, before.query.plan
    if again and untimed and plans == (None, None) and query.kind.wants_figure:
        told = reader.answering(before.query)
        if told.citations and len(told.query.mentions) < 2:
            yield replace(query, plan=reader.times(told.citations[0]).plan)


def unframed(
    reader: Reader, own: Query, before: Turn, query: Query, scope: Scope
) -> Iterator[Query]:
    """A thing in the place of the one in talk, where only its sum is told and not its growth.

    What grew beside it is no answer: 数字经济核心产业增加值呢 after 增长多少.

    Args:
        reader: Reads and answers single questions.
        own: The question as it was typed.
        before: The talk so far.
        query: How it was read, with what was taken from the talk.
        scope: The places and years that it is asked of.
    """
    if ("thing", "replaced") not in query.taken:
        return
    answer, named = reader.answering(query), things(own)
    if answer.status is Status.ANSWERED and not _names_all(named, answer):
        plain = _without_measure(reader, own, before, query, scope)
        yield from (other for other in plain if _names_all(named, reader.answering(other)))


def _names_all(named: Sequence[Term], answer: Answer) -> bool:
    """Whether an answer itself, not only its sentence, has a word of each of some terms."""
    return all(any(word in answer.text for word in term.words) for term in named)


def otherwise(
    reader: Reader, own: Query, before: Turn, query: Query, scope: Scope
) -> Iterator[Query]:
    """Other readings of a turn, the likeliest first.

    Args:
        reader: Reads and answers single questions.
        own: The question as it was typed.
        before: The talk so far.
        query: How it was read, with what was taken from the talk.
        scope: The places and years that it is asked of.
    """
    taken = dict(query.taken)
    thing, kind = taken["thing"], taken["kind"]
    if own.years and query.report_years == own.years:
        # No report is of 2018, but one tells of it.
        yield replace(query, years=own.years, report_years=())
    if thing == "kept":
        yield from _of_another_thing(reader, own, before, query, scope)
    elif thing == "own":
        yield from _of_the_talk(reader, own, before, query, scope)
    elif thing == "replaced":
        yield from _without_measure(reader, own, before, query, scope)
    if not own.strict and (kind == "kept" or phrases.is_only("measures", _said(own))):
        # 审查小组呢 after 多少人 is asked for people too, 产量呢 after cars for cars.
        counted = replace(query, units=before.query.units)
        if _counts_in(before.query.units, reader.answering(counted)):
            yield counted


def _counts_in(units: Sequence[str], answer: Answer) -> bool:
    """Whether an answer tells a figure in the first of some units."""
    return any(are_alike(figure.unit, units[0]) for figure, _ in answer.figures if units)


def _of_another_thing(
    reader: Reader, own: Query, before: Turn, query: Query, scope: Scope
) -> Iterator[Query]:
    """A question about the thing in talk, meant of one before it or of its own."""
    over = own.mentions or not reader.is_answered(before.query)
    if ("kind", "own") in query.taken and own.terms and over:
        # A side question is over where only what was talked of before it answers the next one.
        for earlier in before.things[1:]:
            yield _read(reader, about(earlier, own.text), query, own, scope)
    base = before.query
    if asks_for_plan(own) and (base.change is not None or not base.kind.wants_figure):
        # What rank it has, how much it grew is told; what number is planned.
        for asked in (how_much(own), f"{own.text} {how_much(own)}"):
            yield _read(reader, about(before.thing, asked), query, own, scope)
    if own.weakness or _holds_its_thing(own):
        yield _read(reader, own.text, query, own, scope, thing="own")
    if _asks_the_same(own):
        yield from _of_the_same_unit(reader, own, before, query, scope)


def _of_the_talk(
    reader: Reader, own: Query, before: Turn, query: Query, scope: Scope
) -> Iterator[Query]:
    """A question that seemed to name its thing, meant of one in talk or as that was asked."""
    if own.kind.wants_figure and _leaves_open_of_what(own):
        for named in before.things:
            of_talk = _read(reader, about(named, own.text), query, own, scope, thing="kept")
            if _speaks_of(own, reader.answering(of_talk)):
                yield of_talk
    if not phrases.has("asking", own.text):
        # 是渗透率, which corrects what was asked the rank of.
        yield _in_its_place(reader, own, before, query, scope)


def _without_measure(
    reader: Reader, own: Query, before: Turn, query: Query, scope: Scope
) -> Iterator[Query]:
    """A thing in the place of the one in talk, without the measure that was asked of that."""
    if any(phrases.has(cue, query.text) for cue in _NOT_OF_EACH):
        # 粮食产量呢 after 增长多少, where only the sum is told.
        plain = _read(reader, f"{how_much(own)} {own.text}", query, own, scope)
        if not _told_share(reader.answering(plain)):
            yield plain
    of_growth = before.query.plan and _told_share(reader.answering(before.query))
    if of_growth or (query.plan is False and query.kind.wants_figure):
        # 工业呢 after a target of growth, and exports last year.
        yield _read(reader, say("how-fast", own.spoken, of=own.text), query, own, scope)


def _leaves_open_of_what(own: Query) -> bool:
    """Whether a question for a figure names a deed or a sort alone: of these, how many abroad."""
    named = [term for term in things(own) if is_named(term) and len(term.source) > 1]
    return phrases.has("of_part", own.text) or not named


def _said(own: Query) -> str:
    """The words of a question that are looked for."""
    return " ".join(term.source for term in own.terms)


def _speaks_of(own: Query, answer: Answer) -> bool:
    """Whether what was found speaks of what is done by the question's own words."""
    deeds = [t for t in own.terms if not (t.measure or t.target or _makes(t))]
    told = " ".join(citation.text for citation in answer.citations)
    return all(any(word in told for word in term.words) for term in deeds)


def _holds_its_thing(own: Query) -> bool:
    """Whether a deed says what it is done with: 造林多少."""
    deeds = [term.source for term in own.terms if not (term.measure or term.target)]
    whole = len(deeds) == 1 and len(deeds[0]) == 2 and (pos(deeds[0]) or "").startswith(("v", "n"))
    return whole and not own.mentions and (pos(deeds[0][1]) or "").startswith("n")


def _makes(term: Term) -> bool:
    """Whether a term only says that there are some: 种出, built."""
    return phrases.is_only("makes", term.source)


def _told_share(answer: Answer) -> bool:
    """Whether an answer tells no number but a share."""
    return any(are_alike(figure.unit, "%") for figure, _ in answer.figures)


def _asks_the_same(own: Query) -> bool:
    """Whether no more than the thing in talk is asked for again, of another place or time."""
    elsewhere = own.mentions or own.years or own.plan
    return bool(elsewhere) and all(map(_makes, own.terms))


def _of_the_same_unit(
    reader: Reader, own: Query, before: Turn, query: Query, scope: Scope
) -> Iterator[Query]:
    """The thing in talk without what is done with it, counted in what was told: 粮食打了多少."""
    answer = reader.answering(before.query)
    named = {term.source for term in before.thing}
    deeds = [t for t in before.query.terms if t.source not in named and not (t.measure or t.target)]
    if not (
        all(map(_makes, deeds)) and named and answer.status is Status.ANSWERED and answer.figures
    ):
        return
    unit = answer.figures[0][0].unit
    again = _read(reader, about(before.thing, how_much(own)), query, own, scope)
    alike = not own.units or any(are_alike(unit, asked) for asked in own.units)
    if unit and alike and query.change is None:
        counted = replace(again, units=again.units or (unit,))
        if _tells_of(before.thing, reader.answering(counted)):
            yield counted


def _in_its_place(reader: Reader, own: Query, before: Turn, query: Query, scope: Scope) -> Query:
    """A thing asked about as the one in talk was, though its name seems to ask for more."""
    written = replaced(own, before)
    read = reader.read_of(written.text, written.kind, scope, own)
    taken = {**dict(query.taken), "thing": written.thing, "kind": written.kind_is}
    return replace(read, plan=query.plan, taken=tuple(taken.items()))


def _tells_of(thing: Sequence[Term], answer: Answer) -> bool:
    """Whether the sentence that answers has a word of each term of a thing."""
    told = "".join(citation.text for citation in answer.citations[:1])
    return all(any(word in told for word in term.words) for term in thing)


def _read(
    reader: Reader, text: str, query: Query, own: Query, scope: Scope, thing: str = ""
) -> Query:
    """A text read in the place of the likeliest reading."""
    taken = {**dict(query.taken), **({"thing": thing} if thing else {})}
    return replace(
        reader.read_of(text, None, scope, own), plan=query.plan, taken=tuple(taken.items())
    )
