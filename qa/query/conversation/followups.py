"""Follow-ups: a question that leaves something out is written out, then read like any other.

What a question says itself is never touched, and a complete one is read as if nothing was said
before it. What is missing is taken from the talk by the moves of this package, each a rule;
`Query.taken` tells which.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from qa.model import Answer, Citation, Kind, Query, Question, Status
from qa.query import wrappings
from qa.query.conversation import phrases
from qa.query.conversation.breaths import questions_in
from qa.query.conversation.comparisons import (
    are_two_things,
    compares,
    set_against,
    thing_against,
    told_apart,
)
from qa.query.conversation.needs import (
    asks_for_plan,
    asks_for_wording,
    is_ahead,
    is_chatter,
    is_complete,
    is_done,
    is_placed,
    may_be_whole,
    of_reports,
    only_names,
    says_of_what,
)
from qa.query.conversation.of_answer import OfAnswer, before_gap, of_answer, points
from qa.query.conversation.otherwise import otherwise, timed, unframed
from qa.query.conversation.reader import Reader
from qa.query.conversation.scopes import dated, placed, scope_of
from qa.query.conversation.state import Scope, Times, Turn
from qa.query.conversation.surveys import asks_of_others, of_another_thing, of_others, where_named
from qa.query.conversation.things import carried, named_in, repeats
from qa.query.conversation.told import place_told, speaks_of, told_at, units_of_talk
from qa.query.conversation.writing import write
from qa.query.conversation.written import how_much, with_place
from qa.wording import say

_ALL_KEPT = tuple((part, "kept") for part in ("thing", "kind", "place", "year"))


class Followups:
    """Reads questions in their conversation."""

    def __init__(
        self,
        reading: Callable[[Question], Query],
        answering: Callable[[Query], Answer],
        covers: Callable[[Sequence[str], int, Sequence[str]], bool],
        times: Callable[[Citation], Times],
    ) -> None:
        """Of one corpus; the arguments are those of `Reader`."""
        self._reader = Reader(reading, answering, covers, times)

    def read(self, question: Question) -> Query:
        """The question as it was read, with what it leaves out taken from its history."""
        own = self._reader.reading(replace(question, id="", lang="", history=()))
        heard = own.heard
        if asked := self.of_answer(question):
            return replace(asked.query, taken=_ALL_KEPT)
        if question.history and self._leans(own, question.text):
            turns = self._talk(question)
            if turns and (asks_for_wording(question.text) or not is_chatter(own)):
                own = self._follow(own, question.text, turns[-1][1])
        elif question.history and only_names(own):
            turns = self._talk(question)
            own = self._as_figure(own, turns[-1][1]) if turns else own
        return replace(own, kind=question.kind or own.kind, heard=heard)

    def of_answer(self, question: Question) -> OfAnswer | None:
        """What a question asks of the answer before it; None if it asks of the reports."""
        if not (question.history and points(question.text)):
            return None
        turns = self._talk(question)
        own = self._reader.read(question.text)
        asked = question.history
        return of_answer(self._reader, own.text, turns[-1][1], asked) if turns else None

    def gap_sides(self, question: Question) -> tuple[Question, ...]:
        """The question before and the first half of this one, whose second asks how they differ.

        Empty if it does not, or sets places side by side.
        """
        first = before_gap(question.text)
        if not (question.history and first):
            return ()
        own = self._reader.read(first)
        turns = self._talk(question)
        of_figure = turns and turns[-1][1].query.kind.wants_figure and not own.mentions
        return (turns[-1][0], replace(question, text=first)) if of_figure and own.terms else ()

    def asked_in(self, question: Question) -> tuple[Question, ...]:
        """The questions that are asked in one breath, each after those before it.

        Two things in talk are compared by asking for each of them again.
        """
        own = self._reader.read(question.text)
        against = thing_against(self._reader, own) if question.history else ""
        if question.history and (against or compares(self._reader, own)):
            turns = self._talk(question)
            if turns and against:
                return turns[-1][0], replace(question, text=f"{against}{how_much(own)}")
            if self._are_two_things(own, turns):
                return turns[-2][0], turns[-1][0]
            if turns and (sides := told_apart(self._reader, own, [turn for _, turn in turns])):
                return tuple(turns[at][0] for at in sides)
        if question.history and asks_for_wording(question.text):
            asked = len(questions_in(question.history[-1], self._reader.reading))
            if asked > 1:
                return tuple(again for again, _ in self._talk(question)[-asked:])
        texts = questions_in(question.text, self._reader.reading)
        return tuple(
            replace(question, text=text, history=(*question.history, *texts[:at]))
            for at, text in enumerate(texts)
        )

    def _are_two_things(self, own: Query, turns: Sequence[tuple[Question, Turn]]) -> bool:
        """Whether a question compares the last two things in talk, and no places or years."""
        two = [turn for _, turn in turns[-2:]]
        return len(two) > 1 and compares(self._reader, own) and are_two_things(own, *two)

    def _talk(self, question: Question) -> list[tuple[Question, Turn]]:
        """The questions before this one, without chatter, and the talk after each of them."""
        turns: list[tuple[Question, Turn]] = []
        asked: list[str] = []
        for text in question.history:
            for earlier in questions_in(before_gap(text) or text, self._reader.reading):
                before = turns[-1][1] if turns else None
                after = before
                if before and of_answer(self._reader, self._reader.read(earlier).text, before, ()):
                    pass  # the talk stays where it was
                elif not self._are_two_things(self._reader.read(earlier), turns):
                    after = self._advance(before, earlier)
                if after and after is not before:
                    again = replace(question, text=earlier, history=tuple(asked), kind=None)
                    turns.append((again, after))
                asked.append(earlier)
        return turns

    def _as_figure(self, own: Query, before: Turn) -> Query:
        """A thing that a question only names, asked for as the figure before it was."""
        if not before.query.kind.wants_figure:
            return own
        query = self._reader.read(say("how-many-of", own.spoken, of=own.text.strip(" ?？。")))
        surer = own.plan or self._confidence(query) > self._confidence(own)
        return query if surer and self._reader.is_answered(query) else own

    def _beside(self, query: Query, before: Turn) -> Query:
        """The question, looked for beside what was told; not where it needs nothing but a place."""
        told = self._reader.answering(before.query)
        beside = replace(query, beside=told_at(told))
        if ("thing", "replaced") in query.taken and self._names_it(query) > self._names_it(beside):
            return query  # what stands beside is of another thing
        if not says_of_what(query):
            return beside
        surer = self._confidence(beside) > self._confidence(query)
        return beside if surer and speaks_of(query.terms, told) else query

    def _names_it(self, query: Query) -> bool:
        """Whether what answers a question has a word of what it names itself."""
        words = [w for t in query.terms if not (t.earlier or t.measure) for w in t.words]
        return any(word in self._reader.answering(query).text for word in words)

    def _confidence(self, query: Query) -> float:
        answer = self._reader.answering(query)
        return answer.confidence if answer.status is Status.ANSWERED else 0.0

    def _leans(self, own: Query, typed: str) -> bool:
        """Whether a question needs what was said before it."""
        return asks_for_wording(typed) or not self._stands_alone(own)

    def _stands_alone(self, own: Query) -> bool:
        """Whether a question needs nothing of what was said before it."""
        if phrases.has("leans", own.text):
            # What about exports in Shanghai asks for nothing itself.
            bare = self._reader.read(phrases.without("leans", own.text))
            if not bare.asks:
                return False
        leans = compares(self._reader, own) or asks_of_others(own)
        return is_complete(own) and not leans

    def _advance(self, before: Turn | None, text: str) -> Turn | None:
        """The talk after one more question."""
        own = self._reader.read(text)
        if is_chatter(own) or asks_for_wording(text):
            return before
        query = own
        if before and not self._stands_alone(own):
            query = self._follow(own, text, before)
        elif before and only_names(own):
            query = self._as_figure(own, before)
        scope = Scope(query.mentions, query.years, query.report_years)
        if before is None:
            thing = carried(query) or named_in(query)
            return Turn(query, scope, (scope,), (scope,), (thing,), thing, is_ahead(query))
        earlier = (before.query, *before.earlier)
        ahead = is_ahead(query) or (before.ahead and query.years == before.query.years)
        named = carried(query) or before.thing
        all_named = tuple(dict.fromkeys((named, *before.things)))
        whole = before.whole if phrases.has("of_part", text) else named
        if query.unknown_places or (before.scope.mentions and not query.mentions):
            scope = before.scope
        same = ("thing", "kept") in query.taken or repeats(query, before.query)
        if query.kind is Kind.COMPARE and len(query.mentions) != 1:
            # Of two that are compared the talk goes on with the one that came in.
            scope = Scope(own.mentions) if len(own.mentions) == 1 else before.scope
            return Turn(query, scope, before.scopes, before.seen, all_named, whole, ahead, earlier)
        scopes = (*(s for s in before.scopes if s != scope), scope) if same else (scope,)
        return Turn(query, scope, scopes, (*before.seen, scope), all_named, whole, ahead, earlier)

    def _follow(self, own: Query, typed: str, before: Turn) -> Query:
        """The question with what it leaves out."""
        reader = self._reader
        if asks_for_wording(typed):
            return replace(before.query, taken=_ALL_KEPT)
        for asked_on in (of_others, set_against, of_another_thing):
            if query := asked_on(reader, own, before):
                return query
        own = dated(reader, placed(reader, own, before), before)
        written = write(reader, own, typed, before)
        kept_thing = written.thing == "kept"
        scope, more = scope_of(reader, own, before, kept_thing)
        query = reader.read_of(written.text, written.kind, scope, own)
        query = with_place(query) if written.thing == "own" else query
        if kept_thing and (units := units_of_talk(reader, own, query, before)):
            query = replace(query, units=units)
        query = _as_said(own, before, replace(query, taken=(*written.taken, *more)))
        repeated = kept_thing and written.kind_is == "kept"
        if not (repeated or wrappings.corrects(typed)) and _goes_on(own, before, query):
            query = self._beside(query, before)
        others = otherwise(reader, own, before, query, scope)
        plain = unframed(reader, own, before, query, scope)
        meant = (*timed(reader, own, before, query), *plain, query)
        unplaced = not (scope.mentions or is_placed(own))
        if unplaced and (place := place_told(reader, before)):
            # Where no place was named, that of what was told is talked of.
            there = replace(query, places=place, mentions=(place,))
            elsewhere = otherwise(reader, own, before, there, scope._replace(mentions=(place,)))
            others = chain(others, (there,), elsewhere)
        answered = next(filter(reader.is_answered, chain(meant, others)), query)
        if kept_thing and written.kind_is == "own" and may_be_whole(own):
            answered = self._surer_alone(own, answered, scope)
        return where_named(reader, own, answered)

    def _surer_alone(self, own: Query, query: Query, scope: Scope) -> Query:
        """A question of several words as if it named its thing, where that is answered surer."""
        alone = with_place(self._reader.read_of(own.text, None, scope, own))
        taken = (*(pair for pair in query.taken if pair[0] != "thing"), ("thing", "own"))
        surer = self._confidence(alone) > self._confidence(query)
        return replace(alone, taken=taken) if surer else query


def _as_said(own: Query, before: Turn, query: Query) -> Query:
    """The question written out, with what the turn says of times and sums in its own words."""
    return replace(
        query,
        plan=_plan(own, before, query),
        several=query.several if own.several is None else own.several,
        total=query.total or own.total,
        parts=own.parts or query.parts,
        weakness=query.weakness or (own.kind is Kind.WHY and before.query.weakness),
    )


def _goes_on(own: Query, before: Turn, query: Query) -> bool:
    """Whether a question may be answered beside what was told.

    The reason or the way is not told beside the figure, nor what is planned beside what was done.
    """
    ahead = is_ahead(query) and not is_ahead(before.query)
    elsewhere = own.mentions or own.unknown_places
    return not (elsewhere or ahead or own.kind in (Kind.WHY, Kind.HOW))


def _plan(own: Query, before: Turn, query: Query) -> bool | None:
    """Whether plans are asked for, as the question says or the talk did."""
    if asks_for_plan(own):
        return True
    if own.asks or own.plan is not None:
        return query.plan if own.plan is None else own.plan
    filed = of_reports(before.query) and not is_done(own)
    if own.years and own.years != before.query.years and not filed:
        return None  # the year tells
    return query.plan if before.query.plan is None else before.query.plan
