"""The records that cross borders between stages; all frozen, none with behaviour of its own.

Offsets count characters (code points) from 0 and are half open. Those of a `Sentence` and of a
`Citation` point into `Report.text`; those of a `Figure`, a `Span` and a highlight point into the
text of their sentence.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a question asks for."""

    COUNT = "count"
    AMOUNT = "amount"
    WHO = "who"
    WHAT = "what"
    WHEN = "when"
    LIST = "list"
    WHY = "why"
    HOW = "how"
    YESNO = "yesno"
    COMPARE = "compare"
    ACROSS = "across"

    @property
    def wants_figure(self) -> bool:
        """Whether a figure answers it."""
        return self in _OF_FIGURES


_OF_FIGURES = frozenset((Kind.COUNT, Kind.AMOUNT, Kind.COMPARE, Kind.ACROSS))


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
class Page:
    """Where a page of a document begins in `Report.text`; pages count from 1 in the file."""

    start: int
    number: int
    printed: str = ""
    """The number that is printed on it, where it is another one: 173, iv."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it was read."""

    id: str
    """The file's stem."""
    place: str
    """Whose report it is, as it names itself: 云乐镇, 上海市, 全国; empty if it does not say."""
    level: str
    """国家, 省, 市, 县, 乡镇, 部门; empty if unknown."""
    year: int | None
    """The year the report is filed under: the year in its title or on its first lines."""
    title: str
    issuer: str
    text: str
    """What was read from the file; of plain text the file itself, without a byte order mark."""
    sha256: str
    """Of the file's bytes, in hex."""
    pages: tuple[Page, ...] = ()
    """In order; empty for formats that have none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a row of a table, with what says what it counts."""

    start: int  # in the text of its sentence, which is the row
    end: int
    labels: tuple[str, ...]
    """The cells to its left that name the row."""
    heads: tuple[str, ...]
    """The cells above it, the topmost first."""
    caption: str
    unit: str
    """What head, caption or a column of units says: 万元; empty if nothing does."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One piece of a report; the sentences of a report tile its text exactly."""

    report: str
    ordinal: int
    """From 1, counting headings and sentences, as shown to people; page furniture carries the
    number of the piece before it, 0 if there is none."""
    start: int
    end: int
    text: str
    """`Report.text[start:end]` as it is read: without line ends inside and blanks in figures."""
    section: tuple[str, ...] = ()
    """The headings above it, outermost first."""
    role: str = "body"
    """body or row (of a table), which may be quoted; heading, or boilerplate, never quoted."""
    cells: tuple[Cell, ...] = ()
    """Of a row, those with a number."""

    @property
    def is_quotable(self) -> bool:
        """Whether an answer may rest on it."""
        return self.role in ("body", "row")

    @property
    def is_furniture(self) -> bool:
        """Whether it belongs to the page and not to the report: what a web page has around it."""
        return self.role == "boilerplate"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a sentence, or in a question."""

    text: str
    """As it stands: 18.6余万元."""
    start: int
    end: int
    low: Decimal
    """Smallest value meant, exact, 万 and 亿 folded in; 98% is 98 with unit %."""
    high: Decimal
    unit: str
    """The measure word or unit without its power of ten: 名, 元, %, 人次."""
    relation: str
    """One of = > >= < <= ~ range."""
    of: str
    """What is counted, as far as the clause says: 法律顾问."""
    clause: tuple[int, int]
    """Where the clause of the figure stands in the sentence."""
    change: bool = False
    """Whether it says by how much a thing changed (增收12.8亿元) and not how much there is."""


@dataclass(frozen=True, slots=True)
class Span:
    """A typed stretch of a sentence: date, document, brand, organisation or person."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """One thing the question speaks of, with the words a report may use for it."""

    source: str
    """As the question has it: legal advisers."""
    words: tuple[str, ...]
    """Chinese wordings, the likeliest first; they count as one term."""
    weights: tuple[float, ...] = ()
    """One per wording, in (0, 1]; empty means all 1."""
    measure: bool = False
    """Whether it only names the measure asked for: 总量, percentage."""
    target: bool = False
    """Whether it only says that plans are asked for: 目标, target."""
    origin: str = "question"
    """question, lexicon, dictionary, name or typo."""
    earlier: bool = False
    """Whether an earlier turn of the talk said it and this question leaves it out."""


LONGEST_QUESTION = 2000
"""Characters; what is longer is not a question."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it came in."""

    text: str
    id: str = ""
    history: tuple[str, ...] = ()
    """Earlier questions of the conversation, oldest first."""
    places: tuple[str, ...] = ()
    """Places chosen outside the text, such as by an option; they win over the text."""
    years: tuple[int, ...] = ()
    kind: Kind | None = None
    """What is asked for, chosen outside the text; it wins over the text."""
    lang: str = ""
    """zh or en: the language to give reasons in; empty follows the text."""


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
class Contrast:
    """Words that tell the thing asked for, whose figure answers, from others: 4G and 5G."""

    own: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was read."""

    text: str
    """Normalised: NFKC, simplified script, single spaces."""
    lang: str
    """zh, en or mixed."""
    kind: Kind
    places: tuple[str, ...] = ()
    """Full names of places that reports cover."""
    years: tuple[int, ...] = ()
    report_years: tuple[int, ...] = ()
    """Years of the reports meant, as in 2019年的报告; what these tell of may be another year."""
    mentions: tuple[tuple[str, ...], ...] = ()
    """The places again, those that one name may mean together: 平潭 names seven bureaus."""
    terms: tuple[Term, ...] = ()
    unknown_places: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Words that could not be read."""
    units: tuple[str, ...] = ()
    """Measure words that the answer may carry, the likeliest first; empty if any will do."""
    strict: bool = False
    """Whether the question itself names the measure word: 多少辆."""
    plan: bool | None = None
    """True if plans and targets are asked for, False if what was done, None if nothing tells."""
    byline: bool = False
    """Whether it asks who gives or signs the report itself, when or where."""
    extreme: int = 0
    """1 if the greatest of several is asked for, -1 for the least."""
    named: bool = False
    """Whether a name is asked for."""
    person: bool = False
    """Whether the name of a person is asked for, so that an office is no answer."""
    several: bool | None = None
    """True if several years together are asked for, False if one, None if nothing tells."""
    total: bool = False
    """Whether a sum is asked for: 一共, in total."""
    change: bool | None = None
    """True if it asks by how much a thing changed, False if how much there is, None if nothing
    tells."""
    parts: tuple[tuple[int, int], ...] = ()
    """Parts of a year of several months, by the first and the last: (7, 9) for 三季度."""
    recent: int = 0
    """How many of the latest years are meant: 1 by 最新, 2 by 近两年; 0 if nothing tells."""
    asked: int = 1
    """How many things are asked for: 3 in 哪三个方面."""
    asks: bool = True
    """Whether its words tell what kind of answer is wanted; 网格员呢 leaves that open."""
    beside: tuple[str, int, int] | None = None
    """Of what answered the question that this one goes on from: report, start of the sentence, and
    where the answer stands in it."""
    taken: tuple[tuple[str, str], ...] = ()
    """What it takes from the talk before it: part (thing, kind, place, year) and rule (kept, own,
    replaced, narrowed, told, open, compared)."""
    weakness: bool = False
    """Whether shortcomings are asked for."""
    differs: bool = False
    """Whether it asks in what several differ, so that what is told of each need hold no figure."""
    gap: bool = False
    """Whether the difference of two figures is asked for."""
    seat: str = ""
    """Where the place meant lies, if several have its name: 青禾县 of 河东镇."""
    contrasts: tuple[Contrast, ...] = ()


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
