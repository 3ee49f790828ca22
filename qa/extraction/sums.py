"""Sums in tables: the cells that count all that a row or a column parts."""

from collections.abc import Sequence

from qa.extraction.cues import cue
from qa.model import Cell, Query
from qa.retrieval.passages import Passage


def is_sum(cell: Cell) -> bool:
    """Whether a cell stands under the head of a sum, or in the row of one."""
    return _names_sum((*cell.labels, *cell.heads))


def is_part(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a cell counts a part where the whole is meant: a sum asked for, or no part named."""
    if is_sum(cell):
        return False
    named = any(head in query.text for head in cell.heads[-1:])
    beside = any(_names_sum(other.heads[-1:]) for other in passage.sentence.cells)
    return query.total or (beside and not named)


def _names_sum(heads: Sequence[str]) -> bool:
    return any(map(cue("sum_head").fullmatch, heads))
