"""What is counted: the terms of a question that stand beside the words asking for a number."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qa.extraction.cues import cue
from qa.language.normalization import fold
from qa.language.units import COUNTING, nouns, unit_kind
from qa.model import Figure, Query, Term

_BEHIND_HAN, _BEHIND_LATIN = 2, 12  # characters from the asking word to what is counted: 名, new
_BEFORE = 2  # the same backwards: 讲座有多少
_QUESTIONS = 64  # whose counted terms are kept
_BEFORE_NOUN = frozenset(("persons", "households"))


def counted_terms(query: Query) -> frozenset[int]:
    """The numbers of the terms whose figures are asked for, from 0; none where nothing tells.

    By how much a thing grew asks for no number of what stands beside the asking word: 增加了多少.
    """
    if query.change or not query.kind.wants_figure:
        return frozenset()
    return _counted_terms(query.text, query.terms)


@lru_cache(_QUESTIONS)
def _counted_terms(text: str, terms: tuple[Term, ...]) -> frozenset[int]:
    """The same by the words alone, which a survey asks of every report."""
    places = sorted(_places(text, terms))
    found = (_counted_beside(terms, places, asked) for asked in _asking(text))
    return frozenset(term for term in found if term is not None)


def names_counted(query: Query, figure: Figure) -> bool:
    """Whether a figure counts by name what is asked for: 6名贫困户 of 多少贫困户."""
    if unit_kind(figure.unit) not in COUNTING or not figure.of:
        return False
    named = (query.terms[number] for number in counted_terms(query))
    words = [fold(word) for term in named for word in (term.source, term.words[0])]
    names = tuple(word for word in words if len(word) > 1)
    # Of units of persons the noun stands behind, and a verb may follow: 6名贫困户在岗.
    before = unit_kind(figure.unit) in _BEFORE_NOUN and figure.of.startswith(names)
    return (before and not _counts_longer(figure, names)) or figure.of.endswith(names)


def _counts_longer(figure: Figure, names: Sequence[str]) -> bool:
    """Whether a figure counts what a name only begins: 35名大学毕业生 are no 大学."""
    name = max((n for n in names if figure.of.startswith(n)), key=len, default="")
    ends = range(len(name) + 1, len(figure.of) + 1)
    longer = (figure.of[start:end] for end in ends for start in {0, len(name)})
    return any(figure.unit in nouns().get(noun, ()) for noun in longer if len(noun) > 1)


class _Place(NamedTuple):
    """Where a question says a term, as offsets in its text."""

    start: int
    end: int
    term: int


def _places(asked: str, terms: Sequence[Term]) -> Iterator[_Place]:
    text = asked.lower()
    for number, term in enumerate(terms):
        for match in re.finditer(re.escape(term.source.lower()), text):
            yield _Place(*match.span(), number)


def _asking(text: str) -> list[re.Match[str]]:
    """The words that ask for a number; of several in one breath the last: 几个部门抽查的有几家."""
    found = sorted(cue("asks_number").matches(text), key=lambda match: match.start())
    parted = [
        one for one, other in pairwise(found) if cue("parts").search(text, one.end(), other.start())
    ]
    return parted + found[-1:]


def _counted_beside(
    terms: Sequence[Term], places: Sequence[_Place], asked: re.Match[str]
) -> int | None:
    """The term behind the asking word, the head of several in a row; else the one before it."""
    reach = _BEHIND_LATIN if asked[0].isascii() else _BEHIND_HAN
    behind = [p for p in places if p.start >= asked.end() and _counts(terms[p.term])]
    if behind and behind[0].start - asked.end() <= reach:
        head = behind[0]
        for place in behind[1:]:
            if not cue("within_thing").fullmatch(asked.string[head.end : place.start]):
                break
            head = place
        return head.term
    return None if asked[0].isascii() else _counted_before(terms, places, asked.start())


def _counted_before(terms: Sequence[Term], places: Sequence[_Place], at: int) -> int | None:
    """The term right before an asking word at `at`, a measure between them left out: 产量多少."""
    for place in reversed([p for p in places if p.end <= at]):
        if at - place.end > _BEFORE:
            return None
        if _counts(terms[place.term]):
            return place.term
        at = place.start
    return None


def _counts(term: Term) -> bool:
    return not (term.measure or term.target)
