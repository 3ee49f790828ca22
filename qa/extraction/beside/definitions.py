"""Definitions: sentences that say what a word of the question means."""

from functools import lru_cache

from qa.extraction.cues import cue
from qa.language.normalization import fold
from qa.model import Kind, Query
from qa.retrieval.passages import Passage

_DEFINED = frozenset((Kind.WHAT, Kind.LIST, Kind.HOW, Kind.WHO))
_QUESTIONS = 64  # of which it is kept whether they ask for a meaning


def defines(query: Query, passage: Passage) -> bool:
    """Whether a sentence says what a word means that the question asks the meaning of."""
    if query.kind not in _DEFINED or not _asks_meaning(query.text):
        return False
    over = fold("".join(passage.sentence.section[-1:]))
    told = cue("defines").match(passage.folded) or cue("defines").match(f"{over}:")
    return told is not None and told["it"] in fold(query.text)


@lru_cache(_QUESTIONS)
def _asks_meaning(text: str) -> bool:
    return bool(cue("asks_meaning").search(text))
