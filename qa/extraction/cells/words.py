"""Words of tables: how well a cell answers what no figure does: 负责人 | 蒋红 tells who."""

from qa.extraction.cells.heads import is_said, names_column
from qa.extraction.cues import cue
from qa.extraction.weights import FIT
from qa.model import Cell, Kind, Query
from qa.retrieval.passages import Passage, cell_at, figures_in

_SIGN = 1  # characters before the digits of a number
_TELLING = {Kind.WHO: "person_head", Kind.YESNO: "ruling_head", Kind.WHEN: "time_head"}
"""The heads of the columns that tell what a question asks for."""

_OPEN = (Kind.HOW, Kind.WHAT)
"""The kinds that a number answers if its column is named: 延时服务是怎样的, 24小时."""


def fit_of_words(query: Query, passage: Passage, clause: tuple[int, int]) -> float | None:
    """How well a cell answers a question for no figure, 0 to 1; None where none stands.

    Args:
        query: The question as it was read.
        passage: The sentence.
        clause: Where to look, as offsets in the sentence.
    """
    cell = cell_at(passage, clause)
    if cell is None:
        return None
    asked = "person_head" if query.person else _TELLING.get(query.kind)
    if is_number(passage, clause):
        named = query.kind in _OPEN and not query.person and names_column(query, cell)
        return FIT.cell_named if named else FIT.cell_for_statement
    if asked and _tells(asked, query, cell):
        return 1.0
    name = passage.sentence.text[slice(*clause)]
    if (asked or is_said(name, query)) and _names_row(name, passage):
        return FIT.cell_of_other
    if names_column(query, cell):
        return FIT.cell_named
    return FIT.cell_of_other if asked else FIT.cell_of_words


def _tells(asked: str, query: Query, cell: Cell) -> bool:
    """Whether what is asked for heads the column of a cell, or its row in so many words."""
    rows = (label for label in cell.labels[-1:] if is_said(label, query))
    return any(map(cue(asked).search, (*cell.heads[-1:], *rows)))


def is_number(passage: Passage, clause: tuple[int, int]) -> bool:
    """Whether one figure fills a clause, as it does the cell of a number."""
    start, end = clause
    return any(f.start <= start + _SIGN and f.end == end for f in figures_in(passage, clause))


def _names_row(name: str, passage: Passage) -> bool:
    """Whether a cell names what others of its row tell in words, and so tells nothing itself."""
    others = (c for c in passage.sentence.cells if not is_number(passage, (c.start, c.end)))
    return any(name in cell.labels for cell in others)
