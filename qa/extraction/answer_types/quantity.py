"""Quantities: counts, amounts, shares; also asked of several places or years at once."""

import re
from collections.abc import Sequence
from functools import cache

from qa.extraction.candidate import Candidate
from qa.extraction.cells.names import is_headed, names_column
from qa.extraction.cells.parts import is_of_other_month, tells_change, worth_of_cell
from qa.extraction.clause_runs import (
    fits,
    is_plain,
    shorten,
    stretch_of,
    with_colon,
    with_subject,
)
from qa.extraction.cues import cue
from qa.extraction.things.contrasts import (
    is_of_all,
    is_of_neighbour,
    is_of_other,
    negates,
    tells_lack,
    was_added,
)
from qa.extraction.things.units import MEASURES, fit_of, needs_no_figure
from qa.extraction.weights import FIT
from qa.language import resources
from qa.language.normalization import fold, is_han
from qa.language.patterns import lazy_pattern
from qa.language.units import kinds, unit_kind
from qa.language.years import years_in
from qa.model import Cell, Figure, Kind, Query
from qa.retrieval.passages import Passage, cell_at, figures_in

_NUMBER = lazy_pattern(r"\d+")


class Quantity:
    """A clause with a figure of the unit asked for."""

    def accepts(self, query: Query) -> bool:
        """Questions for a figure, of one place or of several."""
        return query.kind.wants_figure

    def fit(self, query: Query, passage: Passage, clause: tuple[int, int]) -> float:
        """The best fit among the figures of a clause, less if it is one of something narrower."""
        if needs_no_figure(query):
            return float(tells_lack(query, passage.folded[slice(*clause)]))
        if passage.sentence.cells:
            return _fit_of_cell(query, passage, clause)
        figures = answering(query, passage, clause)
        best = max((_fit_in(query, passage, clause, f) for f in figures), default=0.0)
        if not best and tells_none(query, passage.folded[slice(*clause)]):
            return _worth_of_none(query, passage.folded[slice(*clause)])
        if not best or (best < FIT.least_unit and query.strict):
            return 0.0
        return best * _narrowing_of(query, passage.folded[slice(*clause)])

    def widen(self, query: Query, candidate: Candidate) -> tuple[int, int]:  # noqa: ARG002
        """The clause, with those beside it that have figures of the same thing."""
        first, last = _with_siblings(candidate)
        first = with_subject(candidate, first, last)
        start, end = stretch_of(candidate, first, with_colon(candidate, first, last))
        return shorten(candidate, _beside_remark(candidate, start, end), is_plain)


def tells_none(query: Query, text: str) -> bool:
    """Whether a text says that there is none of all that a question for one number names.

    Args:
        query: The question as it was read.
        text: Of a clause or a sentence, folded.
    """
    if query.kind not in (Kind.COUNT, Kind.AMOUNT) or query.change is not None:
        return False
    return any(
        _names_all(query, *denied.group(0, "thing")) for denied in cue("none_told").matches(text)
    )


def _worth_of_none(query: Query, text: str) -> float:
    """How much it tells that there is none: less if but the worst sort is named, 亡人火灾."""
    narrower = cue("narrower_none").search(text)
    said = narrower is None or narrower[0] in query.text
    return FIT.none_told * (1.0 if said else FIT.none_narrower)


def _names_all(query: Query, told: str, thing: str) -> bool:
    """Whether what there is none of is all that a question names.

    Args:
        query: The question as it was read.
        told: That there is none, and of what.
        thing: Of what there is none.
    """
    named = [list(map(fold, term.words)) for term in query.terms if not term.measure]
    whole = bool(named) and all(any(word in told for word in words) for words in named)
    return whole and _is_head(query, named, thing)


def _is_head(query: Query, named: Sequence[Sequence[str]], thing: str) -> bool:
    """Whether what there is none of ends with a thing that is asked for, or is money as asked."""
    money = query.units and unit_kind(query.units[0]) == "money"
    return any(thing.endswith(tuple(words)) for words in named) or bool(
        money and cue("spending").search(thing)
    )


