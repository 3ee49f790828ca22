"""Conditions: what a question sets, so that a sentence which tells nothing of it is no answer."""

import re
from collections.abc import Sequence
from functools import cache

from qa.language import resources
from qa.language.normalization import fold
from qa.language.patterns import lazy_pattern
from qa.model import Kind
from qa.retrieval.passages import Passage

_COMPUTED = (Kind.COMPARE, Kind.ACROSS)
"""Kinds whose order is worked out of figures, so that no sentence need tell who came first."""


def meets(asked: Sequence[re.Pattern[str]], passage: Passage) -> bool:
    """Whether a sentence tells of all that a question sets: of weekends, of who came first.

    The headings above it and the names of its cells tell as well.

    Args:
        asked: What `conditions_of` gave.
        passage: The sentence.
    """
    if not asked:
        return True
    cells = (word for cell in passage.sentence.cells for word in (*cell.labels, *cell.heads))
    around = fold(" ".join((*passage.sentence.section, *cells)))
    return all(told.search(passage.folded) or told.search(around) for told in asked)


def conditions_of(text: str, kind: Kind) -> tuple[re.Pattern[str], ...]:
    """What sentences must hold that answer a question, a pattern for each condition it sets."""
    found = tuple(told for asked, told in _conditions() if asked.search(text))
    return () if not found or kind in _COMPUTED or _apart().search(text) else found


@cache
def _apart() -> re.Pattern[str]:
    """What parts two questions."""
    return lazy_pattern(resources.read_toml("extraction/conditions.toml")["apart"], re.I)


@cache
def _conditions() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What the question says, and what the sentence must hold then."""
    table = resources.read_toml("extraction/conditions.toml")
    return tuple(
        (lazy_pattern(entry["asked"], re.I), lazy_pattern(entry["told"], re.I))
        for entry in table["condition"]
    )
