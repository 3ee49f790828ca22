"""Persons: whether a question asks who holds an office."""

from collections.abc import Sequence

from qa.analysis.entities import is_office
from qa.model import Kind, Query, Term
from qa.query import cues
from qa.query.conversation.things import names_role


def wants_person(query: Query, terms: Sequence[Term]) -> bool:
    """Whether a question asks who holds an office, so that an office is no answer."""
    if not query.named and query.kind is not Kind.WHO:
        return False
    if is_office("".join(term.source for term in terms)):
        return True  # 党委副书记 is one office of two words
    if query.named:
        return any(map(names_role, _named_terms(query, terms)))
    return bool(terms) and all(map(names_role, terms))


def _named_terms(query: Query, terms: Sequence[Term]) -> Sequence[Term]:
    """The terms whose name is asked for: in Chinese the last one, in English up to what tells more.

    A service for firms that has a name is no person, though 企业 may be said of one.
    """
    if query.lang == "zh":
        return terms[-1:]
    text = query.text.lower()
    ends = [m.end() for m in cues.cue("name_of").matches(text)]
    start = max(ends, default=0)
    behind = (text.find(term.source.lower(), start) for term in terms)
    at = min((at for at in behind if at >= 0), default=0)
    more = cues.cue("tells_more").search(text, at)
    end = more.start() if more else len(text)
    return [t for t in terms if start <= text.find(t.source.lower(), start) < end]
