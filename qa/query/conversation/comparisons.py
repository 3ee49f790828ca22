"""Comparisons: what was talked of set side by side, or one more thing with it."""

from collections.abc import Sequence
from dataclasses import replace

from qa.model import Kind, Query
from qa.query import cues
from qa.query.conversation import phrases
from qa.query.conversation.reader import Reader
from qa.query.conversation.scopes import scope_of, step_of
from qa.query.conversation.state import Scope, Turn
from qa.query.conversation.things import is_named, named_in, repeats, things
from qa.query.conversation.told import place_told, told_at, told_two, told_year
from qa.query.conversation.written import about, how_much, undated
from qa.query.place_names import NATION

_COMPARED = (("place", "compared"), ("year", "compared"))


def compares(reader: Reader, own: Query) -> bool:
    """Whether a question sets side by side what was talked of, or one more thing with it."""
    if len(own.mentions) < 2 and (phrase := phrases.cut("against", own.text)):
        read = reader.read(phrase)
        told = own.mentions or step_of(own) or (own.years and own.years == read.years)
        # How a place stands to the nation its own report says: 高于全国0.4个百分点.
        if own.mentions == read.mentions != ((NATION,),) and told:
            return True
    if len(own.mentions) == 1 and phrases.has("against_it", own.text):
        return True
    says_so = phrases.has("comparing", own.text) or phrases.has("has_more", own.text)
    says_so = says_so and own.kind is not Kind.WHY
    if len(own.mentions) < 2 and says_so and not things(rest_of(reader, own)):
        return True
    if len(own.mentions) > 1 and says_so and not named_in(rest_of(reader, own)):
        return True
    open_ = not things(rest_of(reader, own)) or phrases.has("compares_two", own.text)
    return not own.mentions and open_ and phrases.has("compares", own.text)


def rest_of(reader: Reader, own: Query) -> Query:
    """A comparison without the words that only say so."""
    text = own.text
    for cue in ("against_it", "compares", "against", "has_more", "comparing", "of_both", "ranks"):
        text = phrases.without(cue, text)
    return reader.read(cues.without("comparative", text))


def set_against(reader: Reader, own: Query, before: Turn) -> Query | None:
    """A question that compares with what is in talk, written out; None if it does not."""
    one_scope = len(before.scopes) < 2 and own.gap and not things(rest_of(reader, own))
    if one_scope and told_two(reader.answering(before.query)):
        kept = tuple((name, "kept") for name in ("thing", "kind", "place", "year"))
        return replace(before.query, gap=True, taken=kept)
    if changed := _change_since(reader, own, before):
        return changed
    ranked = before.query.kind is Kind.COMPARE or before.query.extreme
    if ranked and (_only_ranks(reader, own) or _only_compares(reader, own)):
        kept = tuple((name, "kept") for name in ("thing", "kind", "place", "year"))
        extreme = own.extreme or before.query.extreme
        return replace(before.query, extreme=extreme, gap=own.gap, taken=kept)
    several = len(before.scopes) > 1 and not own.mentions
    ranks = several and (_only_ranks(reader, own) or _asks_which(reader, own, before))
    return _compare(reader, own, before) if ranks or compares(reader, own) else None


def _asks_which(reader: Reader, own: Query, before: Turn) -> bool:
    """Whether a question names the thing in talk and asks which has more: 谁的绿化率高."""
    ranks = own.extreme or phrases.has("ranks", own.text)
    return bool(ranks) and repeats(rest_of(reader, own), before.query)


def _only_ranks(reader: Reader, own: Query) -> bool:
    """Whether a question asks which of those compared comes first, last or next: 最低的呢."""
    if own.mentions or own.years:
        return False
    rest = phrases.without("ranks", phrases.without("leans", own.text))
    ranks = phrases.has("ranks", own.text) or bool(own.extreme)
    return ranks and not rest_of(reader, reader.read(rest)).terms


def _only_compares(reader: Reader, own: Query) -> bool:
    """Whether a question says no more than that what was set side by side is compared."""
    told = own.mentions or own.years or step_of(own) or things(rest_of(reader, own))
    return not told and compares(reader, own)


