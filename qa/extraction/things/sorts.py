"""Sorts: what a thing asked for must look like, such as the titles of laws."""

import re
from functools import cache
from typing import NamedTuple

from qa.extraction.cells.names import names_column
from qa.extraction.cells.words import is_thing_asked_for
from qa.extraction.weights import FIT
from qa.language import resources
from qa.language.patterns import lazy_pattern
from qa.model import Cell, Kind, Query

_NAMING = frozenset((Kind.WHAT, Kind.LIST, Kind.WHO))


class Sort(NamedTuple):
    """A sort of things, such as laws."""

    holds: re.Pattern[str]
    """Stands in a clause that names one of them."""
    terms: frozenset[int]
    """The terms of the question that only say the sort; to name one is to speak of them."""
    other: float
    """How well a clause answers that names none."""


def sort_of(query: Query) -> Sort | None:
    """The sort of things that a question asks for; None if any will do."""
    if query.kind not in _NAMING:
        return None
    for asked, holds, other in _sorts():
        if match := asked.search(query.text):
            said = [word for word in match.groupdict("").values() if word]
            terms = (at for at, term in enumerate(query.terms) if term.source in said)
            return Sort(holds, frozenset(terms), other)
    return None


@cache
def _sorts() -> tuple[tuple[re.Pattern[str], re.Pattern[str], float], ...]:
    """What the question says, what the clause must hold then, and how well others answer."""
    table = resources.read_toml("extraction/sorts.toml")
    return tuple(
        (
            lazy_pattern(entry["asked"], re.I),
            lazy_pattern(entry["holds"]),
            0.0 if entry.get("strict") else FIT.other_sort,
        )
        for entry in table["sort"]
    )


def tells_sort(query: Query, sort: Sort | None, cell: Cell | None, text: str) -> bool:
    """Whether a text tells of the sort asked for, if one is; a named column does: 未评定."""
    named = cell and (names_column(query, cell) or is_thing_asked_for(query, cell))
    return sort is None or bool(named or sort.holds.search(text))
