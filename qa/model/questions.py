"""What is asked: as it came in, and as it was read."""

from dataclasses import dataclass
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
    """question, lexicon, dictionary, name, typo, or implied: no word of the question says it."""
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
    heard: tuple[tuple[str, str], ...] = ()
    """Names that no report covers and the places they were taken for, which sound or look alike."""
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
    besides: tuple[str, ...] = ()
    """The places that are left out where all are asked of: 除了云乐镇."""
    excluded: tuple[str, ...] = ()
    """What is not to be counted in: 投诉 of 举报, 不算投诉."""
    contrasts: tuple[Contrast, ...] = ()

    @property
    def spoken(self) -> str:
        """The language that is written beside it: zh or en."""
        return "en" if self.lang == "en" else "zh"
