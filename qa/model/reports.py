"""What reports hold: sentences, rows of tables, and what was read from them."""

from dataclasses import dataclass
from decimal import Decimal


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

    @property
    def holder(self) -> str:
        """Whose report it is; one that does not say stands for itself."""
        return self.place or self.id


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, a date or words in a row of a table, with what says what it is."""

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
    """Of a row, those with a number, a date or words under a head."""

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
