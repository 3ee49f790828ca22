"""Surveys: what is asked of all places, be it said, asked on or told by a name."""

from collections.abc import Sequence
from dataclasses import replace

from qa.language.normalization import is_han
from qa.language.tokenization import pos, words
from qa.model import Kind, Query, Term
from qa.query.conversation import phrases
from qa.query.conversation.needs import is_complete
from qa.query.conversation.reader import Reader
from qa.query.conversation.state import Scope, Turn
from qa.query.conversation.things import repeats, things

_OTHERS = ("others", "any_others")
_OF_OTHERS = (("place", "others"), ("kind", "kept"))


def asks_of_others(own: Query) -> bool:
    """Whether a question is asked of the places that were not told yet: 除了这些,还有哪些省."""
    others = any(phrases.has(cue, own.text) for cue in ("all_but_told", *_OTHERS))
    one = phrases.has("other_place", own.text)
    return others and not (one or own.mentions or own.unknown_places)


def of_others(reader: Reader, own: Query, before: Turn) -> Query | None:
    """The places that were told left out of what is asked of all; None if it is no survey.

    Args:
        reader: Reads and answers single questions.
        own: The question as it was typed.
        before: The talk so far.
    """
    if not asks_of_others(own):
        return None
    text = own.text
    for cue in ("all_but_told", "which_places", *_OTHERS):
        text = phrases.without(cue, text)
    rest = reader.read(text)
    named = bool(things(rest))
    said_so = phrases.has("all_but_told", own.text)
    apart = named and not (said_so or repeats(rest, before.query))
    at_all = phrases.has("any_others", own.text) and before.query.kind is not Kind.ACROSS
    told = _told(reader, before)
    if apart or at_all or not told:
        return own if is_complete(own) else None
    asked = rest.text if named else before.query.text
    text = f"{_of_which(own, before)} {asked}"
    scope = Scope((), *((own.years, own.report_years) if named else before.scope[1:]))
    query = reader.read_of(text, Kind.ACROSS, scope, own)
    thing = "own" if named else "kept"
    return replace(query, besides=told, taken=(("thing", thing), *_OF_OTHERS, ("year", "kept")))


def _told(reader: Reader, before: Turn) -> tuple[str, ...]:
    """The places that told of the thing in talk."""
    answer = reader.answering(before.query)
    rows = {row.place for row in answer.rows if row.citation}
    asked = {place for scope in before.scopes for mention in scope.mentions for place in mention}
    return tuple(sorted({*rows, *asked, *before.query.besides}))


def _of_which(own: Query, before: Turn) -> str:
    """The words that ask of which places, its own or those of the survey in talk."""
    return phrases.cut("which_places", own.text) or phrases.cut("which_places", before.query.text)


def of_another_thing(reader: Reader, own: Query, before: Turn) -> Query | None:
    """Another thing asked of all places: which mention nuclear power; None if it is not so asked.

    A thing that is only named is asked about as the one before: 核电呢.

    Args:
        reader: Reads and answers single questions.
        own: The question as it was typed.
        before: The talk so far.
    """
    if before.query.kind is not Kind.ACROSS or own.mentions or own.unknown_places:
        return None
    named = things(own)
    asks_which = phrases.has("which_do", own.text) and own.kind in (Kind.WHAT, Kind.LIST, Kind.WHO)
    if (
        not named
        or own.kind is Kind.ACROSS
        or not (asks_which or not phrases.has("asking", own.text))
    ):
        return None
    which = phrases.cut("which_places", before.query.text)
    said = "" if asks_which else phrases.cut("mentions", before.query.text)
    rest = phrases.without("which_do", phrases.without("leans", own.text))
    text = f"{which} {said} {rest}"
    query = reader.read_of(text, Kind.ACROSS, Scope((), *before.scope[1:]), own)
    return replace(query, taken=(("thing", "replaced"), ("kind", "kept"), ("year", "kept")))


def where_named(reader: Reader, own: Query, query: Query) -> Query:
    """The question, asked of all places if only another than that in talk has what it names.

    Args:
        reader: Reads and answers single questions.
        own: The question as it was typed.
        query: The same, asked of the place in talk.
    """
    taken = dict(query.taken)
    names = [n for term in own.terms if (n := _names(term))] if taken.get("thing") == "own" else []
    if not names or taken.get("place") != "kept" or _tells_of(reader, query, names):
        return query
    # What was told of another name says nothing of this one.
    apart = replace(query, beside=None)
    anywhere = replace(apart, places=(), mentions=())
    return anywhere if _tells_of(reader, anywhere, names) else apart


def _names(term: Term) -> Sequence[str]:
    """What a term names in its wordings: 昆明, Liucun; none if it is no name."""
    if is_han(term.source[0]):
        return [word for word in words(term.source) if len(word) > 1 and pos(word) == "ns"]
    return term.words if term.source.istitle() else ()


def _tells_of(reader: Reader, query: Query, names: Sequence[Sequence[str]]) -> bool:
    """Whether the sentence that answers a question has one wording of each of some names."""
    told = "".join(citation.text for citation in reader.answering(query).citations[:1])
    return all(any(name in told for name in alike) for alike in names)
