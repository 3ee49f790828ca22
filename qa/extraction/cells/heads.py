"""Heads of tables: which cell of a row, and which row, a question means."""

from collections.abc import Sequence

from qa.extraction.cells.names import LIKEST, SHORTEST, how_said, is_said, names_of, plain
from qa.extraction.cues import cue
from qa.extraction.weights import FIT, MATCHING
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


def names_column(query: Query, cell: Cell) -> bool:
    """Whether a question names the column of a cell word for word."""
    return _column_said(query, cell) > 0


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
    if _heads(cell, "change_head"):
        names = " ".join((names, *resources.read_lines("extraction/changes.txt")))
    if is_row_of_sums(cell) or (is_column_of_sums(cell) and _measures(cell)):
        return " ".join((names, caption, *resources.read_lines("extraction/sums.txt")))
    return f"{names} {caption}" if table and cell.caption == table else names


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
    return any(map(cue("measure_label").fullmatch, map(plain, cell.labels[-1:])))


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


def is_sum(cell: Cell) -> bool:
    """Whether a cell stands under the head of a sum, or in the row of one."""
    return is_row_of_sums(cell) or is_column_of_sums(cell)


def is_row_of_sums(cell: Cell) -> bool:
    """Whether a cell stands in the row of a sum; 全区 behind a name only says where it is."""
    if _names_sum(cell.labels[:1]):
        return True
    return _names_sum(cell.labels) and not any(map(cue("whole_place").fullmatch, cell.labels))


def is_column_of_sums(cell: Cell) -> bool:
    """Whether a cell stands under the head of a sum."""
    return _names_sum(cell.heads)


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
    named = any(is_said(label, query) for label in cell.labels[-1:])
    return query.total and not is_sum(cell) and not named


def _is_part_unnamed(query: Query, names: Sequence[str]) -> bool:
    """Whether the last name is that of a part that a question does not say: 其中：城镇."""
    return is_part_by_name(names) and not how_said(names[-1], query)


def is_part_by_name(labels: Sequence[str]) -> bool:
    """Whether the last of some labels is that of a part of what stands above it: 其中：城镇."""
    return bool(labels) and bool(cue("part_head").match(fold(labels[-1])))


def is_planned(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a cell tells what was planned beside one of what was done, and neither is named."""
    if not _heads(cell, "plan_head") or cue("plan_head").search(query.text):
        return False
    others = (other for other in passage.sentence.cells if other.labels == cell.labels)
    return any(_heads(other, "deed_head") and other.unit == cell.unit for other in others)


def tells_change(query: Query, cell: Cell) -> bool:
    """Whether by how much a thing changed is asked for, and a cell stands under that head."""
    return bool(query.change) and _heads(cell, "change_head")


def is_other_change(query: Query, cell: Cell) -> bool:
    """Whether a cell tells a change where none is asked for, or none where one is."""
    told = _heads(cell, "change_head") or bool(cue("change_head").search(cell.caption))
    return told != bool(cue("change_head").search(query.text))


def _heads(cell: Cell, name: str) -> bool:
    return any(map(cue(name).search, cell.heads[-1:]))


def worth_of_cell(query: Query, passage: Passage, cell: Cell) -> float:
    """How much of what is asked for a cell tells, 0 to 1: less for a part, a plan or a change."""
    narrower = (
        is_part(query, passage, cell)
        or is_of_smaller_place(query, cell)
        or is_of_unnamed_row(query, passage, cell)
    )
    worth = FIT.cell_of_part if narrower else 1.0
    worth *= FIT.cell_of_plan if is_planned(query, passage, cell) else 1.0
    return worth * (FIT.cell_of_other_change if is_other_change(query, cell) else 1.0)


def _sums_up(whole: Cell, part: Cell) -> bool:
    """Whether a cell of a row is the sum of those under heads that another one stands under."""
    over = whole.heads[:-1]
    same = whole.labels == part.labels and part.heads[: len(over)] == over
    return same and whole.unit == part.unit and _names_sum(whole.heads[-1:])


def is_of_unnamed_row(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a question names the column of a cell and says nothing of its row.

    How many teachers there are is told by the text or by the row of sums, and by no one school's.
    """
    if not cell.labels or is_sum(cell) or not any(is_said(head, query) for head in cell.heads):
        return False
    labels = fold(" ".join(cell.labels))
    if labels == fold(passage.report.place) or cue("year_alone").search(labels):
        return False
    around = fold(" ".join((*cell.heads, passage.report.title)))
    said = (term.words[:LIKEST] for term in query.terms if not term.measure)
    words = (fold(word) for likest in said for word in likest)
    return not any(is_said(label, query) for label in cell.labels) and not any(
        word in labels and word not in around for word in words
    )


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
    return any(cue("sum_head").fullmatch(plain(head)) for head in heads)
