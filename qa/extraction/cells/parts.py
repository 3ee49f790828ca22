"""Cells that tell less than is asked for: a part, a flow, a plan, a change, another row."""

from collections.abc import Sequence

from qa.extraction.cells.names import (
    LIKEST,
    SHORTEST,
    bare_head,
    how_said,
    is_headed,
    is_said,
    names_column,
    names_of,
)
from qa.extraction.cells.sums import is_row_of_sums, is_sum, names_sum
from qa.extraction.cues import cue
from qa.extraction.weights import FIT
from qa.language.normalization import fold
from qa.model import Cell, Query
from qa.retrieval.passages import Passage


def worth_of_cell(query: Query, passage: Passage, cell: Cell) -> float:
    """How much of what is asked for a cell tells, 0 to 1: less for a part, a plan or a change."""
    narrower = (
        is_part(query, passage, cell)
        or is_of_smaller_place(query, cell)
        or is_of_unnamed_row(query, passage, cell)
        or _is_of_one(query, cell)
    )
    worth = FIT.cell_of_part if narrower else 1.0
    worth *= FIT.cell_of_plan if is_planned(query, passage, cell) else 1.0
    worth *= FIT.cell_of_other_year if _is_of_other_year(query, passage, cell) else 1.0
    worth *= FIT.level_beside_change if _is_level_beside_change(query, passage, cell) else 1.0
    return worth * (FIT.cell_of_other_change if is_other_change(query, passage, cell) else 1.0)


