"""Follow-ups: a question that leaves something out is written out, then read like any other.

What a question says itself is never touched, and a complete one is read as if nothing was said
before it. What is missing is taken from the talk by the rules below; `Query.taken` tells which.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.analysis.entities import find_spans
from qa.language.units import are_alike
from qa.model import Answer, Kind, Query, Question, ReasonCode, Status, Term
from qa.query import cues, talk, wrappings
from qa.query.place_names import NATION
from qa.query.talk import Scope, Turn

_ENTITIES = {
    "someone": ("person", "role"),
    "something": ("document", "brand", "organisation"),
}
_COMPARED = (("place", "compared"), ("year", "compared"))
_APART = " / "
"""Between words from different places, so that no phrase is read across them."""
Taken = tuple[tuple[str, str], ...]


class Followups(NamedTuple):
    """Reads questions in their conversation."""

    reading: Callable[[Question], Query]
    """Reads one question by itself."""
    answering: Callable[[Query], Answer]
    """Answers what was read."""
    covers: Callable[[Sequence[str], int, Sequence[str]], bool]
    """Whether the reports of some places tell of a year as those of others do."""

    def read(self, question: Question) -> Query:
        """The question as it was read, with what it leaves out taken from its history."""
        own = self.reading(replace(question, id="", lang="", history=()))
        if question.history and not self._stands_alone(own):
            before = None
            for turn in question.history:
                for earlier in talk.questions_in(turn, self.reading):
                    before = self._advance(before, earlier)
            if before and not talk.is_chatter(own):
                own = self._follow(own, question.text, before)
        return replace(own, kind=question.kind) if question.kind else own

    def _stands_alone(self, own: Query) -> bool:
        """Whether a question needs nothing of what was said before it."""
        return talk.is_complete(own) and not self._compares(own)

    def _compares(self, own: Query) -> bool:
        """Whether a question sets side by side what was talked of, or one more thing with it."""
        if len(own.mentions) < 2 and (phrase := talk.cut("against", own.text)):
            read = self.reading(Question(phrase))
            told = own.mentions or _step(own) or (own.years and own.years == read.years)
            # How a place stands to the nation its own report says: 高于全国0.4个百分点.
            if own.mentions == read.mentions != ((NATION,),) and told:
                return True
        if len(own.mentions) == 1 and talk.has("against_it", own.text):
            return True
        rest = self._rest(own)
        open_ = not talk.things(rest) or talk.has("compares_two", own.text)
        return not own.mentions and open_ and talk.has("compares", own.text)

    def _rest(self, own: Query) -> Query:
        """A comparison without the words that only say so."""
        text = talk.without("against_it", own.text)
        text = talk.without("against", talk.without("compares", text))
        return self.reading(Question(cues.without("comparative", text)))

    def _advance(self, before: Turn | None, text: str) -> Turn | None:
        """The talk after one more question."""
        own = self.reading(Question(text))
        if talk.is_chatter(own):
            return before
        query = own
        if before and not self._stands_alone(own):
            query = self._follow(own, text, before)
        scope = Scope(query.mentions, query.years, query.report_years)
        if before is None:
            return Turn(query, scope, (scope,), (scope,), (talk.things(query),))
        named = talk.things(query) or before.thing
        things = tuple(dict.fromkeys((named, *before.things)))
        if query.unknown_places or not query.mentions:
            scope = before.scope
        same = ("thing", "kept") in query.taken or talk.repeats(query, before.query)
        if query.kind is Kind.COMPARE and len(query.mentions) != 1:
            # Of two that are compared the talk goes on with the one that came in.
            scope = Scope(own.mentions) if len(own.mentions) == 1 else before.scope
            return Turn(query, scope, before.scopes, before.seen, things)
        scopes = (*(s for s in before.scopes if s != scope), scope) if same else (scope,)
        return Turn(query, scope, scopes, (*before.seen, scope), things)

    def _follow(self, own: Query, typed: str, before: Turn) -> Query:
        """The question with what it leaves out."""
        if own.gap and not talk.things(self._rest(own)) and self._told_two(before):
            kept = tuple((name, "kept") for name in ("thing", "kind", "place", "year"))
            return replace(before.query, gap=True, taken=kept)
        if self._compares(own) and (compared := self._compare(own, before)):
            return compared
        if talk.has("leans", own.text):
            own = self.reading(Question(talk.without("leans", own.text)))
        own = self._date(own, before)
        text, kind, taken = self._write(own, typed, before)
        scope, more = self._place(own, before, kept=("thing", "kept") in taken)
        query = self._read(text, kind, scope, own)
        if ("thing", "kept") in taken and talk.counts_anything(query) and before.query.units:
            query = replace(query, units=before.query.units)
        if talk.asks_for_plan(own):
            query = replace(query, plan=True)
        if own.plan is None and before.query.plan is not None and not own.asks:
            query = replace(query, plan=before.query.plan)
        # The reason or the way is not told beside the figure, nor is the same thing anew.
        repeats = taken[:2] == (("thing", "kept"), ("kind", "kept"))
        elsewhere = repeats or own.kind in (Kind.WHY, Kind.HOW)
        if not (elsewhere or own.mentions or own.unknown_places or wrappings.corrects(typed)):
            query = replace(query, beside=self._told(before))
        query = replace(query, taken=(*taken, *more))
        if taken != (("thing", "kept"), ("kind", "own")) or not own.terms:
            return query
        # A side question is over where only what was talked of before it answers the next one.
        earlier = (
            replace(self._read(_about(thing, own.text), None, scope, own), taken=query.taken)
            for thing in before.things[1:]
        )
        return next(filter(self._is_answered, (query, *earlier)), query)

    def _is_answered(self, query: Query) -> bool:
        return self.answering(query).status is Status.ANSWERED

    def _write(self, own: Query, typed: str, before: Turn) -> tuple[str, Kind | None, Taken]:
        """The text of the question with thing and kind, and the kind where no words tell it."""
        base, said = before.query, own.text
        for cue, kinds in _ENTITIES.items():
            if talk.has(cue, own.text) and (named := self._entities(before, kinds)):
                text = f"{named} {talk.without(cue, said)}"
                return text, None, (("thing", "told"), ("kind", "own"))
        if talk.asks_for_plan(own):
            return _undated(base.text), _unsaid(base), (("thing", "kept"), ("kind", "kept"))
        if not talk.things(own):
            if not own.terms and (not own.asks or talk.asks_alike(own, base)):
                return _again(base, own), _unsaid(base), (("thing", "kept"), ("kind", "kept"))
            # What is planned against shortcomings is planned for what they are of.
            thing = talk.without_shortcomings(before.thing) if own.plan else before.thing
            return _about(thing, said), None, (("thing", "kept"), ("kind", "own"))
        if base.kind is Kind.WHO and all(map(talk.names_role, own.terms)):
            # A deputy is one of the body whose head was asked for.
            body = talk.body_in(before.thing, base.lang)
            return _about(body, said), Kind.WHO, (("thing", "kept"), ("kind", "kept"))
        if own.asks:
            return own.text, None, (("thing", "own"), ("kind", "own"))
        if wrappings.corrects(typed) and not own.mentions and talk.has("narrows", said):
            return f"{base.text} {said}", _unsaid(base), (("thing", "narrowed"), ("kind", "kept"))
        if own.mentions and talk.repeats(own, base):
            return _again(base, own), _unsaid(base), (("thing", "kept"), ("kind", "kept"))
        frame = talk.cut("frame", base.text)
        return (
            f"{frame} {said}",
            None if frame else _unsaid(base),
            (
                ("thing", "replaced"),
                ("kind", "kept"),
            ),
        )

    def _place(self, own: Query, before: Turn, kept: bool) -> tuple[Scope, Taken]:
        """Places and years of the question, those of the talk where it has none."""
        scope = self._covered(before)
        if talk.is_placed(own):
            mentions, taken = own.mentions, (("place", "own"),)
        else:
            mentions, taken = scope.mentions, (("place", "kept"),)
        if own.years or own.report_years:
            of_reports = {y for seen in before.seen for y in seen.report_years}
            of_facts = {y for seen in before.seen for y in seen.years}
            by_report = scope.report_years and not scope.years
            if own.years and (by_report or set(own.years) <= of_reports - of_facts):
                # Back to 2012, where the talk was of the report of 2012, or on from there.
                return Scope(mentions, (), own.years), (*taken, ("year", "own"))
            return Scope(mentions, own.years, own.report_years), (*taken, ("year", "own"))
        if own.mentions:
            places = [place for mention in own.mentions for place in mention]
            like = before.query.places
            covered = tuple(y for y in scope.years if self.covers(places, y, like))
            years = covered if covered == scope.years else ()
            filed = scope.report_years if not scope.report_years or covered else ()
            return Scope(mentions, years, filed), (*taken, ("year", "kept" if years else "open"))
        ahead = talk.is_ahead(before.query) != talk.is_ahead(own)
        if own.asks and not kept and (ahead or own.kind in (Kind.WHY, Kind.HOW)):
            # The year of a plan is not the year of what was done; reasons and ways have none.
            return Scope(mentions), (*taken, ("year", "open"))
        return Scope(mentions, *scope[1:]), (*taken, ("year", "kept"))

    def _covered(self, before: Turn) -> Scope:
        """The last place and years in talk; of years that were refused those before."""
        scope = before.scope
        if len(before.seen) < 2 or not (scope.years or scope.report_years):
            return scope
        reason = self.answering(before.query).reason
        refused = reason is not None and reason.code is ReasonCode.UNKNOWN_YEAR
        return Scope(scope.mentions, *before.seen[-2][1:]) if refused else scope

    def _date(self, own: Query, before: Turn) -> Query:
        """The question with the year that it tells by the one in talk: 前一年."""
        step = _step(own)
        if not step:
            return own
        text = talk.without("year_before", talk.without("year_after", own.text))
        undated = self.reading(Question(text))
        if talk.things(undated) and own.asks:
            return own
        year = self._year(before)
        if year is None:
            return own
        return replace(undated, years=(year + step,), report_years=())

    def _year(self, before: Turn) -> int | None:
        """The year in talk: the last one named, else that of the report that answered."""
        if named := before.scope.years or before.scope.report_years:
            return named[-1]
        cited = self.answering(before.query).citations
        return cited[0].year if cited else None

    def _entities(self, before: Turn, kinds: Sequence[str]) -> str:
        """What the last answer named of some kinds: laws, bodies, offices, persons."""
        answer = self.answering(before.query)
        if answer.status is not Status.ANSWERED:
            return ""
        return " ".join(s.text.strip("《》“”") for s in find_spans(answer.text) if s.kind in kinds)

    def _told(self, before: Turn) -> tuple[str, int, int] | None:
        """Where the answer to the last question stands."""
        answer = self.answering(before.query)
        if answer.status is not Status.ANSWERED or not answer.citations:
            return None
        first = answer.citations[0]
        starts = [f.start for f, number in answer.figures if number == first.number]
        starts += [start for start, _ in first.highlights]
        return first.report, first.start, next(iter(starts), 0)

    def _told_two(self, before: Turn) -> bool:
        """Whether the answer to the last question told two figures of one sort, and no others."""
        figures = [figure for figure, _ in self.answering(before.query).figures]
        return len(figures) == 2 and are_alike(figures[0].unit, figures[1].unit)

    def _compare(self, own: Query, before: Turn) -> Query | None:
        """The thing in talk compared over the places or the years in talk; None if there is one."""
        scopes = self._sides(own, before)
        mentions = tuple(dict.fromkeys(m for scope in scopes for m in scope.mentions))
        years = tuple(sorted({y for scope in scopes for y in scope.years}))
        filed = tuple(sorted({y for scope in scopes for y in scope.report_years}))
        if len(mentions) > 1:
            alike = len({scope[1:] for scope in scopes}) == 1
            scope = Scope(mentions, *(scopes[0][1:] if alike else ((), ())))
        elif len(years) > 1 or len(filed) > 1:
            scope = Scope(
                mentions, years if len(years) > 1 else (), filed if len(filed) > 1 else ()
            )
        else:
            return None
        readings = [
            replace(
                self._read(text, Kind.COMPARE, scope, own),
                extreme=own.extreme,
                gap=own.gap,
                taken=(("kind", "own"), ("thing", thing), *_COMPARED),
            )
            for thing, text in self._compared(own, before)
        ]
        return next(filter(self._tells_all, readings[:-1]), readings[-1])

    def _compared(self, own: Query, before: Turn) -> list[tuple[str, str]]:
        """What may be compared, as rule and text, the likeliest first.

        A deed alone may be one done with the thing in talk: 谁调得多 after 矛盾纠纷.
        """
        kept, fresh = ("kept", _undated(before.query.text)), ("own", own.text)
        things = talk.things(self._rest(own))
        if not things:
            return [kept]
        if any(map(talk.is_named, things)):
            return [fresh]
        return [("kept", _about(before.thing, own.text)), kept, fresh]

    def _tells_all(self, query: Query) -> bool:
        """Whether the reports tell something of each place and year that a comparison is of."""
        rows = self.answering(query).rows
        return bool(rows) and all(row.citation for row in rows)

    def _sides(self, own: Query, before: Turn) -> list[Scope]:
        """The places and years that a comparison sets side by side."""
        if talk.has("against", own.text) or talk.has("against_it", own.text):
            if own.mentions:
                return [before.scope, self._place(own, before, kept=True)[0]]
            year = self._year(before)
            if own.years and year:
                return [before.scope._replace(years=(y,)) for y in (year, own.years[-1])]
            if (step := _step(own)) and (year := self._year(before)):
                return [before.scope._replace(years=(y,)) for y in (year, year + step)]
        number = cues.number_of(talk.cut("sides", own.text))
        scopes = before.scopes if len(before.scopes) > 1 else before.seen
        return list(dict.fromkeys(scopes))[-number:]

    def _read(self, text: str, kind: Kind | None, scope: Scope, own: Query) -> Query:
        """A text read as asked of some places and years."""
        places = tuple(dict.fromkeys(p for mention in scope.mentions for p in mention))
        named = tuple(mention[0] for mention in scope.mentions)
        said = {term.source for term in own.terms}
        query = self.reading(Question(text, places=named, years=scope.years, kind=kind))
        return replace(
            query,
            places=places,
            mentions=scope.mentions,
            unknown_places=own.unknown_places,
            years=scope.years,
            report_years=scope.report_years,
            terms=tuple(
                replace(t, earlier=t.source not in own.text and t.source not in said)
                for t in query.terms
            ),
            unread=tuple(word for word in query.unread if word in own.text),
        )


def _step(own: Query) -> int:
    """1 if a question asks of the year after the one in talk, -1 for the year before."""
    return talk.has("year_after", own.text) - talk.has("year_before", own.text)


def _undated(text: str) -> str:
    """The text without its years."""
    return cues.without("year", text)


def _again(base: Query, own: Query) -> str:
    """A question to be asked again; of one place nothing is compared any more."""
    text = _undated(base.text)
    single = base.kind is Kind.COMPARE and len(own.mentions) == 1
    return cues.without("comparative", text) if single else text


def _unsaid(base: Query) -> Kind | None:
    """The kind of a question that its text does not tell."""
    return None if base.kind.wants_figure else base.kind


def _about(thing: Sequence[Term], said: str) -> str:
    """What was said, of a thing in talk."""
    return _APART.join((*(term.source for term in thing), said))
