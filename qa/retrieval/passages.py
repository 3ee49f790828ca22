"""Passages: sentences that may hold the answer, with what was read from them."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.analysis.annotations import Analysis, load
from qa.index.parts.recent import Recent
from qa.index.store import Kept, Piece, SentenceStore
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
    raw: str
    """The sentence as it stands in the text of its report."""
    score: float = 0.0
    headed: bool = True
    """Whether its document has headings."""


class PassageStore:
    """The sentences of an index as passages, the last few thousand remembered."""

    def __init__(self, store: SentenceStore) -> None:
        """Reads from this store."""
        self._store = store
        self._recent = Recent(self._read, _REMEMBERED)
        self._reports = {report.id: report for report in store.reports}
        self._headed = lru_cache(_REMEMBERED)(store.has_headings)

    def __len__(self) -> int:
        """How many sentences there are, those that cannot be found included."""
        return len(self._store.numbering)

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return len(self._reports)

    def get(self, number: int) -> Passage:
        """The passage of a sentence number, with no score."""
        return self.get_all([number])[0]

    def get_all(self, numbers: Sequence[int]) -> list[Passage]:
        """The passages of some sentences, those together that have to be read."""
        return self._recent.get(numbers)

    def stating(self, reports: Sequence[str], worth: Callable[[str], float]) -> dict[int, float]:
        """The sentences with a figure that is worth anything, with the most that one is.

        Args:
            reports: Ids of those to look in.
            worth: Of a figure of some unit; 0 for none.
        """
        found: dict[int, float] = {}
        for report, units in self._store.units(reports):
            first = self._store.numbers(report).start
            for value, places in sorted((worth(unit), places) for unit, places in units.items()):
                if value:
                    found.update(dict.fromkeys([first + place for place in places], value))
        return found

    def pieces(self, numbers: Sequence[int]) -> list[Piece]:
        """The pieces alone, where nothing that was read from them is needed."""
        return self._store.pieces(numbers)

    def numbers(self, report: str) -> range:
        """The sentence numbers of a report, in order."""
        return self._store.numbers(report)

    def _read(self, numbers: Sequence[int]) -> Iterator[tuple[int, Passage]]:
        return ((n, self._passage(n, kept)) for n, kept in self._store.read_all(numbers))

    def _passage(self, number: int, kept: Kept) -> Passage:
        sentence = kept.sentence
        return Passage(
            number,
            self._reports[sentence.report],
            sentence,
            load(kept.analysis, sentence.text),
            fold(sentence.text),
            kept.raw,
            headed=bool(sentence.section) or self._headed(sentence.report),
        )


def figures_in(passage: Passage, stretch: Sequence[int]) -> list[Figure]:
    """The figures that stand inside a stretch of a passage, given as offsets in its sentence."""
    figures = passage.analysis.figures
    if not figures:
        return []
    start, end = stretch
    return [f for f in figures if start <= f.start and f.end <= end]


def cell_at(passage: Passage, stretch: Sequence[int]) -> Cell | None:
    """The cell of a row that stands at just this stretch; None where no cell does."""
    start, end = stretch
    for cell in passage.sentence.cells:
        if cell.start == start and cell.end == end:
            return cell
    return None
