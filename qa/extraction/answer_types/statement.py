"""Statements: reasons, means and rulings: answers that are told, not named."""

from qa.extraction.candidate import Candidate
from qa.extraction.cells.words import fit_of_words
from qa.extraction.clause_runs import LONG, grow, tell, with_more
from qa.extraction.cues import cue, tells_shortcomings
from qa.extraction.weights import FIT
from qa.language.cues import Cues
from qa.model import Kind, Query
from qa.retrieval.passages import Passage

_MARKERS = Cues("extraction/markers.toml")
_TOLD = frozenset((Kind.WHY, Kind.HOW))


class Statement:
    """What a clause says of a reason, a means or a ruling."""

    def accepts(self, query: Query) -> bool:
        """Questions for a reason, a means or whether something is so."""
        return query.kind in _TOLD or query.kind is Kind.YESNO

    def fit(self, query: Query, passage: Passage, clause: tuple[int, int]) -> float:
        """1 for a clause that gives it in so many words, less for others."""
        cell = fit_of_words(query, passage, clause)
        if cell is not None:
            return cell
        if query.kind is Kind.WHY:
            return _fit_of_reason(passage, clause)
        if _asks_what_mends(query) and _is_shortcoming(passage, clause):
            return 0.0
        marker = _MARKERS[query.kind]
        if marker.search(passage.sentence.text[slice(*clause)]):
            return 1.0
        in_sentence = query.kind is Kind.HOW and marker.search(passage.sentence.text)
        return FIT.marker_in_sentence if in_sentence else FIT.no_marker

    def widen(self, query: Query, candidate: Candidate) -> tuple[int, int]:
        """The sentence for a reason or a means, a few clauses for a ruling."""
        if query.kind in _TOLD:
            return grow(candidate, LONG)
        return tell(candidate, candidate.at, with_more(candidate, always=True))


def _asks_what_mends(query: Query) -> bool:
    """Whether it is asked how a shortcoming is made good, which is not told among them."""
    return query.kind is Kind.HOW and bool(cue("asks_mended").search(query.text))


def _is_shortcoming(passage: Passage, clause: tuple[int, int]) -> bool:
    """Whether a clause among the shortcomings tells one."""
    amiss = tells_shortcomings(passage.sentence.section)
    return amiss and bool(cue("shortcoming").search(passage.folded, *clause))


def _fit_of_reason(passage: Passage, clause: tuple[int, int]) -> float:
    """1 beside a reason told as one, less where a word of the clause or sentence hints at one.

    What stands under a heading of shortcomings tells why something is not as it should be.
    """
    text, hint = passage.sentence.text, _MARKERS[Kind.WHY]
    hints = hint.search(text, *clause)
    amiss = tells_shortcomings(passage.sentence.section)
    if _MARKERS["cause"].search(text) or (amiss and hints):
        return 1.0
    if hints or amiss:
        return FIT.hint_of_reason
    return FIT.hint_in_sentence if hint.search(text) else FIT.no_reason
