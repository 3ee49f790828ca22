"""Lists: clauses that enumerate."""

from qa.extraction.candidate import Candidate
from qa.extraction.clause_runs import LONG, grow, run, stretch_of, with_colon, with_subject
from qa.extraction.cues import cue
from qa.extraction.weights import FIT, SPAN
from qa.language.normalization import fold
from qa.model import Figure, Kind, Query
from qa.retrieval.passages import Passage, figures_in

_MARKS = ("、", "》《", "”“")
"""What parts the items of a list; titles and quoted names need no mark between them."""


class Enumeration:
    """The items of a list within a sentence."""

    def accepts(self, query: Query) -> bool:
        """Questions for a list."""
        return query.kind is Kind.LIST

    def fit(self, query: Query, passage: Passage, clause: tuple[int, int]) -> float:
        """1 for a clause that lists or counts as many as asked, less for one that does not."""
        if any(_sums_up(query, passage, clause, f) for f in figures_in(passage, clause)):
            return 1.0
        text = passage.sentence.text[slice(*clause)]
        listed = min(1.0, FIT.no_list + FIT.list_mark * sum(map(text.count, _MARKS)))
        return max(listed, FIT.items_told) if cue("tells_items").search(text) else listed

    def widen(self, query: Query, candidate: Candidate) -> tuple[int, int]:  # noqa: ARG002
        """The run of clauses around the best one that list something."""
        text = candidate.passage.sentence.text

        def lists(at: int) -> bool:
            clause = text[slice(*candidate.clauses[at])]
            return any(mark in clause for mark in _MARKS) or candidate.shares[at] > SPAN.subject

        first, last = run(candidate, lists, LONG)
        start, end = stretch_of(candidate, first, last)
        if not any(mark in text[start:end] for mark in _MARKS):
            # “三个1亿人” are told one by one in the clauses around their name.
            return grow(candidate, LONG)
        first = with_subject(candidate, first, last)
        return stretch_of(candidate, first, with_colon(candidate, first, last))


def _sums_up(query: Query, passage: Passage, clause: tuple[int, int], figure: Figure) -> bool:
    """Whether a figure counts as many items as asked for, or those before it: A和B2个党支部."""
    if query.asked > 1:
        return figure.low == query.asked
    before, behind = passage.folded[clause[0] : figure.start], passage.folded[figure.end :]
    things = tuple(fold(word) for term in query.terms for word in term.words[:2])
    return figure.low > 1 and behind.startswith(things) and bool(cue("items_before").search(before))
