"""Dates: when something was, is or will be."""

import re
from functools import cache

from qa.extraction.answer_types.name import beside
from qa.extraction.candidate import Candidate
from qa.extraction.cells.words import fit_of_words
from qa.extraction.clause_runs import (
    fits,
    is_short,
    shorten,
    stretch_of,
    with_colon,
    with_more,
    with_subject,
)
from qa.extraction.cues import cue
from qa.extraction.weights import FIT
from qa.language import resources
from qa.language.units import unit_kind
from qa.model import Kind, Query
from qa.retrieval.passages import Passage, figures_in


class Date:
    """A clause that says when."""

    def accepts(self, query: Query) -> bool:
        """Questions for a time."""
        return query.kind is Kind.WHEN

    def fit(self, query: Query, passage: Passage, clause: tuple[int, int]) -> float:
        """1 for a date as exact as asked for, less for another or for a length of time."""
        start, end = clause
        spans = (s for s in passage.analysis.spans if s.kind == "date")
        dates = [s.text for s in spans if start <= s.start and s.end <= end]
        dates += _year_of_cell(query, passage, clause)
        wanted = next((p for asked, p in _exactness() if asked.search(query.text)), None)
        if dates:
            exact = wanted is None or any(wanted.search(date) for date in dates)
            return 1.0 if exact else FIT.coarse_date
        durations = (f for f in figures_in(passage, clause) if unit_kind(f.unit) == "time")
        return FIT.duration_for_date if any(durations) else 0.0

    def widen(self, query: Query, candidate: Candidate) -> tuple[int, int]:  # noqa: ARG002
        """The clause, with more dates beside it, or back to its date: 9月,代表团来访."""
        first, last = beside(candidate, frozenset(("date",)))
        last = max(last, with_more(candidate))
        first = _with_date(candidate, with_subject(candidate, first, last), last)
        last = with_colon(candidate, first, last)
        return shorten(candidate, stretch_of(candidate, first, last), is_short)


def _year_of_cell(query: Query, passage: Passage, clause: tuple[int, int]) -> list[str]:
    """The year that a cell tells under a head of times: 建成年份 | 1998."""
    text = passage.folded[slice(*clause)]
    told = fit_of_words(query, passage, clause) == 1.0 and cue("year_alone").fullmatch(text)
    return [f"{text}年"] if told else []


def _with_date(candidate: Candidate, first: int, last: int) -> int:
    """The first clause, moved back to the nearest date before if none is inside."""
    dates = [s.start for s in candidate.passage.analysis.spans if s.kind == "date"]
    clauses = candidate.clauses
    for at in range(last, -1, -1):
        if any(clauses[at][0] <= date < clauses[at][1] for date in dates):
            return min(first, at) if fits(candidate, at, last) else first
    return first


@cache
def _exactness() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What a question for a date says, and what the date must hold then; the first decides."""
    table = resources.read_toml("extraction/dates.toml")
    return tuple((re.compile(e["asked"], re.I), re.compile(e["holds"])) for e in table["exactness"])
