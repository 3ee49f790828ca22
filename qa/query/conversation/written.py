"""Written: a question written out, and the words of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.language.normalization import is_han
from qa.model import Kind, Query, Term
from qa.query import cues
from qa.query.conversation import phrases
from qa.query.conversation.state import Taken
from qa.wording import say

_APART = " / "
"""Between words from different places, so that no phrase is read across them."""


class Written(NamedTuple):
    """A question written out."""

    text: str
    kind: Kind | None
    """What it asks for, where no words of the text tell."""
    thing: str
    """What became of the thing in talk: kept, own, replaced, narrowed or told by an answer."""
    kind_is: str
    """What became of the kind in talk: kept or own."""

    @property
    def taken(self) -> Taken:
        """Which rule gave thing and kind."""
        return (("thing", self.thing), ("kind", self.kind_is))


def about(thing: Sequence[Term], said: str) -> str:
    """What was said, of a thing in talk."""
    return _APART.join((*(term.source for term in thing), said))


def how_much(own: Query) -> str:
    """The words that ask how much, in the language of the question."""
    return say("how-much", own.spoken)


def how_fast(own: Query, thing: Sequence[Term]) -> str:
    """The words that ask how fast a thing grew, in the language of the question."""
    of = " ".join(term.source for term in thing)
    return say("how-fast", own.spoken, of=of)


def how_many(own: Query, said: str) -> str:
    """A thing with the words that ask how much or, of an English plural, how many."""
    if own.lang == "en" and phrases.has("plural", said):
        return say("how-many-of", "en", of=said)
    return f"{how_much(own)} {said}"


def with_place(query: Query) -> Query:
    """A question with its place in its text, as one who asks it alone would name it."""
    text, names = query.text, [mention[0] for mention in query.mentions]
    if len(names) != 1 or names[0] in text or not any(map(is_han, text)):
        return query
    return replace(query, text=f"{names[0]}{text}")


def undated(text: str) -> str:
    """The text without its years."""
    return cues.without("year", text)


def unsaid(base: Query) -> Kind | None:
    """The kind of a question that its text does not tell."""
    return None if base.kind.wants_figure else base.kind
