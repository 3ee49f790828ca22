"""Numbering: sentences are counted through the whole corpus, and kept by report.

A report has a key that stays as it is when others come or go, a piece of it a place from 0. Numbers
count every piece of every report in the order of report id and offset, so they change with the
corpus and are never stored.
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

PLACES = 1 << 32
"""More than a report has pieces: a piece is kept by the key of its report × PLACES + its place."""


class Numbering:
    """The numbers of all pieces of a corpus."""

    def __init__(self, reports: Iterable[tuple[str, int, int]]) -> None:
        """Takes id, key and number of pieces of each report, in the order of their ids."""
        counted = list(reports)
        self._keys = {id: key for id, key, _ in counted}
        self._ids = [id for id, *_ in counted]
        self._order = [key for _, key, _ in counted]
        self._firsts = [0, *accumulate(pieces for *_, pieces in counted)]
        self._places = {key: at for at, key in enumerate(self._order)}
        firsts = zip(self._order, self._firsts, strict=False)
        self._shifts = {key: first - key * PLACES for key, first in firsts}

    def __len__(self) -> int:
        return self._firsts[-1]

    def keys(self, reports: Iterable[str]) -> dict[int, str]:
        """The keys of reports, with their ids; KeyError if one of them is not there."""
        return {self._keys[id]: id for id in reports}

    def numbers(self, report: str) -> range:
        """The numbers of a report's pieces; KeyError if there is no such report."""
        return self.range_of(self._keys[report])

    def range_of(self, key: int) -> range:
        """The numbers of the pieces of the report with this key."""
        at = self._places[key]
        return range(self._firsts[at], self._firsts[at + 1])

    def numbers_of(self, pieces: Iterable[int]) -> list[int]:
        """The numbers of pieces, in their order."""
        shifts = self._shifts
        return [piece + shifts[piece // PLACES] for piece in pieces]

    def report(self, number: int) -> str:
        """The id of the report that the piece with this number is in; KeyError if there is none."""
        return self._ids[self._at(number)]

    def piece(self, number: int) -> int:
        """The piece with this number; KeyError if there is none."""
        at = self._at(number)
        return self._order[at] * PLACES + number - self._firsts[at]

    def place(self, number: int) -> tuple[str, int]:
        """The id of the report and the piece with this number; KeyError if there is none."""
        at = self._at(number)
        return self._ids[at], self._order[at] * PLACES + number - self._firsts[at]

    def _at(self, number: int) -> int:
        """Which of the reports, in the order of their ids, holds the piece with this number."""
        if not 0 <= number < self._firsts[-1]:
            raise KeyError(number)
        return bisect_right(self._firsts, number) - 1
