"""What is answered, and the sentences it rests on."""

from dataclasses import dataclass, field
from enum import StrEnum

from qa.model.questions import Query, Question
from qa.model.reports import Cell, Figure


class Status(StrEnum):
    """How asking ended."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    ERROR = "error"


class ReasonCode(StrEnum):
    """Why there is no answer."""

    UNKNOWN_PLACE = "unknown-place"
    UNKNOWN_YEAR = "unknown-year"
    NOT_STATED = "not-stated"
    NO_EVIDENCE = "no-evidence"
    NOT_A_QUESTION = "not-a-question"
    TOO_LONG = "too-long"
    HELP = "help"
    REPORTS = "reports"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence of a report that an answer rests on."""

    number: int
    """From 1, in order of merit."""
    report: str
    place: str
    year: int | None
    title: str
    section: tuple[str, ...]
    ordinal: int
    """Of the sentence in its report, from 1."""
    text: str
    start: int
    end: int
    highlights: tuple[tuple[int, int], ...] = ()
    score: float = 0.0
    sha256: str = ""
    """Of the report's file, in hex: whether a later reader has the same one."""
    page: int | None = None
    """On which it begins, counted in the file from 1; None for formats without pages."""
    printed_page: str = ""
    """The number printed there, where it is another one."""
    cells: tuple[Cell, ...] = ()
    """Of a row of a table, those that the answer takes; offsets count from `start`."""

    @property
    def holder(self) -> str:
        """Whose report is cited; one that does not say is called by its id."""
        return self.place or self.report


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked through in vain; headings count as sentences."""

    reports: int
    sentences: int
    absent: tuple[str, ...] = ()
    """Words of the question that stand nowhere in them."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no answer."""

    code: ReasonCode
    message: str
    nearest: tuple[Citation, ...] = ()
    """The closest passages, which do not answer the question."""
    searched: Searched | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison: what one place says for one year."""

    place: str
    year: int | None
    """None if the answer names none."""
    text: str
    """In the report's own words; that it does not say, if nothing is cited."""
    citation: int | None = None
    """The number of the citation it rests on; None: not stated."""
    figure: Figure | None = None
    """The one that fits the question best; of equals, one of the unit that most rows have."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine says to a question."""

    question: Question
    status: Status
    text: str
    """Short, in the report's own words; empty unless answered."""
    query: Query
    figures: tuple[tuple[Figure, int], ...] = ()
    """The figures of the answer, each with the number of the citation it stands in."""
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    """Calibrated: of the answers given at 0.9 nine in ten are right."""
    reason: Reason | None = None
    notes: tuple[str, ...] = field(default=())
    """Remarks on the reading, such as a typo that was mended."""
    rows: tuple[Row, ...] = ()
    """Of a comparison, in the order of its text; empty for other answers."""
