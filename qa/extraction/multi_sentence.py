"""Several sentences: a lead with what it leads to, or the items under a heading."""

from collections.abc import Sequence

from qa.extraction.answer_spans import span_with_rival
from qa.extraction.candidate import Candidate
from qa.extraction.clause_runs import LONG, SHORT, length
from qa.extraction.cues import cue, tells_shortcomings
from qa.extraction.score_features import LEADING
from qa.extraction.term_matching import WeightedTerm, coverage_of, strength_in
from qa.extraction.things.sorts import sort_of
from qa.extraction.weights import SPAN
from qa.language.normalization import fold
from qa.model import Kind, Query
from qa.retrieval.context import Context
from qa.retrieval.passages import Passage

Piece = tuple[Passage, tuple[int, int]]
"""A passage and the stretch of its sentence that is taken, as offsets in it."""
_NAMING = frozenset((Kind.WHAT, Kind.WHO, Kind.WHEN))
_CONSIDERED = 6
_STOPS = ("。", ";", "；")
_LIKELIEST = 3  # wordings of a term that tell whether it only asks for shortcomings
_BARELY = 0.1  # less of the question than the best clause says, and a heading still answers


def spans_of(
    query: Query, candidates: Sequence[Candidate], items: Sequence[Piece], context: Context
) -> list[Piece]:
    """The pieces that make up the answer of the best candidate, in order of the report.

    Args:
        query: The question as it was read.
        candidates: Best first, at least one.
        items: What `list_items` gave.
        context: Of the index the candidates come from.
    """
    best = _shortest_good(query, candidates)
    if items:
        return list(items)
    pieces = [(best.passage, span_with_rival(query, best, candidates))]
    reason = context.behind(best.passage) if query.kind is Kind.WHY else None
    if reason and cue("gives_reason").match(reason.folded):
        return [*pieces, (reason, _whole(reason))]
    if query.kind in LEADING and (announced := context.items_behind(best.passage)):
        return [(passage, _whole(passage)) for passage in announced]
    if query.kind in LEADING:
        room = LONG - length(best.passage.sentence.text)
        for passage in context.rest(best.passage):
            room -= length(passage.sentence.text)
            if room < 0 and len(pieces) > 1:
                break
            pieces.append((passage, _whole(passage)))
    return pieces


def _shortest_good(query: Query, candidates: Sequence[Candidate]) -> Candidate:
    """The best candidate, or for a name one all but as good if the best is too long to say."""
    best = candidates[0]
    if query.kind in _NAMING and best.span[1] - best.span[0] > SHORT:
        for rival in candidates[1:_CONSIDERED]:
            near = (
                rival.passage.number == best.passage.number
                and rival.score >= SPAN.shorter * best.score
            )
            if near and rival.span[1] - rival.span[0] <= SHORT:
                return rival
    return best


def list_items(
    query: Query, candidates: Sequence[Candidate], terms: Sequence[WeightedTerm], context: Context
) -> tuple[float, list[Piece]]:
    """How much of the question a heading speaks of, and the numbered items under it, if any.

    Args:
        query: The question as it was read; only one for a list has items.
        candidates: Best first.
        terms: The terms of the question, weighed.
        context: Of the index the candidates come from.
    """
    if query.kind is not Kind.LIST or not candidates:
        return 0.0, []
    best: tuple[float, list[Passage]] = (max(SPAN.heading, candidates[0].coverage - _BARELY), [])
    seen = set()
    for candidate in candidates[:_CONSIDERED]:
        section = candidate.passage.sentence.section
        for depth in range(1, len(section) + 1):
            prefix = section[:depth]
            key = (candidate.passage.report.id, prefix)
            if key in seen:
                continue
            seen.add(key)
            shortcomings = query.weakness and tells_shortcomings(prefix[-1:])
            share = _share(terms, prefix[-1])
            if shortcomings:
                share = max(share, SPAN.weakness if _own(terms) else 1.0)
            share = max(share, _as_asked(query, candidate.passage, prefix, context))
            if share > best[0]:
                leads = context.leads(candidate.passage, prefix)
                if shortcomings and not leads:
                    leads = _unmarked(context.right_under(candidate.passage, prefix))
                of_part = shortcomings and _tells_of_part(terms, candidates[0], prefix, leads)
                if len(leads) >= max(2, query.asked) and not of_part:
                    best = (share, leads)
    best = max(best, _led(query, candidates, terms, context), key=lambda found: found[0])
    if query.weakness and not _own(terms):
        best = max(best, (1.0, _announced(candidates, context)), key=lambda found: len(found[1]))
    told = _under_the_one_named(terms, best[1], context) if query.weakness else []
    items = [(passage, _whole(passage)) for passage in told or best[1]]
    return (best[0], items) if items else (0.0, [])


