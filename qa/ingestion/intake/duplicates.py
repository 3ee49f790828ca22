"""Duplicates: which reports say the same, whatever the format and the layout they came in."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from qa.language.normalization import fold
from qa.model import Report

LIKE = 0.8
"""Share of its sentences that a report of the same place and year shares with one it repeats."""
_LEAST = 8  # characters of a sentence that tells reports apart
_CUT = re.compile(r"[。；;！？\n\t]")
_NO_WORD = re.compile(r"\W+")


class Duplicates:
    """What the reports of a corpus say, to find new ones in it."""

    def __init__(self, reports: Iterable[Report]) -> None:
        """Take the reports that are there."""
        self._holders: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, tuple[Report, int]] = {}
        for report in reports:
            self.add(report)

    def add(self, report: Report) -> None:
        """Take one report more."""
        sentences = _sentences(report.text)
        self._known[report.id] = report, len(sentences)
        for sentence in sentences:
            self._holders[sentence].add(report.id)

    def find(self, report: Report) -> tuple[str, float]:
        """Return the id of the report most like a new one and their share, 1 if they are equal.

        The id is empty and the share 0 if none is of its place and year or much like it.
        """
        sentences = _sentences(report.text)
        shared = Counter(id for s in sentences for id in self._holders.get(s, ()))
        for id, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
            other, size = self._known[id]
            share = count / max(size, len(sentences))
            same = (other.place, other.year) == (report.place, report.year)
            if id != report.id and same and share >= LIKE:
                return id, share
        return "", 0.0


def _sentences(text: str) -> set[str]:
    """Return what a text says, without what layouts change: blanks, marks, forms of letters."""
    pieces = (_NO_WORD.sub("", piece) for piece in _CUT.split(fold(text)))
    return {piece for piece in pieces if len(piece) >= _LEAST}
