"""Features: what speaks for and against a clause; their product with the weights is its score."""

from operator import mul
from typing import NamedTuple

from qa.extraction.cells.heads import named_head, named_row
from qa.extraction.cells.names import is_said
from qa.extraction.cells.sums import is_column_of_sums
from qa.extraction.cues import cue, tells_shortcomings
from qa.extraction.things.sorts import sort_of
from qa.extraction.weights import FEATURES
from qa.language.normalization import fold
from qa.language.years import WHOLE, Part, part_at, years_in
from qa.model import Kind, Query
from qa.retrieval.passages import Passage, cell_at, figures_in

_TOLD_BEFORE = 0.5  # a detail stands behind what it is a part of
_YEAR_UNSAID = 0.5  # how far a clause names the year of its report that leaves it out
LEADING = frozenset((Kind.WHY, Kind.HOW, Kind.LIST))
"""What a lead and the sentences it leads to answer together."""
_AUTUMN = 9  # reports of a year are written in its last months


class Features(NamedTuple):
    """The features of a clause; `weights.FeatureWeights` says what each means."""

    coverage: float = 0.0
    typed_coverage: float = 0.0
    retrieval: float = 0.0
    adjacency: float = 0.0
    adjacency_alone: float = 0.0
    year_told: float = 0.0
    year_named: float = 0.0
    prose_retrieval: float = 0.0
    prose_pairs: float = 0.0
    lead_in: float = 0.0
    plan: float = 0.0
    plan_unasked: float = 0.0
    years_unasked: float = 0.0
    years_differ: float = 0.0
    total: float = 0.0
    every: float = 0.0
    number_listed: float = 0.0
    beside_told: float = 0.0
    told_again: float = 0.0
    weakness: float = 0.0
    named_head: float = 0.0
    named_row: float = 0.0
    counted: float = 0.0
    defined: float = 0.0

    @property
    def score(self) -> float:
        """Their product with the weights."""
        score: float = sum(map(mul, self, _WEIGHTS))
        return score


_WEIGHTS: tuple[float, ...] = tuple(getattr(FEATURES, name) for name in Features._fields)


def shares_of(features: Features) -> tuple[tuple[str, float], ...]:
    """What each feature adds to the score, those that add nothing left out."""
    named = zip(features._fields, features, _WEIGHTS, strict=True)
    return tuple((name, value * weight) for name, value, weight in named if value)


def features_of_sentence(query: Query, passage: Passage) -> dict[str, float]:
    """The features that all clauses of a sentence share, by name.

    Args:
        query: The question as it was read.
        passage: The sentence.
    """
    period = passage.analysis.period
    led = query.kind not in LEADING and cue("lead_in").fullmatch(passage.sentence.text)
    return {
        "lead_in": float(bool(led)),
        "plan": 0.0 if query.plan is None else 1.0 if period.plan == query.plan else -1.0,
        "plan_unasked": float(query.plan is None and period.plan),
        "years_unasked": float(query.several is None and period.several),
        "years_differ": float(query.several is not None and query.several != period.several),
        "weakness": _weakness(query, passage),
    }


def features_of_clause(query: Query, passage: Passage, clause: tuple[int, int]) -> dict[str, float]:
    """The features of a clause alone, by name, that rest on no term of the question.

    Args:
        query: The question as it was read.
        passage: The sentence.
        clause: Where it stands in the sentence.
    """
    text = passage.folded[slice(*clause)]
    year_told, year_named = _years(query, passage, text)
    return {
        "year_told": year_told,
        "year_named": year_named,
        "total": _total(query, _summed(query, passage, clause)) if query.kind.wants_figure else 0.0,
        "every": float(_says_every(query, text)),
        "named_head": named_head(query, passage, clause),
        "named_row": named_row(query, passage, clause),
        "told_again": float(_told_again(query, passage, clause)),
        "number_listed": float(query.asked > 1 and _lists(query.asked, passage, clause)),
    }