def _as_asked(query: Query, passage: Passage, section: tuple[str, ...], context: Context) -> float:
    """1 if a heading has as many items as asked for, each of the sort: “法”, “新”, “实”; else 0."""
    sort = sort_of(query) if query.asked > 1 else None
    if sort is None:
        return 0.0
    leads = context.leads(passage, section)
    return float(len(leads) == query.asked and all(sort.holds.search(p.folded) for p in leads))


def _led(
    query: Query, candidates: Sequence[Candidate], terms: Sequence[WeightedTerm], context: Context
) -> tuple[float, list[Passage]]:
    """How much of the question a sentence speaks of, and the items that follow it, if any do.

    坚决打好蓝天保卫战 leads to what is done for it, 一要… and 二要….
    """
    least = max(SPAN.heading, candidates[0].coverage - _BARELY)
    near = (
        lead
        for candidate in candidates[:_CONSIDERED]
        for lead in (candidate.passage, *context.before_items(candidate.passage))
        if cue("leads_items").fullmatch(lead.folded)
    )
    shares = ((_share(terms, lead.sentence.text), lead) for lead in dict.fromkeys(near))
    for share, lead in sorted(shares, key=lambda said: -said[0]):
        items = context.items_after(lead) if share > least else []
        if len(items) >= max(2, query.asked):
            return share, items
    return 0.0, []


def _unmarked(sentences: Sequence[Passage]) -> list[Passage]:
    """The shortcomings under a heading that numbers none, if they are few enough to be told."""
    said = (p for p in sentences if p.sentence.role == "body" and p.folded[-1:] in _STOPS)
    told = [p for p in said if not cue("to_be_mended").search(p.folded)]
    return told if sum(length(p.sentence.text) for p in told) <= LONG else []


def _announced(candidates: Sequence[Candidate], context: Context) -> list[Passage]:
    """The numbered shortcomings behind a candidate that announces them; none if none does."""
    leads = (c.passage for c in candidates[:_CONSIDERED])
    found = (context.items_behind(p) for p in leads if cue("announces").search(p.folded))
    return next(filter(None, found), [])


def _tells_of_part(
    terms: Sequence[WeightedTerm], best: Candidate, section: Sequence[str], leads: Sequence[Passage]
) -> bool:
    """Whether the shortcomings asked for are those of a thing that only the best clause tells of.

    基层执法队伍有哪些短板 asks for less than all items under 存在的问题.
    """
    if cue("announces").search(best.passage.folded):
        return False
    own = _own(terms)
    items = fold(" ".join((*section, best.passage.report.title, *(p.sentence.text for p in leads))))
    told = fold(best.passage.sentence.text)
    spoken = coverage_of(own, [strength_in(w, told) for w in own])
    return spoken - coverage_of(own, [strength_in(w, items) for w in own]) > SPAN.of_part


def _under_the_one_named(
    terms: Sequence[WeightedTerm], leads: Sequence[Passage], context: Context
) -> list[Passage]:
    """What stands under the item that alone names the thing asked for; none if no item does."""
    own = _own(terms)
    shares = [coverage_of(own, [strength_in(w, p.folded) for w in own]) for p in leads]
    if not own or not shares or sorted(shares)[-2:][0] + SPAN.of_part > max(shares):
        return []
    return context.rest(leads[shares.index(max(shares))])


def _own(terms: Sequence[WeightedTerm]) -> list[WeightedTerm]:
    """The terms but for those that only ask for shortcomings."""

    def asks(term: WeightedTerm) -> bool:
        return any(cue("shortcoming").search(form) for form, _ in term.forms[:_LIKELIEST])

    return [term for term in terms if not asks(term)]


def _share(terms: Sequence[WeightedTerm], heading: str) -> float:
    """How much of the question a heading speaks of, 0 to 1."""
    text = fold(heading)
    return coverage_of(terms, [strength_in(w, text) for w in terms])


def _whole(passage: Passage) -> tuple[int, int]:
    """A sentence without its full stop."""
    return 0, len(passage.sentence.text.rstrip("。;；"))
