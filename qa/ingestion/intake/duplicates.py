"""Duplicates: which reports say the same, whatever the format and the layout they came in."""

import re
from functools import lru_cache

from qa.language.normalization import fold
from qa.model import Report

LIKE = 0.8
"""Share of its sentences that a report of the same place and year shares with one it repeats."""
_LEAST = 8  # characters of a sentence that tells reports apart
_HELD = 1024  # reports whose sentences are remembered
_CUT = re.compile(r"[。；;！？\n\t]")
_NO_WORD = re.compile(r"\W+")


class Duplicates:
    """What the reports of a corpus say, to find new ones in it.

    Only reports of one place and year are compared, and read into sentences when they first are.
    """

    def __init__(self) -> None:
        """Know no report."""
        self._known: dict[str, Report] = {}
        self._sentences = lru_cache(_HELD)(_cut_sentences)

    def add(self, report: Report) -> None:
        """Take one report, or what has become of it."""
        self._known[report.id] = report

    def find(self, report: Report) -> tuple[str, float]:
        """Return the id of the report most like a new one and their share, 1 if they are equal.

        The id is empty and the share 0 if none is of its place and year or much like it.
        """
        shares = [(self._share(report, other), other.id) for other in self._known.values()]
        share, id = min(((-share, id) for share, id in shares if share >= LIKE), default=(0.0, ""))
        return id, -share

    def _share(self, one: Report, other: Report) -> float:
        """Return how much of the longer one stands in the other; 0 if they cannot be the same."""
        if one.id == other.id or (one.place, one.year) != (other.place, other.year):
            return 0.0
        said, known = self._sentences(one.text), self._sentences(other.text)
        return len(said & known) / max(len(said), len(known), 1)


def _cut_sentences(text: str) -> frozenset[str]:
    """Return what a text says, without what layouts change: blanks, marks, forms of letters."""
    pieces = (_NO_WORD.sub("", piece) for piece in _CUT.split(fold(text)))
    return frozenset(piece for piece in pieces if len(piece) >= _LEAST)
