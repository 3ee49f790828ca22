"""Several cells of a table: the greatest of a column, those set side by side, all that say a thing.

哪个项目总投资最大 asks all rows for one column, 甲和乙哪个投资大 two of them, 哪些项目未开工 those
that say so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from qa.extraction.candidate import Candidate
from qa.extraction.cells.heads import (
    is_column_of_sums,
    is_part_by_name,
    is_row_of_sums,
)
from qa.extraction.cells.names import is_said, names_said
from qa.extraction.cells.words import is_number
from qa.extraction.cues import cue
from qa.language.normalization import fold, is_han
from qa.language.tokenization import known_words
from qa.model import Cell, Kind, Query
from qa.query.cues import extreme_of
from qa.retrieval.context import Context
from qa.retrieval.passages import Passage, figures_in

_CONSIDERED = 6  # candidates whose tables are looked at
_FARTHEST = 40  # the same where prose may stand before them
_MOST = 12  # cells of an answer
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
    way = extreme_of(query.text) if cue("asks_which").search(query.text) else 0
    if not candidates or not (way or query.kind is Kind.LIST or _is_of_table(candidates)):
        return None
    if query.kind is Kind.LIST and not way:
        return _saying(query, candidates, context)
    if not way and not cue("asks_of_each").search(query.text):
        return None
    measured = _without_thing(query)
    named = [c for c in candidates[:_CONSIDERED] if _names_measure(measured, c)]
    beside = (_beside(query, c, context) for c in named)
    return next((_ranked(query, told, way) for told in beside if len(told) > 1), None)


def _without_thing(query: Query) -> Query:
    """A query without what it asks which of: 学校 of 哪所学校学生最多 is not what is measured."""
    asked = cue("which_of").search(query.text)
    if not asked:
        return query
    text, at = query.text, asked.end()
    thing = next(iter(known_words(text[at:])), "") if is_han(text[at : at + 1]) else _word(text, at)
    terms = tuple(term for term in query.terms if term.source != thing)
    return replace(query, text=text[:at] + text[at + len(thing) :], terms=terms)


def _word(text: str, at: int) -> str:
    """The term of another script that stands at a place: school of which school has."""
    return text[at:].split(" ")[0]


def _is_of_table(candidates: Sequence[Candidate]) -> bool:
    """Whether the best candidate is a cell, or what names the table of one."""
    first = candidates[0].passage.sentence
    captions = {cell.caption for c in candidates[:_CONSIDERED] for cell in c.passage.sentence.cells}
    return bool(first.cells) or first.text.strip() in captions


def _cell(candidate: Candidate) -> Cell | None:
    cells = candidate.passage.sentence.cells
    return cells[candidate.at] if cells else None


def _names_measure(query: Query, candidate: Candidate) -> bool:
    """Whether a candidate is a number under a head, or behind a label, that is asked for."""
    cell = _cell(candidate)
    if cell is None or not is_number(candidate.passage, candidate.span):
        return False
    names = fold(" ".join((*cell.heads, *cell.labels[-1:])))
    words = (fold(term.words[0]) for term in query.terms if not term.measure)
    return any(len(word) > 1 and word in names for word in words) or any(
        is_said(name, query) for name in (*cell.heads, *cell.labels)
    )


def _beside(query: Query, candidate: Candidate, context: Context) -> list[_Told]:
    """The cells that a candidate is set beside: those of its column, or of its row."""
    cell = _cell(candidate)
    if cell is None:
        return []
    down = list(_down(query, context.table(candidate.passage), cell))
    across = list(_across(candidate.passage, cell))
    in_rows, in_columns = (names_said([t.name for t in told], query) for told in (down, across))
    if len(in_columns) > max(1, len(in_rows)):
        return [told for told in across if told.name in in_columns]
    if len(in_rows) > 1:
        return [told for told in down if told.name in in_rows]
    labelled = any(is_said(label, query) for label in cell.labels[-1:])
    return across if labelled and not is_said(cell.heads[-1] if cell.heads else "", query) else down


def _down(query: Query, rows: Sequence[Passage], own: Cell) -> Iterator[_Told]:
    """The cells of a column, sums and parts of others left out; of the sort that is asked for."""
    sorts = _sorts(query, rows)
    for row in rows:
        for cell in row.sentence.cells:
            same = cell.heads == own.heads and cell.labels and not is_row_of_sums(cell)
            if same and not is_part_by_name(cell.labels) and all(s in row.folded for s in sorts):
                yield from _told(row, cell, cell.labels[0])


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
    """The words of a question that some rows say and others do not: 小学 of 哪所小学."""
    texts = [row.folded for row in rows if row.sentence.cells]
    heads = fold(" ".join(h for row in rows for cell in row.sentence.cells for h in cell.heads))
    around = fold(" ".join((*rows[0].sentence.section, rows[0].report.title))) if rows else ""
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
        return Several([one.place for one in told][:_MOST]) if len(named) > 1 else None
    best = (max if way > 0 else min)(one.value for one in told)
    first = [one for one in told if one.value == best]
    rest = [one for one in told if one.value != best] if len(named) > 1 else []
    places = [one.place for one in (*first, *rest)]
    return Several(places[:_MOST], way, tuple(one.name for one in first)) if first else None


def _saying(query: Query, candidates: Sequence[Candidate], context: Context) -> Several | None:
    """The cells that say what is asked for: 包保领导 | 雷鸣 of each project that is his."""
    seen = set[tuple[str, str]]()
    beside_prose = not _is_of_table(candidates)
    for candidate in candidates[:_FARTHEST]:
        passage, cell = candidate.passage, _cell(candidate)
        table = passage.report.id, cell.caption if cell else ""
        if cell is None or table in seen:
            continue
        seen.add(table)
        rows = context.table(passage)
        found = [place for row in rows for place in _saying_in(query, row, beside_prose)]
        if 0 < len(found) <= _MOST and len(found) < max(2, len(rows)):
            return Several(found)
    return None


def _saying_in(query: Query, row: Passage, beside_prose: bool) -> Iterator[Place]:
    """The cell of a row that says what is asked for, beside one that names the row.

    Args:
        query: The question as it was read.
        row: Of a table.
        beside_prose: Whether a sentence speaks of the question too: then but states answer.
    """
    for cell in row.sentence.cells:
        said = row.folded[cell.start : cell.end]
        if beside_prose and not any(map(cue("state_head").search, cell.heads[-1:])):
            continue
        if (
            cell.labels
            and not is_number(row, (cell.start, cell.end))
            and _is_asked(query, cell, said)
        ):
            yield row, (cell.start, cell.end)
            return


def _is_asked(query: Query, cell: Cell, said: str) -> bool:
    """Whether what a cell says is what a question says of the things it asks for."""
    denied = bool(cue("asks_negated").search(query.text))
    if ruling := cue("ruling").fullmatch(said):
        head = cell.heads[-1] if cell.heads else ""
        return is_said(head, query) and denied == bool(ruling["no"])
    if len(said) > 1 and said in query.text:
        return True
    words = (fold(word) for term in query.terms for word in term.words[:1])
    inside = max((len(word) for word in words if len(word) > 1 and word in said), default=0)
    return inside * _HALF >= len(said) and denied == bool(cue("negation").search(said))
