"""Talk: what was asked so far, as far as a later question may lean on it.

The turns of phrase by which one leans lie in data/query/talk.toml.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from qa.analysis import entities
from qa.language.cues import Cues
from qa.language.normalization import is_han
from qa.language.tokenization import pos
from qa.model import Kind, Query, Question, Term
from qa.query import cues
from qa.query.place_names import forms
from qa.wording import say

_NO_NOUNS = ("v", "a", "d", "p", "m", "q", "r", "f", "t")
"""First letters of the tags of verbs, adverbs, numbers, places and times."""
_OF_DEEDS = (Kind.HOW, Kind.WHY, Kind.YESNO, Kind.WHO)


class Scope(NamedTuple):
    """Of where and when something was asked."""

    mentions: tuple[tuple[str, ...], ...] = ()
    """Places as in `Query.mentions`."""
    years: tuple[int, ...] = ()
    report_years: tuple[int, ...] = ()


class Turn(NamedTuple):
    """A question of the talk, written out, and what the talk was about until then."""

    query: Query
    scope: Scope
    """The last place and years that reports cover."""
    scopes: tuple[Scope, ...]
    """All of which this same thing was asked, oldest first."""
    seen: tuple[Scope, ...]
    """All of the talk, oldest first."""
    things: tuple[tuple[Term, ...], ...]
    """What was named as asked about, the last first."""

    @property
    def thing(self) -> tuple[Term, ...]:
        """What was last named as asked about."""
        return self.things[0]


_CUES = Cues("query/talk.toml")
has, cut, without = _CUES.has, _CUES.cut, _CUES.without


def is_chatter(query: Query) -> bool:
    """Whether a text asks for nothing and says nothing to go on from: 谢谢."""
    if any(has(cue, query.text) for cue in ("chatter", "asks_for_help", "asks_for_reports")):
        return True
    said = (query.terms, query.places, query.unknown_places, query.years, query.report_years)
    leans = any(has(cue, query.text) for cue in ("leans", "year_before", "year_after"))
    return not any(said) and not query.asks and not leans


def is_complete(query: Query) -> bool:
    """Whether a question says all that it needs: of where, of what, and what is wanted."""
    leans = has("leans", query.text)
    # 莒镇贴了什么榜 says enough with a place, 彭浦镇培养了多少 does not.
    said = sum(not term.measure for term in query.terms)
    enough = things(query) or (query.places and not leans and said > 1)
    if not enough or (leans and not query.asks):
        return False
    named = has("someone", query.text) or has("something", query.text)
    return is_placed(query) and not named


def is_placed(query: Query) -> bool:
    """Whether a question says of which place it asks, be it one without a report."""
    if query.places or query.unknown_places or query.kind is Kind.ACROSS:
        return True
    return any(_names_a_place(term) for term in query.terms if not term.measure)


def _names_a_place(term: Term) -> bool:
    source = term.source
    if not is_han(source[0]):
        return term.words == (source,) and source[0].isupper()
    levels = forms()["like_places"]["levels"]
    return (len(source) > 2 and source[-1] in levels) or pos(source) == "ns"


def things(query: Query) -> tuple[Term, ...]:
    """The terms that say what is asked about; a verb alone does so only where its unit is named."""
    content = tuple(term for term in query.terms if not (term.measure or term.target))
    if not content and has("plans_as_such", query.text) and not has("refers", query.text):
        return () if query.kind.wants_figure else query.terms
    if query.person or not query.asks:
        return content
    if nouns := tuple(filter(_is_noun, content)):
        return nouns
    # 调解了多少件 and 怎么防范走私 are about that; 培养了多少 and 怎么调解的 do not say of what.
    counts = query.strict and not has("doers", query.text)
    tells = counts or (query.kind in _OF_DEEDS and len(content) > 1)
    return tuple(t for t in content if tells and _says_what(t.source))


def _says_what(verb: str) -> bool:
    """Whether a verb says what is done: 调解, not 发了, nor 审完, which only says how it ended."""
    return len(verb.removesuffix(_CUES.cut("deed_end", verb))) > 1 and not has("light", verb)


def _is_noun(term: Term) -> bool:
    source = term.source
    if is_han(source[0]):
        if len(source) < 2 or (has("deed_end", source) and not pos(source)):
            return False
        return _may_be_noun(source)
    first = source.lower().split()[0]
    named = " " in source or has("noun_end", first)
    return (named and not first.endswith("ed")) or _may_be_noun(term.words[0])


def is_named(term: Term) -> bool:
    """Whether a term names a thing, not a deed, by its likeliest wording."""
    return _may_be_noun(term.words[0])


def _may_be_noun(word: str) -> bool:
    tag = pos(word) or "n"
    return tag == "vn" or not tag.startswith(_NO_NOUNS)


def without_shortcomings(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms but for those that only ask for shortcomings; all, if there are no others."""
    kept = tuple(term for term in terms if not _CUES.is_only("shortcomings", term.source))
    return kept or tuple(terms)


