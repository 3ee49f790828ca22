"""Cells that say a thing: all rows of a table of which it holds, 未开工 of 哪些项目未开工."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa.extraction.candidate import Candidate
from qa.extraction.cells.names import bare_head, is_said
from qa.extraction.cells.words import is_number
from qa.extraction.cues import cue
from qa.language.normalization import fold
from qa.model import Cell, Query
from qa.retrieval.context import Context
from qa.retrieval.passages import Passage

FARTHEST = 40
"""Candidates whose tables are looked at where others may stand before them."""
MOST = 12
"""Cells of an answer."""
_SHORT = 5  # characters of a cell that tells a state alone
_HALF = 2  # what is said of a cell, times this, makes up its words

Place = tuple[Passage, tuple[int, int]]
"""A passage and where a cell stands in it."""


class Several(NamedTuple):
    """The cells that answer together."""

    places: list[Place]
    """The greatest first if that is asked for, else in the order of the report."""
    way: int = 0
    """1 if the first is the greatest that is asked for, -1 if the least, 0 if neither is."""
    first: tuple[str, ...] = ()
    """What names the first; several that are alike."""


def cell_of(candidate: Candidate) -> Cell | None:
    """The cell that a candidate is; None for one of prose."""
    cells = candidate.passage.sentence.cells
    return cells[candidate.at] if cells else None


def find_saying(
    query: Query, candidates: Sequence[Candidate], context: Context, beside_prose: bool
) -> Several | None:
    """The cells that say what is asked for: 包保领导 | 雷鸣 of each project that is his.

    Args:
        query: The question as it was read.
        candidates: Best first.
        context: Of the index they come from.
        beside_prose: Whether a sentence speaks of the question best.
    """
    seen = set[tuple[str, str]]()
    for candidate in candidates[:FARTHEST]:
        passage, cell = candidate.passage, cell_of(candidate)
        table = passage.report.id, cell.caption if cell else ""
        if cell is None or table in seen:
            continue
        seen.add(table)
        rows = context.table(passage)
        found = [place for row in rows for place in _saying_in(query, row, beside_prose)]
        if 0 < len(found) <= MOST and len(found) < max(2, len(rows)):
            return Several(found)
    return None


def _saying_in(query: Query, row: Passage, beside_prose: bool) -> Iterator[Place]:
    """The cell of a row that says what is asked for, beside one that names the row.

    Args:
        query: The question as it was read.
        row: Of a table.
        beside_prose: Whether a sentence speaks of the question best: then but states answer,
            and cells that with their table say all of it.
    """
    for cell in row.sentence.cells:
        said = row.folded[cell.start : cell.end]
        state = any(map(cue("state_head").search, cell.heads[-1:])) or _is_undone(said)
        if beside_prose and not (state or _says_all(query, cell, said)):
            continue
        if (
            cell.labels
            and not is_number(row, (cell.start, cell.end))
            and _is_asked(query, cell, said)
        ):
            yield row, (cell.start, cell.end)
            return


def _is_undone(said: str) -> bool:
    """Whether a cell says no more than that something was not done: 未化解."""
    return len(said) <= _SHORT and bool(cue("negation").match(said))


def _is_asked(query: Query, cell: Cell, said: str) -> bool:
    """Whether what a cell says is what a question says of the things it asks for."""
    denied = bool(cue("asks_negated").search(query.text))
    if ruling := cue("ruling").fullmatch(said):
        head = cell.heads[-1] if cell.heads else ""
        return is_said(head, query) and denied == bool(ruling["no"])
    if (len(said) > 1 and said in query.text) or _is_behind_head(query, cell, said):
        return True
    words = (fold(word) for term in query.terms for word in term.words[:1])
    inside = max((len(word) for word in words if len(word) > 1 and word in said), default=0)
    return inside * _HALF >= len(said) and denied == bool(cue("negation").search(said))


def _is_behind_head(query: Query, cell: Cell, said: str) -> bool:
    """Whether a question says what stands in a cell right behind its head: 等次为优."""
    head = bare_head(cell.heads[-1]) if cell.heads else ""
    if not head or not said:
        return False
    behind = query.text.partition(head)[2]
    copula = cue("copula").match(behind)
    return copula is not None and behind[copula.end() :].startswith(said)


def _says_all(query: Query, cell: Cell, said: str) -> bool:
    """Whether a cell says a part of a question, and its names and its table say all the rest."""
    around = fold(" ".join((*cell.heads, *cell.labels, cell.caption, said)))
    words = [list(map(fold, term.words[:1])) for term in query.terms if not term.measure]
    told = any(word in said for one in words for word in one if len(word) > 1)
    return told and all(any(word in around for word in one) for one in words)
