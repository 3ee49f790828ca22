"""Cells that moved: the rows of a column of changes that rose or fell, 哪些税种下降了."""

from collections.abc import Iterator, Sequence

from qa.extraction.candidate import Candidate
from qa.extraction.cells.names import is_said, thing_asked_for
from qa.extraction.cells.parts import is_change
from qa.extraction.cells.saying import FARTHEST, MOST, Place, Several, cell_of
from qa.extraction.cells.sums import is_row_of_sums
from qa.extraction.cells.words import is_number
from qa.extraction.cues import cue
from qa.language.normalization import fold
from qa.model import Cell, Query
from qa.retrieval.context import Context
from qa.retrieval.passages import Passage, figures_in


def find_moved(
    query: Query, candidates: Sequence[Candidate], context: Context, beside_prose: bool
) -> Several | None:
    """The cells of the things that moved as a question asks; None if it asks for none.

    Args:
        query: The question as it was read, one of one place.
        candidates: Best first.
        context: Of the index they come from.
        beside_prose: Whether a sentence speaks of the question best: then a table must say all.
    """
    way = moving(query.text)
    if not way or not cue("asks_which").search(query.text):
        return None
    tables = [(_share(_things(query, rows), rows), rows) for rows in tables_of(candidates, context)]
    least = 1.0 if beside_prose else 0.0
    told = [(share, rows) for share, rows in tables if share and share >= least]
    thing = fold(thing_asked_for(query))  # 指标 over the names of its rows: 哪些指标下降
    told.sort(key=lambda pair: (-pair[0], thing not in head_of_names(pair[1], context)))
    for _, rows in told:
        found = next(
            filter(None, (_moved(rows, own, way) for own in change_columns(query, rows))), []
        )
        if 0 < len(found) <= MOST:
            return Several(found)
    return None


def moving(text: str) -> int:
    """1 if what rose is asked for, -1 if what fell, 0 if neither or both."""
    return bool(cue("asks_risen").search(text)) - bool(cue("asks_fallen").search(text))


def _things(query: Query, rows: Sequence[Passage]) -> list[str]:
    """The words of a question that say what moved; its place and 指标 of 哪些指标 say nothing."""
    place = fold(rows[0].report.place) if rows else ""
    words = (fold(term.words[0]) for term in query.terms if not term.measure)
    return [
        word
        for word in words
        if len(word) > 1
        and not moving(word)
        and not cue("any_thing").fullmatch(word)
        and word not in place
    ]


def tables_of(candidates: Sequence[Candidate], context: Context) -> Iterator[Sequence[Passage]]:
    """The rows of the tables that candidates stand in, each table once."""
    seen = set[tuple[str, str]]()
    for candidate in candidates[:FARTHEST]:
        cell, report = cell_of(candidate), candidate.passage.report.id
        if cell and (report, cell.caption) not in seen:
            seen.add((report, cell.caption))
            yield context.table(candidate.passage)


def _share(words: Sequence[str], rows: Sequence[Passage]) -> float:
    """Which share of some words a table says in its names."""
    cells = [cell for row in rows for cell in row.sentence.cells]
    names = (name for cell in cells for name in (cell.caption, *cell.heads, *cell.labels))
    around = fold(" ".join(dict.fromkeys(names)))
    return sum(word in around for word in words) / len(words) if words else 1.0


def head_of_names(rows: Sequence[Passage], context: Context) -> str:
    """What stands over the names of the rows, in the line above the first of them: 学校名称."""
    above = next(iter(context.around(rows[0])), "") if rows else ""
    return above.strip("| ").replace("|", "\t").split("\t")[0] if above else ""


def change_columns(query: Query, rows: Sequence[Passage]) -> list[tuple[str, ...]]:
    """The heads of the columns of changes: of what is named, if things stand over them."""
    cells = ((row, cell) for row in rows for cell in row.sentence.cells if cell.labels)
    heads = dict.fromkeys(cell.heads for row, cell in cells if cell.heads and is_change(row, cell))
    named = [h for h in heads if len(h) == 1 or any(is_said(name, query) for name in h[:-1])]
    now = [h for h in heads if len(h) > 1 and not any(map(cue("last_year").search, h[:-1]))]
    return named or (now if len(now) == 1 else [])


def _moved(rows: Sequence[Passage], heads: tuple[str, ...], way: int) -> list[Place]:
    """The cells of a column that moved one way; sums left out."""
    places = [
        (row, cell)
        for row in rows
        for cell in row.sentence.cells
        if cell.heads == heads and cell.labels and not is_row_of_sums(cell)
    ]
    return [(row, (c.start, c.end)) for row, c in places if _moves(row, c, way)]


def _moves(row: Passage, cell: Cell, way: int) -> bool:
    place = cell.start, cell.end
    figure = next(iter(figures_in(row, place)), None)
    return figure is not None and is_number(row, place) and figure.low * way > 0
