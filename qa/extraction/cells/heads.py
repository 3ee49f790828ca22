"""Heads of tables: which cell of a row, and which row, a question means."""

from collections.abc import Sequence

from qa.extraction.cues import cue
from qa.extraction.weights import MATCHING
from qa.language.normalization import fold
from qa.model import Cell, Query
from qa.retrieval.passages import Passage, cell_at

_SHORTEST = 2  # characters of a name that tells something; 男 and 女 tell as much


def named_head(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """How far a question names the column and the table of a cell word for word, 0 to 1."""
    cell = cell_at(passage, clause)
    if cell is None:
        return 0.0
    over = MATCHING.heads_over * _over_said(query, cell)
    own = _column_said(query, cell) or _unit_said(query, passage, cell)
    column = min(1.0, own + over)
    return column * (1 - MATCHING.caption) + MATCHING.caption * _said(cell.caption, query)


def names_column(query: Query, cell: Cell) -> bool:
    """Whether a question names the column of a cell word for word."""
    return _column_said(query, cell) > 0


def _column_said(query: Query, cell: Cell) -> float:
    return max((_said(head, query) for head in cell.heads[-1:]), default=0.0)


def _unit_said(query: Query, passage: Passage, cell: Cell) -> float:
    """How far the measure word of a question names the column, as that of but one of its row."""
    counted = [one for one in passage.sentence.cells if one.unit in query.units and one.unit]
    return MATCHING.unit_of_column if query.strict and counted == [cell] else 0.0


def _over_said(query: Query, cell: Cell) -> float:
    """How far what stands over the column of a cell and others is named."""
    return max((_said(head, query) for head in cell.heads[:-1]), default=0.0)


def named_row(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """How far a question names the row of a cell word for word, 0 to 1."""
    cell = cell_at(passage, clause)
    if cell is None or not cell.labels:
        return 0.0
    over = max((_said(label, query) for label in cell.labels[:-1]), default=0.0)
    return min(1.0, _said(cell.labels[-1], query) + MATCHING.heads_over * over)


def words_of(cell: Cell, said: str, table: str) -> str:
    """What says what a cell of a table counts or tells; its caption is a heading above it.

    The sum of 预算收支表 that stands under 收入 is that of 预算收入.

    Args:
        cell: Of a row.
        said: What stands in it, folded.
        table: The caption of the table that is named; its cells speak of what it says.
    """
    names = " ".join((fold(" ".join((*cell.labels, *cell.heads))), *_words_in(said)))
    caption = fold(cell.caption)
    side, both = cue("side").search(names), cue("both_sides").search(caption)
    if side and both and is_sum(cell):
        return f"{names} {caption[: both.start()]}{side[0]}{caption[both.end() :]}"
    return f"{names} {caption}" if table and cell.caption == table else names


def _words_in(said: str) -> tuple[str, ...]:
    """What a cell says, if it is no number."""
    return () if said[-1:].isdigit() or not any(map(str.isalpha, said)) else (said,)


def _said(head: str, query: Query) -> float:
    """How telling a head is that a question says, its unit left out: 实际（吨）; else 0."""
    return 1 - 1 / max(len(_plain(head)), _SHORTEST) if is_said(head, query) else 0.0


def is_said(head: str, query: Query) -> bool:
    """Whether a question says a head or a label without its number and its unit."""
    name = _plain(head)
    return bool(name) and (name in query.text or _is_made_of(name, query))


def _is_made_of(name: str, query: Query) -> bool:
    """Whether the English words of a question make up a name: female teachers, 女教师."""
    if query.lang == "zh":
        return False
    words = sorted((w for term in query.terms for w in term.words), key=len, reverse=True)
    for word in words:
        name = name.replace(fold(word), "")
    return not name


def _plain(head: str) -> str:
    """A head or a label without its number and its unit: 总计 of （七）总计."""
    found = cue("head_name").match(fold(head))
    return found["name"] if found else ""


def is_sum(cell: Cell) -> bool:
    """Whether a cell stands under the head of a sum, or in the row of one."""
    return _names_sum((*cell.labels, *cell.heads))


def is_row_of_sums(cell: Cell) -> bool:
    """Whether a cell stands in the row of a sum."""
    return _names_sum(cell.labels)


def is_part(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a cell counts a part where the whole is meant: a sum asked for, or no part named.

    A part is one of the whole row, or of the whole table: the village of a township's table.
    """
    if _is_part_unnamed(query, cell.labels) or _is_part_unnamed(query, cell.heads):
        return True
    if _names_sum(cell.heads):
        return False
    if not names_column(query, cell) and any(
        _sums_up(other, cell) for other in passage.sentence.cells
    ):
        return True
    return query.total and not is_sum(cell)


def _is_part_unnamed(query: Query, names: Sequence[str]) -> bool:
    """Whether the last name is that of a part that a question does not say: 其中：城镇."""
    name = names[-1] if names else ""
    return bool(cue("part_head").match(fold(name))) and not _said(name, query)


def is_planned(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a cell tells what was planned beside one of what was done, and neither is named."""
    if not _heads(cell, "plan_head") or cue("plan_head").search(query.text):
        return False
    others = (other for other in passage.sentence.cells if other.labels == cell.labels)
    return any(_heads(other, "deed_head") and other.unit == cell.unit for other in others)


def is_other_change(query: Query, cell: Cell) -> bool:
    """Whether a cell tells a change where none is asked for, or none where one is."""
    told = _heads(cell, "change_head") or bool(cue("change_head").search(cell.caption))
    return told != bool(cue("change_head").search(query.text))


def _heads(cell: Cell, name: str) -> bool:
    return any(map(cue(name).search, cell.heads[-1:]))


def _sums_up(whole: Cell, part: Cell) -> bool:
    """Whether a cell of a row is the sum of those under heads that another one stands under."""
    over = whole.heads[:-1]
    same = whole.labels == part.labels and part.heads[: len(over)] == over
    return same and whole.unit == part.unit and _names_sum(whole.heads[-1:])


def is_of_smaller_place(query: Query, cell: Cell) -> bool:
    """Whether the row of a cell is that of a place that a question does not name: 东村."""
    labels = list(map(fold, cell.labels))
    place = any(map(cue("smaller_place").fullmatch, labels[:1]))
    return place and query.lang == "zh" and not any(label in query.text for label in labels)


def is_of_other_month(query: Query, cell: Cell) -> bool:
    """Whether a cell tells of one month, and a question names others: 1月 for 8月份."""
    months = {m[1] for name in (*cell.labels, *cell.heads) if (m := cue("month").fullmatch(name))}
    asked = {m[1] for m in cue("month").matches(query.text)}
    return bool(months and asked and not months & asked)


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


def _names_sum(heads: Sequence[str]) -> bool:
    return any(cue("sum_head").fullmatch(_plain(head)) for head in heads)
