"""Words of tables: how well a cell answers what no figure does: 负责人 | 蒋红 tells who."""

from qa.extraction.cells.names import bare_head, is_headed, is_said, names_column, thing_asked_for
from qa.extraction.cells.parts import is_change, is_other_change, is_planned, worth_of_cell
from qa.extraction.cues import cue
from qa.extraction.weights import FIT
from qa.language.normalization import fold
from qa.model import Cell, Kind, Query
from qa.retrieval.passages import Passage, cell_at, figures_in

_LIKELIEST = 6  # wordings of a term that say the same
_NEAREST = 2  # labels of a row that may be its name; what stands in words behind it is one too
_SIGN = 1  # characters before the digits of a number
_TELLING = {
    Kind.WHO: "person_head",
    Kind.YESNO: "ruling_head",
    Kind.WHEN: "time_head",
    Kind.WHY: "reason_head",
}
"""The heads of the columns that tell what a question asks for."""

_ASKING = {"asks_state": "state_head", "asks_place": "place_head"}
"""The same where no kind of question but its words tell."""

_OPEN = (Kind.HOW, Kind.WHAT)
"""The kinds that a number answers if its column is named: 延时服务是怎样的, 24小时."""


def fit_of_words(query: Query, passage: Passage, clause: tuple[int, int]) -> float | None:
    """How well a cell answers a question for no figure, 0 to 1; less if it tells of a plan.

    None where no cell stands.

    Args:
        query: The question as it was read.
        passage: The sentence.
        clause: Where to look, as offsets in the sentence.
    """
    cell, fit = cell_at(passage, clause), _fit_of_words(query, passage, clause)
    planned = cell is not None and is_planned(query, passage, cell)
    return fit * FIT.cell_of_plan if fit is not None and planned else fit


def _fit_of_words(query: Query, passage: Passage, clause: tuple[int, int]) -> float | None:
    """How well a cell answers a question for no figure, 0 to 1; None where none stands.

    Args:
        query: The question as it was read.
        passage: The sentence.
        clause: Where to look, as offsets in the sentence.
    """
    cell = cell_at(passage, clause)
    if cell is None:
        return None
    asked = _head_asked_for(query)
    if is_number(passage, clause):
        named = query.kind in _OPEN and not asked and _names_number(query, passage, cell)
        return (FIT.cell_named if named else FIT.cell_for_statement) * worth_of_cell(
            query, passage, cell
        )
    if is_thing_asked_for(query, cell):
        return 1.0
    if asked and _tells(asked, query, cell):
        return 1.0 if _is_sort_asked(query, cell) else FIT.cell_named
    name = passage.sentence.text[slice(*clause)]
    if query.kind is Kind.YESNO and _says_asked(query, name) and not _names_row(name, passage):
        return 1.0
    if (asked or is_said(name, query)) and _names_row(name, passage):
        return FIT.cell_of_other
    if names_column(query, cell) and asked != "place_head":
        return FIT.cell_named
    return FIT.cell_of_other if asked else FIT.cell_of_words


def is_thing_asked_for(query: Query, cell: Cell) -> bool:
    """Whether a cell of a named row stands under the head of what is asked for: 在哪所学校."""
    thing = fold(thing_asked_for(query))
    heads = map(bare_head, cell.heads[-1:])
    headed = len(thing) > 1 and any(_names_thing(head, thing) for head in heads)
    return headed and bool(cell.labels)


def _names_thing(head: str, thing: str) -> bool:
    """Whether a head ends with a thing, be it that its names stand below: 案件 of 案件名称."""
    end = cue("name_end").search(head)
    return head[: end.start() if end else None].endswith(thing)


def _names_number(query: Query, passage: Passage, cell: Cell) -> bool:
    """Whether a question names the column of a number, or asks whether it grew where that tells."""
    if is_other_change(query, passage, cell):
        return False
    return names_column(query, cell) or is_change(passage, cell) or _names_both(query, cell)


def _names_both(query: Query, cell: Cell) -> bool:
    """Whether a question names the row of a cell and what stands over its column and others."""
    rows, over = cell.labels[-_NEAREST:], cell.heads[:-1]
    meant = is_headed(cell, "value_head") and any(is_said(label, query) for label in rows)
    return meant and any(is_said(head, query) for head in over)


def _is_sort_asked(query: Query, cell: Cell) -> bool:
    """Whether a column of persons or of bodies is that of the sort asked for: 哪个部门, 谁."""
    bodies = bool(cue("asks_body").search(query.text))
    heads = (*cell.heads[-1:], *cell.labels[-1:])
    if query.kind is not Kind.WHO or not any(map(cue("person_head").search, heads)):
        return True
    return bodies == any(map(cue("body_head").search, heads))


def _head_asked_for(query: Query) -> str | None:
    """The name of the cue for the heads of the columns that tell what is asked for."""
    if query.person:
        return "person_head"
    said = (head for asks, head in _ASKING.items() if cue(asks).search(query.text))
    return _TELLING.get(query.kind) or (next(said, None) if query.kind in _OPEN else None)


def _says_asked(query: Query, said: str) -> bool:
    """Whether a cell says what a question asks about: 已投入使用 for 投入使用了吗."""
    text = fold(said)
    return any(fold(word) in text for term in query.terms for word in term.words[:_LIKELIEST])


def _tells(asked: str, query: Query, cell: Cell) -> bool:
    """Whether what is asked for heads the column of a cell, or its row in so many words.

    Where things stand side by side, a row tells of each of them what its label says.
    """
    aside = names_column(query, cell)
    rows = (label for label in cell.labels[-1:] if aside or is_said(label, query))
    return any(map(cue(asked).search, (*cell.heads[-1:], *rows)))


def is_number(passage: Passage, clause: tuple[int, int]) -> bool:
    """Whether one figure fills a clause, as it does the cell of a number."""
    start, end = clause
    return any(f.start <= start + _SIGN and f.end == end for f in figures_in(passage, clause))


def _names_row(name: str, passage: Passage) -> bool:
    """Whether a cell names what others of its row tell in words, and so tells nothing itself."""
    others = (c for c in passage.sentence.cells if not is_number(passage, (c.start, c.end)))
    return any(name in cell.labels for cell in others)