def _is_of_other_year(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a cell is of the year before and the one asked for is not, or the other way about."""
    if cue("asks_change").search(query.text):
        return False  # 比去年增长多少 asks for no figure of last year

    def of_last(one: Cell) -> bool:
        return any(map(cue("last_year").search, one.heads))

    beside = (other for other in passage.sentence.cells if other.labels == cell.labels)
    asked = bool(cue("last_year").search(query.text))
    return of_last(cell) != asked and any(of_last(other) == asked for other in beside)


def _is_level_beside_change(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a change is asked for, and a cell tells no change beside one of its row that does."""
    if is_headed(cell, "change_head") or not cue("asks_change").search(query.text):
        return False
    beside = (other for other in passage.sentence.cells if other.labels == cell.labels)
    return any(is_headed(other, "change_head") for other in beside)


def is_part(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a cell counts a part where the whole is meant: a sum asked for, or no part named.

    A part is one of the whole row, or of the whole table: the village of a township's table.
    """
    if _is_part_unnamed(query, cell.labels) or _is_part_unnamed(query, cell.heads):
        return True
    if names_sum(cell.heads):
        return False
    if _is_beside_named(query, passage, cell):
        return True
    if _is_flow_unnamed(query, passage, cell) or _is_of_topic(query, passage, cell):
        return True
    if not names_column(query, cell) and any(
        _sums_up(other, cell) for other in passage.sentence.cells
    ):
        return True
    named = any(is_said(label, query) for label in cell.labels[-1:])
    return query.total and not is_sum(cell) and not named


def _is_beside_named(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a question names the column of another cell of the row, and not that of this one."""
    if any(is_said(head, query) for head in cell.heads):
        return False
    beside = (other for other in passage.sentence.cells if other.labels == cell.labels)
    return any(
        len(bare_head(other.heads[-1])) > SHORTEST and names_column(query, other)
        for other in beside
        if other.heads
    )


def _is_flow_unnamed(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a cell counts what came or went beside one of what there is: 毕业生数, 在校生数."""
    if names_column(query, cell) or is_headed(cell, "stock_head") or not cell.heads[:-1]:
        return False
    beside = (one for one in passage.sentence.cells if one.heads[:-1] == cell.heads[:-1])
    return any(is_headed(one, "stock_head") and one.unit == cell.unit for one in beside)


def _is_of_topic(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a question says of a column but what its table is of, and of another one more.

    测试人数 counts all of 体质测试结果 where 优秀 is asked for.
    """
    caption = fold(cell.caption)

    def tells(one: Cell) -> bool:
        return names_of(one.heads[-1])[-1] not in caption

    return (
        names_column(query, cell)
        and not tells(cell)
        and any(
            one.labels == cell.labels and tells(one) and names_column(query, one)
            for one in passage.sentence.cells
            if one.heads
        )
    )


def _is_part_unnamed(query: Query, names: Sequence[str]) -> bool:
    """Whether the last name is that of a part that a question does not say: 其中：城镇."""
    return is_part_by_name(names) and not how_said(names[-1], query)


def is_part_by_name(labels: Sequence[str]) -> bool:
    """Whether the last of some labels is that of a part of what stands above it: 其中：城镇."""
    return bool(labels) and bool(cue("part_head").match(fold(labels[-1])))


def _sums_up(whole: Cell, part: Cell) -> bool:
    """Whether a cell of a row is the sum of those under heads that another one stands under."""
    over = whole.heads[:-1]
    same = whole.labels == part.labels and part.heads[: len(over)] == over
    return same and whole.unit == part.unit and names_sum(whole.heads[-1:])


def is_of_unnamed_row(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a question names the column of a cell and says nothing of its row.

    How many teachers there are is told by the text or by the row of sums, and by no one school's.
    """
    if not cell.labels or is_sum(cell) or not any(is_said(head, query) for head in cell.heads):
        return False
    labels = fold(" ".join(cell.labels))
    if labels == fold(passage.report.place) or cue("year_alone").search(labels):
        return False
    around = fold(" ".join((*cell.heads, cell.caption, passage.report.title)))
    said = (term.words[:LIKEST] for term in query.terms if not term.measure)
    words = [list(map(fold, likest)) for likest in said]
    own = (likest for likest in words if not any(word in around for word in likest))
    return not any(is_said(label, query) for label in cell.labels) and not any(
        word in labels for likest in own for word in likest
    )


def _is_of_one(query: Query, cell: Cell) -> bool:
    """Whether things of a sort are counted, and a cell tells of one of them: 区中医院 of 医院.

    The sum under 门诊量 of all of them tells not how many they are.
    """
    if cell.unit in query.units or not query.units or any(is_said(h, query) for h in cell.heads):
        return False
    if is_row_of_sums(cell) and cell.heads and not cell.unit:
        return not (names_sum(cell.heads) or is_headed(cell, "counting_head"))
    words = [fold(term.words[0]) for term in query.terms if not term.measure]
    labels = [label for label in map(bare_head, cell.labels) if label not in words]
    return bool(words) and any(all(label.endswith(w) for w in words) for label in labels)


def is_of_smaller_place(query: Query, cell: Cell) -> bool:
    """Whether the row of a cell is that of a place that a question does not name: 东村."""
    labels = list(map(fold, cell.labels))
    place = any(map(cue("smaller_place").fullmatch, labels[:1]))
    return place and query.lang == "zh" and not any(label in query.text for label in labels)


def is_planned(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a cell tells what was planned beside one of what was done, and neither is named."""
    if not is_headed(cell, "plan_head") or cue("plan_head").search(query.text):
        return False
    if is_headed(cell, "reckoned_head"):
        return False
    others = (other for other in passage.sentence.cells if other.labels == cell.labels)
    return any(is_headed(other, "deed_head") and other.unit == cell.unit for other in others)


def tells_change(query: Query, cell: Cell) -> bool:
    """Whether by how much a thing changed is asked for, and a cell stands under that head."""
    return bool(query.change) and is_headed(cell, "change_head")


def is_change(passage: Passage, cell: Cell) -> bool:
    """Whether a cell of a row tells a change, as its head or its table says.

    A table of 产量及其增长速度 has columns of its own for what grew.
    """
    if is_headed(cell, "change_head"):
        return True
    beside = any(is_headed(other, "change_head") for other in passage.sentence.cells)
    return not beside and bool(cue("change_head").search(cell.caption))


def is_other_change(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a cell tells a change where none is asked for, or none where one is."""
    return is_change(passage, cell) != bool(cue("change_head").search(query.text))


def is_of_other_month(query: Query, cell: Cell) -> bool:
    """Whether a cell tells of one month, and a question names others: 1月 for 8月份."""
    months = {m[1] for name in (*cell.labels, *cell.heads) if (m := cue("month").fullmatch(name))}
    asked = {m[1] for m in cue("month").matches(query.text)}
    return bool(months and asked and not months & asked)
