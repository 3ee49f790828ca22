"""Cells that reach a mark: the rows that made their plan or did not, those below nothing.

哪些街道没完成任务 asks which stand under 100 % in a column of 完成率, 哪些结余是负的 which below 0.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from qa.extraction.candidate import Candidate
from qa.extraction.cells.moving import tables_of
from qa.extraction.cells.names import is_said
from qa.extraction.cells.parts import is_part_by_name
from qa.extraction.cells.saying import MOST, Place, Several
from qa.extraction.cells.sums import is_row_of_sums
from qa.extraction.cells.words import is_number
from qa.extraction.cues import cue
from qa.model import Cell, Query
from qa.retrieval.context import Context
from qa.retrieval.passages import Passage, figures_in

_WHOLE = Decimal(100)

Test = Callable[[Decimal], bool]


def find_reaching(
    query: Query, candidates: Sequence[Candidate], context: Context
) -> Several | None:
    """The cells that reach a mark as a question asks; None if it asks for none.

    Args:
        query: The question as it was read, one of one place.
        candidates: Best first.
        context: Of the index they come from.
    """
    if not cue("asks_which").search(query.text):
        return None
    asked = next((pair for pair in _ASKED if cue(pair[0]).search(query.text)), None)
    if asked is None:
        return None
    _, of_plan, test = asked
    for rows in tables_of(candidates, context):
        found = list(_reaching(query, rows, of_plan, test))
        if 0 < len(found) <= MOST:
            return Several(found)
    return None


_ASKED: Sequence[tuple[str, bool, Test]] = (
    ("asks_unreached", True, lambda value: value < _WHOLE),
    ("asks_reached", True, lambda value: value >= _WHOLE),
    ("asks_negative", False, lambda value: value < 0),
)
"""The cue of a question, whether it is of the share of a plan that was made, and the mark."""


def _reaching(query: Query, rows: Sequence[Passage], of_plan: bool, test: Test) -> Iterator[Place]:
    """The cells of the rows that reach the mark; sums and parts of others left out."""
    for row in rows:
        for cell in row.sentence.cells:
            one = cell.labels and not is_row_of_sums(cell) and not is_part_by_name(cell.labels)
            if one and _is_meant(query, cell, of_plan) and _reaches(row, cell, test):
                yield row, (cell.start, cell.end)


def _is_meant(query: Query, cell: Cell, of_plan: bool) -> bool:
    """Whether a cell is in the column that tells what is asked for."""
    if of_plan:
        return any(map(cue("share_reached").search, cell.heads[-1:]))
    return any(is_said(head, query) for head in cell.heads)


def _reaches(row: Passage, cell: Cell, test: Test) -> bool:
    place = cell.start, cell.end
    figure = next(iter(figures_in(row, place)), None)
    return figure is not None and is_number(row, place) and test(figure.low)
