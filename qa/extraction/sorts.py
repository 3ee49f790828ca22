"""Sorts: what a thing asked for must look like, such as the titles of laws."""

import re
from functools import cache
from typing import NamedTuple

from qa.language import resources
from qa.language.patterns import lazy_pattern
from qa.model import Kind, Query

_NAMING = frozenset((Kind.WHAT, Kind.LIST))


class Sort(NamedTuple):
    """A sort of things, such as laws."""

    holds: re.Pattern[str]
    """Stands in a clause that names one of them."""
    terms: frozenset[int]
    """The terms of the question that only say the sort; to name one is to speak of them."""


def sort_of(query: Query) -> Sort | None:
    """The sort of things that a question asks for; None if any will do."""
    if query.kind not in _NAMING:
        return None
    for asked, holds in _sorts():
        if match := asked.search(query.text):
            said = [word for word in match.groupdict("").values() if word]
            terms = (at for at, term in enumerate(query.terms) if term.source in said)
            return Sort(holds, frozenset(terms))
    return None


@cache
def _sorts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What the question says, and what the clause must hold then."""
    table = resources.read_toml("extraction/sorts.toml")
    return tuple(
        (lazy_pattern(entry["asked"], re.I), lazy_pattern(entry["holds"]))
        for entry in table["sort"]
    )
