"""Places asked about: one body of a seat by its name, or a place and nothing else."""

from dataclasses import replace

from qa.model import Kind, Query, Term
from qa.query import cues
from qa.query.chinese_terms import implied
from qa.query.place_names import cut_seat


def name_body(query: Query, terms: tuple[Term, ...]) -> tuple[Query, tuple[Term, ...]]:
    """The query about the one body of a seat whose name the terms make up, and the other terms.

    Pingtan's market bureau is 平潭综合实验区市场监督管理局: market stands in one name of seven.
    """
    mentions: list[tuple[str, ...]] = []
    for mention in query.mentions:
        naming = {p: [t for t in terms if _stands_in(t, p)] for p in mention}
        most = max(map(len, naming.values()))
        meant = [p for p in mention if len(naming[p]) == most]
        if len(mention) > 1 and most and len(meant) == 1:
            terms = tuple(t for t in terms if t not in naming[meant[0]])
            mentions.append((meant[0],))
        else:
            mentions.append(mention)
    places = tuple(dict.fromkeys(p for mention in mentions for p in mention))
    return replace(query, mentions=tuple(mentions), places=places), terms


def _stands_in(term: Term, place: str) -> bool:
    """Whether a term names a part of a body's name."""
    return any(len(word) > 1 and word in cut_seat(place)[1] for word in term.words[:4])


def of_place_alone(
    query: Query, terms: tuple[Term, ...], rest: str
) -> tuple[Query, tuple[Term, ...]]:
    """The query and its terms, where it names nothing but a place: where that lies, what it plans.

    Args:
        query: As far as it was read.
        terms: Its words.
        rest: What is left of its text.
    """
    if query.places and not query.weakness and cues.is_where(query.text, rest):
        query, terms = replace(query, kind=Kind.WHAT), (implied("seat"),)
    only_plans = all(cues.is_only("target", t.source) for t in terms)
    if only_plans and query.plan and query.mentions and not query.kind.wants_figure:
        query, terms = replace(query, kind=Kind.LIST), (implied("plans"),)
    return query, terms