def beside_told(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """1 behind what answered the turn before, less before it, else 0: 其中几件结案了."""
    if query.beside is None:
        return 0.0
    report, start, at = query.beside
    if (passage.sentence.report, passage.sentence.start) != (report, start):
        return 0.0
    if clause[0] <= at < clause[1]:
        return float(_tells_more(query, passage, clause))
    return 1.0 if clause[0] > at else _TOLD_BEFORE


def _told_again(query: Query, passage: Passage, clause: tuple[int, int]) -> bool:
    """Whether a clause answered the turn before and has no more to tell."""
    # What was told may answer the next thing that is named: 网格长5人、网格员44人.
    if query.beside is None or ("thing", "own") in query.taken:
        return False
    report, start, at = query.beside
    is_told = (passage.sentence.report, passage.sentence.start) == (report, start)
    return is_told and clause[0] <= at < clause[1] and not _tells_more(query, passage, clause)


def _tells_more(query: Query, passage: Passage, clause: tuple[int, int]) -> bool:
    """Whether a clause that was told may hold more than was asked for: 产粮840亿斤、居全国第5位."""
    sort = sort_of(query)
    holds = sort is not None and sort.holds.search(passage.folded, *clause)
    return bool(holds) or len(figures_in(passage, clause)) > 1


def _years(query: Query, passage: Passage, text: str) -> tuple[float, float]:
    """Whether the sentence tells of the year asked for; whether the clause names it or another.

    In a report of that very year one that names none tells of it too, and half as surely.
    """
    period = passage.analysis.period
    if not query.years:
        return 0.0, 0.0
    asked = set(query.years)
    if not period.explicit:
        same = passage.report.year in asked and asked & set(period.years)
        return (1.0, _YEAR_UNSAID) if same else (0.0, 0.0)
    named = set(years_in(text, passage.report.year))
    told = 1.0 if asked & set(period.years) else 0.0
    if not named:
        return told, _YEAR_UNSAID * (told and set(period.years) <= asked)
    return told, 1.0 if named & asked else -1.0


def tells_of_part(query: Query, passage: Passage, clause: tuple[int, int]) -> bool:
    """Whether a clause may tell of the part of the year asked for: 三季度 of no other part.

    Of the whole year tells what names no part, or one that leaves out but the last months.
    """
    if not query.parts:
        return True
    told = _part_of_cell(passage, clause) or part_at(passage.folded, clause[1])
    told = told or _part_of_heading(passage)
    if _is_since_january(passage, clause):
        return any(first == 1 and told in (None, (last, last)) for first, last in query.parts)
    if told in query.parts:
        return True
    open_ended = told is None or (told[0] == 1 and told[1] > _AUTUMN)
    return WHOLE in query.parts and open_ended


def _part_of_cell(passage: Passage, clause: tuple[int, int]) -> Part | None:
    """The part that the names of a cell tell: 上半年 over its column."""
    cell = cell_at(passage, clause)
    words = fold(" ".join((*cell.labels, *cell.heads))) if cell else ""
    return part_at(words, len(words))


def _is_since_january(passage: Passage, clause: tuple[int, int]) -> bool:
    """Whether a cell stands under 累计, which begins with the year."""
    cell = cell_at(passage, clause)
    return bool(cell and any(map(cue("since_january").search, cell.heads)))


def _part_of_heading(passage: Passage) -> Part | None:
    """The part that the title or the headings name, the innermost last."""
    headings = fold(" ".join((passage.report.title, *passage.sentence.section)))
    return part_at(headings, len(headings))


def _counted(passage: Passage, clause: tuple[int, int]) -> str:
    """What says what the figures of a clause count: its text, of a cell the row it stands in."""
    cell = cell_at(passage, clause)
    return passage.folded[slice(*clause)] if cell is None else fold(" ".join(cell.labels))


def _summed(query: Query, passage: Passage, clause: tuple[int, int]) -> str:
    """What says whether a clause is a sum; of a cell in a row that is named its head does, too."""
    cell, text = cell_at(passage, clause), _counted(passage, clause)
    if cell is None or not is_column_of_sums(cell):
        return text
    named = any(is_said(label, query) for label in cell.labels[-1:])
    return f"{text} {fold(cell.heads[-1])}" if named else text


def _total(query: Query, text: str) -> float:
    """1 for a sum if one is asked for, -1 for one not asked for or for what was but added."""
    if query.total:
        added = bool(cue("added").search(text) and not cue("added").search(query.text))
        part = cue("part_head").match(text) and not cue("part_head").search(query.text)
        return bool(cue("total").search(text)) - (added or bool(part))
    return -bool(not query.several and cue("accumulated").search(text))


def _says_every(query: Query, text: str) -> bool:
    """Whether it is asked whether something holds for each, and the clause says so."""
    asked = query.kind is Kind.YESNO and cue("asks_every").search(query.text)
    return bool(asked and cue("every").search(text))


def _weakness(query: Query, passage: Passage) -> float:
    """1 among the shortcomings if these are asked for, -1 for what only announces them."""
    if not query.weakness:
        return 0.0
    if cue("announces").search(passage.folded):
        return -1.0
    return float(_stands_among_shortcomings(passage))


def _stands_among_shortcomings(passage: Passage) -> bool:
    """Whether the headings above a sentence lead to shortcomings, and it does not mend them."""
    headed = tells_shortcomings(passage.sentence.section)
    return headed and not cue("to_be_mended").search(passage.folded)


def lacks_shortcoming(query: Query, passage: Passage, text: str) -> bool:
    """Whether shortcomings are asked for, and a clause neither stands among them nor tells one."""
    if not query.weakness or _stands_among_shortcomings(passage):
        return False
    return bool(cue("amended").search(text) or not cue("shortcoming").search(text))


def _lists(asked: int, passage: Passage, clause: tuple[int, int]) -> bool:
    """Whether a clause lists as many things as are asked for, or its sentence counts so many."""
    listed = passage.folded.count("、", *clause) + 1
    return listed == asked or any(f.low == asked for f in passage.analysis.figures)
