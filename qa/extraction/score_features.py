"""Hints: what speaks for or against a clause besides its words: sums, numbers of things, times."""

import re

from qa.language.patterns import lazy_pattern
from qa.language.years import years_in
from qa.model import Kind, Query
from qa.retrieval.retriever import Passage

_YEAR, _YEAR_OF_SENTENCE = 0.1, 0.03  # a clause that names the year asked for, or another one
_SEVERAL_YEARS = 0.06  # what is told of five years together tells less of the one asked for
_PLAN = 0.06  # a plan, or a deed, where one was asked for
_UNASKED = 0.035  # plans and several years together where nothing tells of which
_BARE = 0.06  # what a lead such as 三是完善制度。 says less than the sentence it leads to
_LEAD_IN = lazy_pattern(r"[一二三四五六七八九十]{1,2}[是要].{1,30}[。;；]?")
LEADING = frozenset((Kind.WHY, Kind.HOW, Kind.LIST))
"""What a lead and the sentences it leads to answer together."""
_ADDED = lazy_pattern("新[增建设开创认添]|净增")
_SUM = lazy_pattern(
    "总(?!书记|理|体|结|要求)|(?<!公)共(?![同产青享建治和识性赢有])|[累合统]计|计[^划]"
)
_EVERY = lazy_pattern(
    r"每个|每一|各[村镇县区市]|都|全部|所有|\b(?:every|each|all)\b", re.IGNORECASE
)
_ALL = lazy_pattern("全部|所有|均[已有]?|都|每|各|全覆盖|全面|一律")
_HINT = 0.09  # what a word for a sum or the right number of things adds to a score


def completeness(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """A little more for a sum if one is asked for, and for as many things as are asked for."""
    value = 0.0
    if query.kind.wants_figure:
        value += _HINT * _sums_up(query, passage.folded[slice(*clause)])
    if query.kind is Kind.YESNO and _EVERY.search(query.text):
        value += _HINT * bool(_ALL.search(passage.folded, *clause))
    if query.asked > 1:
        listed = passage.folded.count("、", *clause) + 1
        if listed == query.asked or any(f.low == query.asked for f in passage.analysis.figures):
            value += _HINT
    return value


def _sums_up(query: Query, text: str) -> int:
    """1 for a sum if one is asked for, -1 for one not asked for or for what was but added."""
    if query.total:
        added = bool(_ADDED.search(text) and not _ADDED.search(query.text))
        return bool(_SUM.search(text)) - added
    return -("累计" in text)


def timing(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """More for a clause of the time asked for, less for one of another time."""
    period = passage.analysis.period
    value = 0.0
    if query.years and period.explicit:
        told = years_in(passage.folded[slice(*clause)], passage.report.year)
        value += _YEAR_OF_SENTENCE if set(period.years) & set(query.years) else 0.0
        value += 0.0 if not told else _YEAR if set(told) & set(query.years) else -_YEAR
    if query.kind not in LEADING and _LEAD_IN.fullmatch(passage.sentence.text):
        value -= _BARE
    if query.plan is None:
        value -= _UNASKED * period.plan
    else:
        value += _PLAN if period.plan == query.plan else -_PLAN
    if query.several is None:
        value -= _UNASKED * period.several
    elif query.several != period.several:
        value -= _SEVERAL_YEARS
    return value
