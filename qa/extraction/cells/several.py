"""Several cells of a table: the greatest of a column, or those set side by side.

哪个项目总投资最大 asks all rows for one column, 甲和乙哪个投资大 two of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from qa.extraction.candidate import Candidate
from qa.extraction.cells.moving import change_columns, find_moved, head_of_names, moving
from qa.extraction.cells.names import LIKEST, bare_head, is_said, names_said, place_of_thing
from qa.extraction.cells.parts import is_part_by_name, is_planned
from qa.extraction.cells.reaching import find_reaching
from qa.extraction.cells.saying import FARTHEST, MOST, Place, Several, cell_of, find_saying
from qa.extraction.cells.sums import is_column_of_sums, is_row_of_sums
from qa.extraction.cells.words import is_number, is_thing_asked_for
from qa.extraction.cues import cue
from qa.language.normalization import fold
from qa.language.numerals import integer_of
from qa.model import Cell, Kind, Query
from qa.query.cues import extreme_of
from qa.retrieval.context import Context
from qa.retrieval.passages import Passage, figures_in

_CONSIDERED = 6  # candidates whose tables are looked at


class _Told(NamedTuple):
    """A cell with what tells it from the others it is set beside."""

    place: Place
    name: str
    value: Decimal
    unit: str


def several_cells(
    query: Query, candidates: Sequence[Candidate], context: Context
) -> Several | None:
    """The cells that answer a question for several of a table; None if it asks for none.

    Args:
        query: The question as it was read, one of one place.
        candidates: Best first.
        context: Of the index they come from.
    """
    if not candidates:
        return None
    way, of_table = _way(query, candidates), _is_of_table(candidates)
    moved = None if way else find_moved(query, candidates, context, beside_prose=not of_table)
    if moved := moved or (None if way else find_reaching(query, candidates, context)):
        return moved
    if not (way or query.kind is Kind.LIST or of_table):
        return None
    if query.kind is Kind.LIST and not way:
        return find_saying(query, candidates, context, beside_prose=not of_table)
    which = cue("asks_which").search(query.text) and query.kind is not Kind.WHY
    if not way and which and of_table and cue("asks_negated").search(query.text):
        said = find_saying(query, candidates, context, beside_prose=False)  # 哪个断面没达标
        return said and Several([_thing_of(query, place) for place in said.places])
    if not way and not cue("asks_of_each").search(query.text):
        return None
    measured = _without_thing(query)
    turned = moving(query.text) if way else 0
    reach = FARTHEST if way else _CONSIDERED  # 学校数 ranks before what 哪类学校 has most of
    named = [c for c in candidates[:reach] if _names_measure(measured, c)]
    named.sort(key=lambda c: (-_share_named(query, c), _is_plan(query, c)))
    if turned:  # 下降最多 asks for the least of the changes
        return _changed(query, named, context, turned * way)
    beside = (_beside(query, c, context) for c in named)
    return next((_ranked(query, told, way) for told in beside if len(told) > 1), None)


def _changed(
    query: Query, named: Sequence[Candidate], context: Context, way: int
) -> Several | None:
    """The cell of the greatest or the least change, in the table of what is named."""
    for candidate in named:
        rows = context.table(candidate.passage)
        for heads in change_columns(query, rows):
            own = next(c for row in rows for c in row.sentence.cells if c.heads == heads)
            if told := list(_down(query, rows, own, head_of_names(rows, context))):
                return _ranked(query, told, way)
    return None


def _way(query: Query, candidates: Sequence[Candidate]) -> int:
    """1 if the greatest is asked for, -1 for the least; 最低开考比例 but names a column."""
    if not cue("asks_which").search(query.text):
        return 0
    if _rank(query):
        return 1
    text = query.text
    cells = filter(None, map(cell_of, candidates[:_CONSIDERED]))
    for name in dict.fromkeys(bare_head(n) for cell in cells for n in (*cell.heads, *cell.labels)):
        text = text.replace(name, "") if extreme_of(name) else text
    return extreme_of(text)


def _thing_of(query: Query, place: Place) -> Place:
    """The cell of a row that names what is asked for, 案件名称 of 哪个案件没有化解; else itself."""
    row, _ = place
    things = (cell for cell in row.sentence.cells if is_thing_asked_for(query, cell))
    return next(((row, (cell.start, cell.end)) for cell in things), place)


def _rank(query: Query) -> int:
    """Which one down from the greatest is asked for: 3 of 产值排第三; 0 if none is."""
    asked = cue("asks_rank").search(query.text)
    return integer_of(asked["rank"]) if asked else 0


def _without_thing(query: Query) -> Query:
    """A query without what it asks which of: 学校 of 哪所学校学生最多 is not what is measured."""
    start, end = place_of_thing(query)
    terms = tuple(term for term in query.terms if term.source != query.text[start:end])
    return replace(query, text=query.text[:start] + query.text[end:], terms=terms)


def _is_of_table(candidates: Sequence[Candidate]) -> bool:
    """Whether the best candidate is a cell, or what names the table of one."""
    first = candidates[0].passage.sentence
    captions = {cell.caption for c in candidates[:_CONSIDERED] for cell in c.passage.sentence.cells}
    return bool(first.cells) or _solid(first.text) in map(_solid, captions)


def _solid(text: str) -> str:
    """A text without blanks: 表12 and the name of its table may stand apart."""
    return "".join(text.split())


def _names_measure(query: Query, candidate: Candidate) -> bool:
    """Whether a candidate is a number under a head, or behind a label, that is asked for."""
    cell = cell_of(candidate)
    if cell is None or not is_number(candidate.passage, candidate.span):
        return False
    if not any(len(term.words[0]) > 1 for term in query.terms if not term.measure):
        # 哪类投诉最多 names no measure: their number is meant.
        return any(map(cue("measure_label").fullmatch, map(bare_head, cell.heads[-1:])))
    names = fold(" ".join((*cell.heads, *cell.labels[-1:])))
    words = (fold(term.words[0]) for term in query.terms if not term.measure)
    return any(len(word) > 1 and word in names for word in words) or any(
        is_said(name, query) for name in (*cell.heads, *cell.labels)
    )


def _share_named(query: Query, candidate: Candidate) -> float:
    """Which share of the words of a question the names around a cell say, its table's too."""
    cell = cell_of(candidate)
    names = fold(" ".join((*cell.heads, *cell.labels, cell.caption))) if cell else ""
    words = [list(map(fold, term.words[:LIKEST])) for term in query.terms if not term.measure]
    said = sum(any(word in names for word in likest) for likest in words)
    return round(said / max(1, len(words)), 6)


