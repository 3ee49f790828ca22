"""Sums in tables: which rows and columns hold them."""

from collections.abc import Sequence

from qa.extraction.cells.names import bare_head
from qa.extraction.cues import cue
from qa.model import Cell


def is_sum(cell: Cell) -> bool:
    """Whether a cell stands under the head of a sum, or in the row of one."""
    return is_row_of_sums(cell) or is_column_of_sums(cell)


def is_row_of_sums(cell: Cell) -> bool:
    """Whether a cell stands in the row of a sum; 全区 behind a name only says where it is."""
    if names_sum(cell.labels[:1]):
        return True
    return names_sum(cell.labels) and not any(map(cue("whole_place").fullmatch, cell.labels))


def is_column_of_sums(cell: Cell) -> bool:
    """Whether a cell stands under the head of a sum."""
    return names_sum(cell.heads)


def names_sum(heads: Sequence[str]) -> bool:
    """Whether one of some heads or labels is that of a sum."""
    return any(cue("sum_head").fullmatch(bare_head(head)) for head in heads)
