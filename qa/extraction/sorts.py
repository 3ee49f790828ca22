"""Sorts: what a thing asked for must look like, such as the titles of laws."""

import re
from functools import cache

from qa.language import resources
from qa.language.patterns import lazy_pattern
from qa.model import Kind, Query

_NAMING = frozenset((Kind.WHAT, Kind.LIST))


def sort_of(query: Query) -> re.Pattern[str] | None:
    """What a clause must hold to name a thing of the sort asked for; None if any will do."""
    if query.kind not in _NAMING:
        return None
    return next((holds for asked, holds in _sorts() if asked.search(query.text)), None)


@cache
def _sorts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What the question says, and what the clause must hold then."""
    table = resources.read_toml("extraction/sorts.toml")
    return tuple(
        (lazy_pattern(entry["asked"], re.I), lazy_pattern(entry["holds"]))
        for entry in table["sort"]
    )