def _beside(query: Query, candidate: Candidate, context: Context) -> list[_Told]:
    """The cells that a candidate is set beside: those of its column, or of its row."""
    cell = cell_of(candidate)
    if cell is None:
        return []
    rows = context.table(candidate.passage)
    down = list(_down(query, rows, cell, head_of_names(rows, context)))
    across = list(_across(candidate.passage, cell))
    in_rows, in_columns = (names_said([t.name for t in told], query) for told in (down, across))
    if len(in_columns) > max(1, len(in_rows)):
        return [told for told in across if told.name in in_columns]
    if len(in_rows) > 1:
        return [told for told in down if told.name in in_rows]
    labelled = any(is_said(label, query) for label in cell.labels[-1:])
    return across if labelled and not is_said(cell.heads[-1] if cell.heads else "", query) else down


def _down(query: Query, rows: Sequence[Passage], own: Cell, head: str) -> Iterator[_Told]:
    """The cells of a column, sums and parts of others left out; of the sort that is asked for."""
    sorts = [sort for sort in _sorts(query, rows) if sort not in head]
    for row in rows:
        for cell in row.sentence.cells:
            same = cell.heads == own.heads and cell.labels and not is_row_of_sums(cell)
            if same and not is_part_by_name(cell.labels) and all(s in row.folded for s in sorts):
                yield from _told(row, cell, cell.labels[0])


def _is_plan(query: Query, candidate: Candidate) -> bool:
    """Whether a candidate is a cell of a plan beside one of what was done."""
    cell = cell_of(candidate)
    return cell is not None and is_planned(query, candidate.passage, cell)


def _across(row: Passage, own: Cell) -> Iterator[_Told]:
    """The cells of a row that measure alike, its sums left out."""
    for cell in row.sentence.cells:
        alike = cell.unit == own.unit and cell.labels == own.labels and cell.heads
        if alike and not is_column_of_sums(cell):
            yield from _told(row, cell, cell.heads[-1])


def _told(row: Passage, cell: Cell, name: str) -> Iterator[_Told]:
    place = cell.start, cell.end
    for figure in figures_in(row, place)[:1]:
        if is_number(row, place):
            yield _Told((row, place), name, figure.low, figure.unit)


def _sorts(query: Query, rows: Sequence[Passage]) -> list[str]:
    """The words of a question that some rows say and others do not: 小学 of 哪所小学.

    Those in the name of a row that is asked for say no sort: 道路 in 道路客运.
    """
    texts = [row.folded for row in rows if row.sentence.cells]
    heads = fold(" ".join(h for row in rows for cell in row.sentence.cells for h in cell.heads))
    around = fold(" ".join((*rows[0].sentence.section, rows[0].report.title))) if rows else ""
    labels = (label for row in rows for cell in row.sentence.cells for label in cell.labels[:1])
    around += fold(" ".join(names_said(tuple(labels), query)))
    said = (fold(term.words[0]) for term in query.terms if not term.measure)
    return [
        word
        for word in said
        if len(word) > 1 and word not in heads + around and 1 < _number(word, texts) < len(texts)
    ]


def _number(word: str, texts: Sequence[str]) -> int:
    return sum(word in text for text in texts)


def _ranked(query: Query, told: Sequence[_Told], way: int) -> Several | None:
    """The greatest or the least of some cells; all of them where they are named."""
    if len({one.unit for one in told}) > 1:
        return None
    named = names_said([one.name for one in told], query)
    if not way:
        return Several([one.place for one in told][:MOST]) if len(named) > 1 else None
    values, rank = sorted((one.value for one in told), reverse=way > 0), _rank(query) or 1
    if rank > len(values):
        return None
    best = values[rank - 1]
    first = [one for one in told if one.value == best]
    rest = [one for one in told if one.value != best] if len(named) > 1 else []
    places = [one.place for one in (*first, *rest)]
    return Several(places[:MOST], way, tuple(one.name for one in first)) if first else None
