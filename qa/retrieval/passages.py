"""Passages: sentences that may hold the answer, with what was read from them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.analysis.annotations import Analysis, load
from qa.index.store import SentenceStore
from qa.language.normalization import fold
from qa.model import Cell, Figure, Report, Sentence

_REMEMBERED = 4096


class Passage(NamedTuple):
    """A sentence that may hold the answer, with what was read from it."""

    number: int
    """Of the sentence in the index, from 0."""
    report: Report
    sentence: Sentence
    analysis: Analysis
    folded: str
    """The text of the sentence, folded."""
    score: float = 0.0
    headed: bool = True
    """Whether its document has headings."""


class PassageStore:
    """The sentences of an index as passages, the last few thousand remembered."""

    def __init__(self, store: SentenceStore) -> None:
        """Reads from this store."""
        self._store = store
        self._kept = lru_cache(_REMEMBERED)(self._read)
        self._report = lru_cache(_REMEMBERED)(store.report)
        self._headed = lru_cache(_REMEMBERED)(store.has_headings)

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return len(self._store.reports)

    def get(self, number: int) -> Passage:
        """The passage of a sentence number, with no score."""
        return self._kept(number)

    def sentence(self, number: int) -> Sentence:
        """The sentence alone, where nothing that was read from it is needed."""
        return self._store.sentence(number)

    def numbers(self, report: str) -> range:
        """The sentence numbers of a report, in order."""
        return self._store.numbers(report)

    def _read(self, number: int) -> Passage:
        sentence, kept = self._store.read(number)
        analysis = load(kept, sentence.text)
        report = self._report(sentence.report)
        headed = self._headed(report.id)
        return Passage(number, report, sentence, analysis, fold(sentence.text), headed=headed)


def figures_in(passage: Passage, stretch: Sequence[int]) -> list[Figure]:
    """The figures that stand inside a stretch of a passage, given as offsets in its sentence."""
    start, end = stretch
    return [f for f in passage.analysis.figures if start <= f.start and f.end <= end]


def cell_at(passage: Passage, stretch: Sequence[int]) -> Cell | None:
    """The cell of a row that stands at just this stretch; None where no cell does."""
    cells = passage.sentence.cells
    return next((cell for cell in cells if (cell.start, cell.end) == tuple(stretch)), None)
