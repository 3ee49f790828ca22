"""Names of rows and columns: how a question says them, in its own words or nearly so."""

from collections.abc import Sequence
from functools import lru_cache
from threading import local

from qa.extraction.cues import cue
from qa.language.normalization import fold, is_han
from qa.language.tokenization import known_words
from qa.model import Cell, Query

_REMEMBERED = 4096  # names whose parts are kept
_last = local()
"""The question that was asked of names last, and those it says."""
LIKEST = 2  # wordings of a term that hardly differ
SHORTEST = 2  # characters of a name that tells something; 男 and 女 tell as much


def how_said(head: str, query: Query) -> float:
    """How telling a head is that a question says, its unit left out: 实际（吨）; else 0."""
    name = next(filter(None, (_name_said(one, query) for one in names_of(head))), "")
    return 1 - 1 / max(len(name), SHORTEST) if name else 0.0


def is_said(head: str, query: Query) -> bool:
    """Whether a question says a head or a label without its number and its unit."""
    return any(_name_said(name, query) for name in names_of(head))


def names_column(query: Query, cell: Cell) -> bool:
    """Whether a question names the column of a cell word for word."""
    return any(how_said(head, query) > 0 for head in cell.heads[-1:])


def is_headed(cell: Cell, name: str) -> bool:
    """Whether a cue stands in the head right over a cell."""
    return any(map(cue(name).search, cell.heads[-1:]))


def names_said(names: Sequence[str], query: Query) -> set[str]:
    """Which of some names a question says, the longer ones first: 城关一小 says no 城关."""
    text, found = fold(query.text), set()
    for name in sorted(set(names), key=len, reverse=True):
        short = bare_head(name)
        if found_in := cue("of_this_place").match(short):
            short = short if short in text else short[found_in.end() :]
        if len(short) >= SHORTEST and short in text:
            text = text.replace(short, "\n")
            found.add(name)
    return found


@lru_cache(_REMEMBERED)
def names_of(head: str) -> tuple[str, ...]:
    """The name of a head or a label, and what its measure leaves of it: 公务接待 of 公务接待费."""
    name = bare_head(head)
    found = cue("measure_name").fullmatch(name)
    return (name, found["thing"]) if found else (name,)


def _name_said(name: str, query: Query) -> str:
    """A name, if a question says it; else nothing. The same names come row after row."""
    if getattr(_last, "query", None) is not query:
        _last.query, _last.said = query, {}
    said: dict[str, str] = _last.said
    if name not in said:
        said[name] = _find_said(name, query)
    return said[name]


def _find_said(name: str, query: Query) -> str:
    text = fold(query.text)
    said = (
        name in text
        or _without_and(name) in text
        or _is_made_of(name, query)
        or _is_shortened(name, query)
    )
    return name if name and said else ""


def _without_and(name: str) -> str:
    """A name without what a question leaves out: 60岁及以上 is 60岁以上."""
    for match in cue("and_in_name").matches(name):
        name = name.replace(match[0], "")
    return name


def _is_made_of(name: str, query: Query) -> bool:
    """Whether the words of a question make up a name: female teachers 女教师, 检查的单位 检查单位.

    Of a Chinese one but its own words do, and what is most like them: 入住老人 for 住了多少老人.
    """
    most = LIKEST if query.lang == "zh" else None
    words = sorted((w for term in query.terms for w in term.words[:most]), key=len, reverse=True)
    for word in words:
        name = name.replace(fold(word), "")
    return not name


def _is_shortened(name: str, query: Query) -> bool:
    """Whether a name is a word of the question without its middle: 重大隐患, 重大事故隐患."""
    halves = [(name[:at], name[at:]) for at in range(SHORTEST, len(name) - SHORTEST + 1)]
    words = [fold(word) for term in query.terms for word in term.words[:1]]
    return any(w.startswith(a) and w.endswith(b) for w in words for a, b in halves)


def thing_asked_for(query: Query) -> str:
    """What a question asks which of: 学校 of 哪所学校学生最多; empty if it asks for none."""
    return query.text[slice(*place_of_thing(query))]


def place_of_thing(query: Query) -> tuple[int, int]:
    """Where in its text a question says what it asks which of; nowhere if it asks for none."""
    asked = cue("which_of").search(query.text)
    if not asked:
        return 0, 0
    at = asked.end()
    behind = query.text[at:]
    thing = next(iter(known_words(behind)), "") if is_han(behind[:1]) else behind.split(" ")[0]
    return at, at + len(thing)


@lru_cache(_REMEMBERED)
def bare_head(head: str) -> str:
    """A head or a label without its number and its unit: 总计 of （七）总计."""
    found = cue("head_name").match(fold(head))
    return found["name"] if found else ""
