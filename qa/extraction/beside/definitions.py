"""Definitions: sentences that say what a word of the question means."""

from qa.extraction.cues import cue
from qa.language.normalization import fold
from qa.model import Kind, Query
from qa.retrieval.passages import Passage

_DEFINED = frozenset((Kind.WHAT, Kind.LIST, Kind.HOW, Kind.WHO))


def asks_meaning(query: Query) -> bool:
    """Whether a question may be for what a word means."""
    return query.kind in _DEFINED and bool(cue("asks_meaning").search(query.text))


def defines(query: Query, passage: Passage) -> bool:
    """Whether a sentence, or the heading above it, defines a word that the question holds."""
    over = fold("".join(passage.sentence.section[-1:]))
    told = cue("defines").match(passage.folded) or cue("defines").match(f"{over}:")
    return told is not None and told["it"] in fold(query.text)
