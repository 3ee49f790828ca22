"""Prose: news, notices and articles, which do not tell as reports do.

Reports say many things in like words, so type and place of a clause decide. In other prose the
sentence with most of the question's words answers, whatever its type.
"""

from functools import lru_cache

from qa.extraction.cues import cue
from qa.language.normalization import han_runs
from qa.retrieval.passages import Passage


def is_prose(passage: Passage) -> bool:
    """Whether its document lacks the form of a report: headings, or the title of one."""
    return not passage.headed and not cue("report_title").search(passage.report.title)


@lru_cache(64)  # a survey asks the same of every report
def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring Chinese characters of a text."""
    return frozenset(run[at : at + 2] for run in han_runs(text) for at in range(len(run) - 1))


def shared_pairs(asked: frozenset[str], passage: Passage) -> float:
    """The share of the question's pairs that stand in a passage, 0 to 1."""
    return sum(pair in passage.folded for pair in asked) / len(asked) if asked else 0.0
