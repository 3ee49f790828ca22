"""Heads of tables: which cell of a row, and which row, a question means."""

from collections.abc import Iterator, Sequence
from itertools import product

from qa.extraction.cells.names import (
    SHORTEST,
    bare_head,
    how_said,
    is_headed,
    names_column,
    names_of,
)
from qa.extraction.cells.sums import is_column_of_sums, is_row_of_sums, is_sum
from qa.extraction.cues import cue
from qa.extraction.weights import MATCHING
from qa.language import resources
from qa.language.normalization import fold
from qa.language.units import unit_kind
from qa.model import Cell, Query
from qa.retrieval.passages import Passage, cell_at

_EXTENTS = ("length", "area", "weight", "volume", "energy")
"""The kinds of units that alone tell what is measured: 多长 asks for 长度."""


def named_head(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """How far a question names the column and the table of a cell word for word, 0 to 1."""
    cell = cell_at(passage, clause)
    if cell is None:
        return 0.0
    over = MATCHING.heads_over * _over_said(query, cell)
    own = _column_said(query, cell) or _unit_said(query, passage, cell)
    own = own or (MATCHING.unit_of_column if _sums_measure(query, cell) else 0.0)
    column = min(1.0, own + over)
    return column * (1 - MATCHING.caption) + MATCHING.caption * how_said(cell.caption, query)


def _column_said(query: Query, cell: Cell) -> float:
    return max((how_said(head, query) for head in cell.heads[-1:]), default=0.0)


def _unit_said(query: Query, passage: Passage, cell: Cell) -> float:
    """How far the measure word of a question names the column, as that of but one of its row."""
    counted = [one for one in passage.sentence.cells if one.unit in query.units and one.unit]
    told = query.strict or unit_kind("".join(query.units[:1])) in _EXTENTS
    if any(names_column(query, other) for other in passage.sentence.cells):
        return 0.0  # 招生多少人 asks for 招生数, though 教师(人) alone counts persons
    return MATCHING.unit_of_column if told and counted == [cell] else 0.0


def _over_said(query: Query, cell: Cell) -> float:
    """How far what stands over the column of a cell and others is named."""
    return max((how_said(head, query) for head in cell.heads[:-1]), default=0.0)


def named_row(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """How far a question names the row of a cell word for word, 0 to 1; a sum by asking for it."""
    cell = cell_at(passage, clause)
    if cell is None or not cell.labels:
        return 0.0
    if (query.total and is_row_of_sums(cell)) or _sums_measure(query, cell):
        return 1 - 1 / SHORTEST
    over = max((how_said(label, query) for label in cell.labels[:-1]), default=0.0)
    return min(1.0, how_said(cell.labels[-1], query) + MATCHING.heads_over * over)


def words_of(cell: Cell, said: str, table: str, asked: str) -> str:
    """What says what a cell of a table counts or tells; its caption is a heading above it.

    The sum of 预算收支表 that stands under 收入 is that of 预算收入.

    Args:
        cell: Of a row.
        said: What stands in it, folded.
        table: The caption of the table that is named; its cells speak of what it says.
        asked: The text of the question; the row of a month in it speaks of that as a sum does,
            and a cell is called what it makes of its row and its column.
    """
    written = fold(" ".join((*cell.labels, *cell.heads)))
    names = " ".join((written, *_joined(cell, asked), *_words_in(said)))
    caption = fold(cell.caption)
    side, both = cue("side").search(names), cue("both_sides").search(caption)
    if side and both and is_sum(cell):
        return f"{names} {caption[: both.start()]}{side[0]}{caption[both.end() :]}"
    if is_headed(cell, "change_head"):
        names = " ".join((names, *resources.read_lines("extraction/changes.txt")))
    if is_row_of_sums(cell) or (is_column_of_sums(cell) and _measures(cell)):
        return " ".join((names, caption, *resources.read_lines("extraction/sums.txt")))
    told = (table and cell.caption == table) or _is_month_of(asked, cell)
    return f"{names} {caption}" if told else names


def _joined(cell: Cell, text: str) -> Iterator[str]:
    """The names that a text makes of those of the row and of the column: 女法官 of 法官 and 女."""
    rows, heads = (list(map(bare_head, names[-1:])) for names in (cell.labels, cell.heads))
    for label, head in product(rows, heads):
        yield from (both for both in (head + label, label + head) if label and both in text)


def _is_month_of(text: str, cell: Cell) -> bool:
    """Whether the row of a cell is that of a month which a text names: 3月."""
    names = (label for label in cell.labels[-1:] if cue("month").fullmatch(label))
    return any(name in text for name in names)


def one_side(cell: Cell, rows: str) -> str:
    """What the rows of a table are called without the other side of the account: 本年支出合计.

    Args:
        cell: A sum of them.
        rows: Their names, folded.
    """
    own = {found[0] for found in cue("side").matches(fold(" ".join((*cell.labels, *cell.heads))))}
    others = {found[0] for found in cue("side").matches(rows)} - own
    for side in others if len(own) == 1 else ():
        rows = rows.replace(side, "")
    return rows


def rows_by_table(passages: Sequence[Passage]) -> dict[str, str]:
    """What the rows of each table are called, folded, by the caption of the table."""
    named: dict[str, str] = {}
    for cells in (passage.sentence.cells for passage in passages):
        labels = dict.fromkeys(label for cell in cells for label in cell.labels)
        for caption in {cell.caption for cell in cells}:
            named[caption] = f"{named.get(caption, '')} {fold(' '.join(labels))}"
    return named


def _measures(cell: Cell) -> bool:
    """Whether the row of a cell is but a measure of what its table is of: 人数."""
    return any(map(cue("measure_label").fullmatch, map(bare_head, cell.labels[-1:])))


def _sums_measure(query: Query, cell: Cell) -> bool:
    """Whether a sum is asked for in the unit of a row of measures, and a cell is its sum."""
    summed = query.total and cell.unit in query.units[:1] and is_column_of_sums(cell)
    return bool(summed and _measures(cell))


def is_short_for(cell: Cell, word: str, around: str) -> bool:
    """Whether the head of a cell leaves out of what sort a thing is, and its table tells.

    机构数 counts 医疗机构 under the title 医疗资源.

    Args:
        cell: Of a row.
        word: For the thing, folded.
        around: What stands above the table, folded.
    """
    names = (name for head in cell.heads[-1:] for name in names_of(head) if len(name) >= SHORTEST)
    return any(word.endswith(name) and word[: -len(name)] in around for name in names)


def _words_in(said: str) -> tuple[str, ...]:
    """What a cell says, if it is no number."""
    return () if said[-1:].isdigit() or not any(map(str.isalpha, said)) else (said,)


def find_table(query: Query, passages: Sequence[Passage]) -> str:
    """The caption of the table that a question names: 支出决算表中; empty if it names none."""
    if not cue("in_table").search(query.text):
        return ""
    captions = {cell.caption for p in passages for cell in p.sentence.cells[:1] if cell.caption}
    named = (c for c in sorted(captions) if _names_table(c, query.text))
    return max(named, key=lambda caption: len(_name_of(caption)), default="")


def _names_table(caption: str, text: str) -> bool:
    """Whether a text calls a table by its name or by its number: 表3."""
    number = cue("table_number").match(fold(caption))
    numbered = number and cue("table_number").search(text)
    same = numbered and number and numbered["number"] == number["number"]
    name = _name_of(caption)
    return bool(same) or (len(name) > 1 and name in text)


def _name_of(caption: str) -> str:
    """The name of a table without its number and the year in front."""
    found = cue("table_name").fullmatch(fold(caption))
    return found["name"] if found else ""


def speaks_of(table: str, passage: Passage) -> bool:
    """Whether a passage is a row of a table, known by its caption."""
    return any(cell.caption == table for cell in passage.sentence.cells[:1])