def _compare(reader: Reader, own: Query, before: Turn) -> Query | None:
    """The thing in talk compared over the places or the years in talk; None if there is one."""
    scopes = _sides(reader, own, before)
    mentions = tuple(dict.fromkeys(m for scope in scopes for m in scope.mentions))
    years = tuple(sorted({y for scope in scopes for y in scope.years}))
    filed = tuple(sorted({y for scope in scopes for y in scope.report_years}))
    if len(mentions) > 1:
        alike = len({scope[1:] for scope in scopes}) == 1
        scope = Scope(mentions, *(scopes[0][1:] if alike else ((), ())))
    elif len(years) > 1 or len(filed) > 1:
        scope = Scope(mentions, years if len(years) > 1 else (), filed if len(filed) > 1 else ())
    else:
        return None
    likely = _compared(reader, own, before)
    readings = [
        replace(
            _as_planned(reader.read_of(text, Kind.COMPARE, scope, own), own, before, thing),
            extreme=own.extreme or _way(own),
            gap=own.gap,
            taken=(("kind", "own"), ("thing", thing), *_COMPARED),
        )
        for thing, text in (*likely, *_bare(own, before))
    ]
    told = (query for query in readings if _tells_all(reader, query))
    return next(told, readings[len(likely) - 1])


def _bare(own: Query, before: Turn) -> Sequence[tuple[str, str]]:
    """The thing in talk without the deed told of it: PM2.5 for PM2.5降到多少."""
    said = [t for t in before.query.terms if t not in before.thing and not t.measure]
    deeds = said and before.query.kind.wants_figure and not any(map(is_named, said))
    return [("kept", about(before.thing, how_much(own)))] if deeds and not things(own) else []


def _as_planned(query: Query, own: Query, before: Turn, thing: str) -> Query:
    """What is compared, of plans or of what was done as the talk is."""
    plan = before.query.plan if own.plan is None else own.plan
    return replace(query, plan=plan) if thing == "kept" and plan is not None else query


def _change_since(reader: Reader, own: Query, before: Turn) -> Query | None:
    """The change that is told with the thing in talk: 和上一年比多了几天; None if there is none."""
    undone = phrases.without("year_before", own.text)
    bare = phrases.without("than", undone)
    changed = phrases.has("changed", bare) or (own.change and bare != undone)
    if own.mentions or step_of(own) >= 0 or not changed:
        return None
    if things(reader.read(cues.without("comparative", bare))):
        return None
    kept = reader.read_of(about(before.thing, bare), None, before.scope, own)
    told = told_at(reader.answering(before.query))
    taken = tuple((name, "kept") for name in ("thing", "place", "year"))
    query = replace(kept, change=True, gap=False, beside=told, taken=taken)
    return query if query.kind.wants_figure and reader.is_answered(query) else None


def _way(own: Query) -> int:
    """Which way a comparison goes, in the words that only say so: as `Query.extreme`."""
    said = "".join(
        phrases.cut(cue, own.text) for cue in ("against", "has_more", "comparing", "compares")
    )
    return -1 if phrases.has("fewer", said) else int(phrases.has("more", said))


def _compared(reader: Reader, own: Query, before: Turn) -> list[tuple[str, str]]:
    """What may be compared, as rule and text, the likeliest first.

    A deed alone may be one done with the thing in talk: 谁调得多 after 矛盾纠纷. What was asked of
    both sides is what is compared, whatever it is called now.
    """
    kept = ("kept", undated(before.query.text))
    fresh = ("own", phrases.without("of_both", own.text))
    rest = rest_of(reader, own)
    named = things(rest)
    if not named and _asks_growth(own, before):
        # How fast did each grow, after how big they are.
        return [("kept", about(before.thing, fresh[1])), kept]
    if not named or repeats(rest, before.query):
        return [kept]
    if earlier := next((q for q in before.earlier if repeats(rest, q)), None):
        # Back to what was asked before the last: 这两个地方经济哪个涨得快.
        return [("kept", undated(earlier.text)), fresh]
    asked_of_both = not own.mentions and len(before.scopes) > 1
    if any(map(is_named, named)):
        return [fresh, kept] if asked_of_both else [fresh]
    if asked_of_both:
        return [kept]
    return [("kept", about(before.thing, own.text)), kept, fresh]


def _asks_growth(own: Query, before: Turn) -> bool:
    """Whether a comparison is of the growth of what was asked for as such."""
    grew = [phrases.has("attributes", text) for text in (own.text, before.query.text)]
    return grew == [True, False] and before.query.kind.wants_figure