def names_role(term: Term) -> bool:
    """Whether a term names an office or a calling, by one of its likeliest wordings."""
    return any(
        span.kind == "role" and span.text == word
        for word in term.words[:2]
        for span in entities.find_spans(word)
    )


def body_in(terms: Sequence[Term], lang: str) -> Sequence[Term]:
    """The terms that name a body, with those that tell which; all but roles, if none is named."""
    found = [at for at, term in enumerate(terms) if _names_body(term)]
    if not found:
        return [term for term in terms if not names_role(term)]
    # 法治建设委员会 the other way round: the committee for the rule of law.
    return terms[found[0] :] if lang == "en" else terms[: found[-1] + 1]


def _names_body(term: Term) -> bool:
    # Alone 委员会 names no certain one.
    return any(span.kind == "organisation" for span in entities.find_spans("某镇" + term.words[0]))


def repeats(query: Query, before: Query) -> bool:
    """Whether a question is about the thing that the one before was about."""
    told = {word for term in things(before) for word in term.words[:1]}
    named = [term.words[0] for term in things(query)]
    alike = [any(n in t or t in n for t in told) for n in named]
    return bool(alike) and all(alike)


def asks_what(text: str) -> bool:
    """Whether a text asks for a what in so many words."""
    return has("asks_what", text)


def asks_for_plan(own: Query) -> bool:
    """Whether a turn says no more than that what is planned is asked for: and the plan for 2026?"""
    says_so = all(cues.is_only("plan", term.source) for term in own.terms)
    return bool(own.plan and own.years and own.terms) and says_so and not own.asks


def is_ahead(query: Query) -> bool:
    """Whether a question asks what is to come."""
    return bool(query.plan) or has("ahead", query.text)


def counts_anything(query: Query) -> bool:
    """Whether a question for a figure names no measure word of its own: 几个, how many of them."""
    return query.kind is Kind.COUNT and query.units[:1] in ((), ("个",))


def asks_alike(own: Query, base: Query) -> bool:
    """Whether two questions without words of their own ask for the same kind of thing."""
    if own.kind is Kind.WHAT:
        return not own.named and not base.kind.wants_figure
    return own.kind is base.kind or (own.kind.wants_figure and base.kind.wants_figure)


def questions_in(text: str, reading: Callable[[Question], Query]) -> tuple[str, ...]:
    """The questions that a text asks in one breath; the text itself if it is one question.

    Each must ask in words of its own for a thing of its own; what asks for nothing goes with the
    question behind it. Questions of one thing, such as those of a comparison, stay together.

    Args:
        text: As it was typed.
        reading: Reads one question by itself.
    """
    if (match := _CUES["two_things"].search(text)) and len(reading(Question(text)).mentions) < 2:
        lang = "en" if match["of"].isascii() and match["one"].isascii() else "zh"
        both = (match["one"], match["other"])
        return tuple(say("how-many", lang, of=match["of"], thing=thing) for thing in both)
    pieces: list[str] = []
    kinds: list[Kind] = []
    open_ = ""
    joints = [match.start() for match in _CUES["next_question"].matches(text)]
    for start, end in pairwise([0, *joints, len(text)]):
        open_ += text[start:end]
        query = reading(Question(open_))
        if query.asks and not has("leads", open_) and (things(query) or _asks_on(query, kinds)):
            kinds.append(query.kind)
            pieces, open_ = [*pieces, open_.strip()], ""
    read = [reading(Question(piece)) for piece in pieces]
    apart = not any(repeats(one, other) for one, other in pairwise(read))
    alone = not any(query.kind in (Kind.COMPARE, Kind.ACROSS) for query in read)
    return tuple(pieces) if len(pieces) > 1 and apart and alone and not open_.strip() else (text,)


def _asks_on(query: Query, kinds: Sequence[Kind]) -> bool:
    """Whether a later question asks on of the thing of the first: 几人报名考试,几人通过."""
    if not kinds or all(term.measure for term in query.terms):
        return False
    return query.kind is kinds[0] or (query.kind.wants_figure and kinds[0].wants_figure)