def _fit_of_cell(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """How well a cell of a table fits; without a unit it may count whatever is asked for."""
    cell, figure = cell_at(passage, clause), next(iter(figures_in(passage, clause)), None)
    if cell is None or figure is None:
        return 0.0
    told = set(years_in(" ".join((*cell.labels, *cell.heads)), passage.report.year))
    wanted = set(query.years) or ({passage.report.year} if passage.report.year else set())
    if told and query.years and not told & wanted:
        return 0.0
    if is_of_other_month(query, cell):
        return 0.0
    known = query.units and (figure.unit or query.units == kinds()["share"])
    known = known and not _counts_noun(query, cell)
    unknown = 1.0 if not figure.unit and names_column(query, cell) else FIT.cell_without_unit
    fit = fit_of(query, figure) if known else unknown
    if query.units == kinds()["share"] and tells_change(query, cell):
        fit = max(fit, FIT.change_for_share)  # 增减 | 45 tells by how much it grew, though in 公里
    if known and fit < FIT.least_unit and query.units:
        if query.strict or not names_column(query, cell):
            return 0.0
        fit = FIT.cell_without_unit  # 公路建设执行数 is no length, though 公路 is measured by it
    if not figure.unit and _counts_in_heads(query, cell):
        fit *= FIT.count_for_measure
    fit *= worth_of_cell(query, passage, cell)
    return fit * (1.0 if not told or told & wanted else FIT.cell_of_other_year)


def _counts_in_heads(query: Query, cell: Cell) -> bool:
    """Whether a head counts things, and a measure is asked for: 未达标校数 for 面积."""
    measured = query.units and unit_kind(query.units[0]) in MEASURES
    return bool(measured) and is_headed(cell, "number_head") and not names_column(query, cell)


def _counts_noun(query: Query, cell: Cell) -> bool:
    """Whether the head of a cell parts what the unit asked for joins: 床位数（张） for 张床位."""
    joined = [unit for unit in query.units if cell.unit and unit != cell.unit]
    nouns = (unit.removeprefix(cell.unit) for unit in joined if unit.startswith(cell.unit))
    return any(noun in head for noun in nouns for head in cell.heads)


def answering(query: Query, passage: Passage, clause: tuple[int, int]) -> list[Figure]:
    """The figures of a clause that are not of another thing than the one asked for.

    增收12.8亿元 tells not how much there is, nor 167.2亿元 how much more.
    """
    figures = figures_in(passage, clause)
    if not figures or negates(query, passage.folded):
        return []
    if is_of_all(query, passage.folded, clause):
        return []
    return [
        figure
        for figure in figures
        if query.change in (None, figure.change)
        and not _is_given(query, figure)
        and not is_of_other(query, passage, clause, figure)
        and not is_of_neighbour(query, passage, clause, figure)
    ]


def _is_given(query: Query, figure: Figure) -> bool:
    """Whether a question for one figure tells this one itself: 36个居委会有多少党员."""
    if query.kind not in (Kind.COUNT, Kind.AMOUNT):
        return False
    bare = figure.text.removesuffix(figure.unit)  # its 113 volunteers
    numbered = (t for t in query.terms if not t.source[0].isalpha() or is_han(t.source[0]))
    return any(figure.text in term.words or bare == term.source for term in numbered)


def _fit_in(query: Query, passage: Passage, clause: tuple[int, int], figure: Figure) -> float:
    """How well a figure fits by its unit, or where it has none by the words before it: 投资37万."""
    money = query.units and unit_kind(query.units[0]) == "money"
    if money and not figure.unit and cue("money").search(passage.folded, clause[0], figure.start):
        return FIT.money_unsaid
    fit = fit_of(query, figure) * (FIT.boundary if _bounds_class(passage, figure) else 1.0)
    beside = was_added(passage, clause, figure) and not asks_added(query)
    return fit * (FIT.added_unasked if beside else 1.0)


def asks_added(query: Query) -> bool:
    """Whether a question asks for what came to be added, not for how much there is."""
    asked = (query.text, *(word for term in query.terms for word in term.words[:1]))
    return any(map(cue("asks_added").search, asked))


def _bounds_class(passage: Passage, figure: Figure) -> bool:
    """Whether a figure only says which things are meant: 50头以上的企业, but not 95%以上的村."""
    kind = unit_kind(figure.unit)
    if figure.relation not in ("<=", ">=") or kind in ("share", "time"):
        return False  # a time is judged wherever it stands
    behind = passage.folded[figure.end : figure.end + 1]
    return bool(cue("of_class").match(behind)) or (kind == "money" and is_han(behind or " "))


def _narrowing_of(query: Query, text: str) -> float:
    """1, or less for a figure of something narrower than what is asked: 人均 for the whole."""
    worth = 1.0
    for asked, narrows, value in _narrowing():
        if narrows.search(text) and not asked.search(query.text):
            worth *= value
    return worth


@cache
def _narrowing() -> tuple[tuple[re.Pattern[str], re.Pattern[str], float], ...]:
    """What a question says that means it, what a clause says, and what its figure is worth else."""
    table = resources.read_toml("extraction/narrowing.toml")
    return tuple(
        (lazy_pattern(entry["asked"], re.I), lazy_pattern(entry["clause"]), float(entry["worth"]))
        for entry in table["narrowing"]
    )


def _with_siblings(candidate: Candidate) -> tuple[int, int]:
    """The run of clauses with figures of the same thing: 1名 for the town, one for each village."""
    first = last = candidate.at
    passage, clauses = candidate.passage, candidate.clauses
    units = {f.unit for f in figures_in(passage, candidate.span)}
    counted = {f.of for f in figures_in(passage, candidate.span)}

    def is_same(at: int) -> bool:
        figures = figures_in(passage, clauses[at])
        return any(f.unit in units and f.of in counted and f.of for f in figures)

    while first > 0 and is_same(first - 1) and fits(candidate, first - 1, last):
        first -= 1
    while last + 1 < len(clauses) and is_same(last + 1) and fits(candidate, first, last + 1):
        last += 1
    return first, last


def _beside_remark(candidate: Candidate, start: int, end: int) -> tuple[int, int]:
    """A stretch without a remark in brackets full of other figures, or that alone if it answers.

    处置率83.22%(未处置49宗,其中:公建项目26宗) tells a share, or of what is asked the number.
    """
    text = candidate.passage.sentence.text
    opening = max(text.find(mark, candidate.span[0], end) for mark in "（(")
    remark = text[opening:end]
    many = len(_NUMBER.findall(remark)) > 1
    if not (opening > start and many and remark[-1:] in "）)"):
        return start, end
    return (start, opening) if candidate.focus[0] < opening else (opening + 1, end - 1)