def told_apart(reader: Reader, own: Query, turns: Sequence[Turn]) -> Sequence[int]:
    """Which turns asked of the places now compared in words of their own; none if one will do.

    They are told again as they were: 过夜的老外 of one place is not 境外来玩的 of the next.

    Args:
        reader: Reads and answers single questions.
        own: A question that compares.
        turns: The talk after each question before it.
    """
    last = turns[-1]
    if own.mentions or own.years or len(last.scopes) > 1 or things(rest_of(reader, own)):
        return ()
    asked = {turn.query.mentions: at for at, turn in enumerate(turns) if _tells(reader, turn.query)}
    number = cues.number_of(phrases.cut("sides", own.text)) or 2
    sides = sorted(asked.values())[-number:]
    figures = [_figures(reader, turns[at].query) for at in sides]
    compared = set_against(reader, own, last)
    told = _figures(reader, compared) if compared else set()
    alike = all(one & told for one in figures)
    return () if len(sides) < 2 or len(turns) - 1 not in sides or alike else sides


def _tells(reader: Reader, query: Query) -> bool:
    """Whether a question asks a figure of one place, and was answered."""
    one = query.kind.wants_figure and query.kind is not Kind.COMPARE and len(query.mentions) == 1
    return one and reader.is_answered(query)


def _figures(reader: Reader, query: Query) -> set[str]:
    """The figures that answer a question."""
    return {figure.text for figure, _ in reader.answering(query).figures}


def are_two_things(own: Query, before: Turn, last: Turn) -> bool:
    """Whether a comparison is of the last two things in talk, both of one place and time.

    Args:
        own: A question that compares.
        before: The talk one question ago.
        last: The talk so far.
    """
    both = before.query, last.query
    elsewhere = own.mentions or own.years or step_of(own)
    if elsewhere or not all(query.kind.wants_figure for query in both):
        return False
    if phrases.has("of_places", phrases.cut("compares", own.text)) or last.scope != before.scope:
        return False
    named, before_named = ({term.words[0] for term in query.terms} for query in both)
    return named != before_named and len(last.scopes) == 1


def thing_against(reader: Reader, own: Query) -> str:
    """The thing of the same place that the one in talk is set against: 和微信比哪个多.

    Empty if it is set against a place, a year or what was aimed at, or names a thing itself.
    """
    phrase = phrases.cut("against", own.text)
    if not phrase or own.mentions or own.years or own.unknown_places or step_of(own):
        return ""
    read = reader.read(phrase)
    named = [t for t in read.terms if not (t.measure or t.target)]
    said = phrases.has("compares", own.text) or phrases.has("comparing", own.text)
    alone = said and len(named) == 1 and not things(rest_of(reader, own))
    is_thing = alone and is_named(named[0]) and len(named[0].source) > 1
    return named[0].source if is_thing and not phrases.has("of_places", phrase) else ""


def _tells_all(reader: Reader, query: Query) -> bool:
    """Whether the reports tell something of each place and year that a comparison is of."""
    rows = reader.answering(query).rows
    return bool(rows) and all(row.citation for row in rows)


def _sides(reader: Reader, own: Query, before: Turn) -> list[Scope]:
    """The places and years that a comparison sets side by side."""
    if own.mentions:
        named = scope_of(reader, own, before, kept=True)[0]
        if len(own.mentions) > 1:
            return [named]
        others = [scope for scope in before.seen if scope.mentions != own.mentions]
        if (place := place_told(reader, before)) and not before.scope.mentions:
            # Of the place that no one named, but that told.
            others = [before.scope._replace(mentions=(place,))]
        return [*others[-1:], named]
    if phrases.has("against", own.text) or phrases.has("against_it", own.text):
        year = told_year(reader, before)
        if own.years and year:
            return [before.scope._replace(years=(y,)) for y in (year, own.years[-1])]
        if (step := step_of(own)) and year:
            return [before.scope._replace(years=(y,)) for y in (year, year + step)]
    number = cues.number_of(phrases.cut("sides", own.text))
    scopes = before.scopes if len(before.scopes) > 1 else before.seen
    last = {scope.mentions: scope for scope in scopes}
    # Of each of several places what was asked last; of one place its years.
    return list(last.values() if len(last) > 1 else dict.fromkeys(scopes))[-number:]
