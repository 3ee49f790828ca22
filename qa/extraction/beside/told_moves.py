"""Moves told in prose: what rose and what fell in a row of signs, 分别增长1.2%、下降3.4%."""

from qa.extraction.candidate import Candidate
from qa.extraction.cells.moving import moving
from qa.extraction.clause_runs import LONG, Stretch, length
from qa.extraction.cues import cue
from qa.extraction.weights import FIT
from qa.model import Query
from qa.retrieval.passages import figures_in

_FEWEST = 2  # signs in a row


def worth_of_moves(query: Query, text: str) -> float:
    """How much a clause tells of what rose or fell where that is asked: less without the sign.

    Args:
        query: The question as it was read.
        text: Of the clause, folded.
    """
    way = moving(query.text)
    if not way or not cue("asks_which").search(query.text):
        return 1.0
    told = cue("asks_risen" if way > 0 else "asks_fallen").search(text)
    return 1.0 if told else FIT.no_move


def with_things(query: Query, candidate: Candidate, stretch: Stretch) -> Stretch:
    """A stretch that tells signs in a row, with the clauses before that name what moved."""
    start, end = stretch
    if not moving(query.text) or not cue("asks_which").search(query.text):
        return stretch
    text, signs = candidate.passage.sentence.text, figures_in(candidate.passage, candidate.span)
    if not cue("in_a_row").search(text, *candidate.span) or len(signs) < _FEWEST:
        return stretch
    before = [clause for clause in candidate.clauses[: candidate.at] if clause[1] <= start]
    for clause in reversed(before[-len(signs) :]):
        if not figures_in(candidate.passage, clause) or length(text[clause[0] : end]) > LONG:
            break
        start = clause[0]
    return start, end
