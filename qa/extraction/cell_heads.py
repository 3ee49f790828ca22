"""Heads of tables: which cell of a row, and which row, a question means."""

from collections.abc import Sequence

from qa.extraction.cues import cue
from qa.extraction.weights import MATCHING
from qa.language.normalization import fold
from qa.model import Cell, Query
from qa.retrieval.passages import Passage, cell_at


def named_head(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """How far a question names the column and the table of a cell word for word, 0 to 1."""
    cell = cell_at(passage, clause)
    if cell is None:
        return 0.0
    column = max((_said(head, query.text) for head in cell.heads[-1:]), default=0.0)
    return column * (1 - MATCHING.caption) + MATCHING.caption * _said(cell.caption, query.text)


def _said(head: str, text: str) -> float:
    """How telling a head is that a text says, its unit left out; 0 if it does not: 实际（吨）."""
    found = cue("head_name").match(fold(head))
    return 1 - 1 / len(found["name"]) if found and found["name"] in text else 0.0


def is_sum(cell: Cell) -> bool:
    """Whether a cell stands under the head of a sum, or in the row of one."""
    return _names_sum((*cell.labels, *cell.heads))


def is_part(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a cell counts a part where the whole is meant: a sum asked for, or no part named."""
    if is_sum(cell):
        return False
    named = any(_said(head, query.text) for head in cell.heads[-1:])
    beside = any(_names_sum(other.heads[-1:]) for other in passage.sentence.cells)
    return query.total or (beside and not named)


def _names_sum(heads: Sequence[str]) -> bool:
    return any(map(cue("sum_head").fullmatch, heads))
