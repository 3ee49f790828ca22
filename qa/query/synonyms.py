"""Everyday Chinese, the words that reports use for it, and the units that questions ask for.

The words are those of the lexicon; the units stand in data/units.toml.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import NamedTuple

from qa.language import units
from qa.language.normalization import is_han
from qa.language.sorted_table import Pairs
from qa.language.tokenization import pos
from qa.language.units import COUNTING, longest_first, unit_kind
from qa.model import Term
from qa.query import cues
from qa.query.lexicon import Lexicon

_STEM = 0.6  # 已判27件 for 判了
_WIDER = 0.8
"""What is left of the weight of a wording that stands for one of an English word."""


class _Phrases(dict[str, tuple[str, ...]]):
    """The units that words call for, by these in capitals."""

    def __init__(self, found: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__((word.upper(), units) for word, units in found.items())
        self.longest = max(map(len, self), default=0)


class Units(NamedTuple):
    """Measure words by kind, and the phrases and nouns that call for them."""

    kinds: dict[str, tuple[str, ...]]
    phrases: _Phrases
    nouns: _Phrases

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return the units that a question or a noun calls for, the likeliest first."""
        quantity = cues.cue("quantity").search(text)
        at = quantity.end() if quantity else 0
        unit = without_noun(self._unit_at(text, at)) if quantity else ""
        phrase = _first(self.phrases, text)
        if quantity and text.startswith(phrase, quantity.start()):
            # The longest match decides: 几个人 asks for persons, 几个 for things.
            unit = unit if len(phrase) <= at + len(unit) - quantity.start() else ""
        found = [unit] if unit else []
        if unit and quantity:
            # 有几类、多少项 asks for both in one breath.
            later = (self._unit_at(text, m.end()) for m in cues.cue("quantity").matches(text, at))
            found += map(without_noun, filter(None, later))
        if unit and unit_kind(unit) != "things":
            found += self.kinds[unit_kind(unit)]
        found += self.phrases.get(phrase.upper(), ())
        if found and unit_kind(found[0]) == "time":
            return tuple(dict.fromkeys(found))  # 执法人员多大年纪 asks for no number of them
        start = quantity.start() if quantity else len(text)
        found += self.nouns.get(self._counted(text, start, at + len(unit)), ())
        told = (u for u in found if not unit or self._may_be_of(unit, u))
        return tuple(dict.fromkeys(told))

    def of_noun(self, noun: str) -> tuple[str, ...]:
        """The units that count a noun, by its longest known ending: 村级河长 as 河长."""
        endings = (noun[at:].upper() for at in range(len(noun)))
        return next((self.nouns[ending] for ending in endings if ending in self.nouns), ())

    def _may_be_of(self, said: str, unit: str) -> bool:
        """Whether a unit may answer where another one is said: no 元 for 补助的有多少人次."""
        return unit_kind(unit) in COUNTING | {unit_kind(said)}

    def _unit_at(self, text: str, at: int) -> str:
        """The measure word at `at`, unless a longer noun starts there: 多少部门, 多少项目."""
        known = (unit for found in self.kinds.values() for unit in found)
        unit = max((unit for unit in known if text.startswith(unit, at)), key=len, default="")
        noun = next((noun for start, noun in _matches(self.nouns, text[at:]) if not start), "")
        return unit if len(unit) >= len(noun) else ""

    def _counted(self, text: str, start: int, at: int) -> str:
        """The noun that follows what asks, or if nothing does the one that leads to it.

        Args:
            text: The question.
            start: Where the asking words start.
            at: Where they end.
        """
        after = list(_matches(self.nouns, text[at:]))
        idle = sum(len(match[0]) for match in cues.cue("behind_quantity").matches(text[at:]))
        if not after and len(text) - at - idle > 1:
            return ""
        if not (at and after):
            return after[-1][1].upper() if after else self._leading(text[:start])
        first, head = after[0]
        for begin, noun in after[1:]:
            if not cues.is_only("of", text[at + first + len(head) : at + begin]):
                break
            first, head = begin, noun
        return head.upper()

    def _leading(self, text: str) -> str:
        """The last noun of a text, if no word of its own stands behind it: 养老金涨到."""
        at, noun = ([*_matches(self.nouns, text)] or [(0, "")])[-1]
        return noun.upper() if cues.is_only("before_quantity", text[at + len(noun) :]) else ""


class Synonyms:
    """The Chinese of the lexicon, ready to look up."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Takes the compiled lexicon."""
        self._asked, self._stops = lexicon.chinese, lexicon.stops

    def alternatives(self, word: str) -> Pairs:
        """Return the word itself at 1.0, then what reports write for it, the likeliest first."""
        stem = _stem(word)
        weights = {word: 1.0} | ({stem: _STEM} if stem else {})
        for key in filter(None, (word, stem)):
            for other, weight in self._asked.find(key):
                weights[other] = max(weight, weights.get(other, 0.0))
        return tuple(sorted(weights.items(), key=lambda pair: -pair[1]))

    def widen(self, term: Term, stands: Callable[[str], bool]) -> Term:
        """The term of an English word, with what reports write for its likeliest wording too.

        Args:
            term: As the English was read.
            stands: Whether the reports hold a wording.
        """
        if not is_han(term.words[0][0]):
            return term
        pairs = self.alternatives(term.words[0])
        more = [pair for pair in pairs if pair[0] not in term.words and stands(pair[0])]
        words = (*term.words, *(word for word, _ in more))
        return replace(term, words=words, weights=(*term.weights, *(_WIDER * x for _, x in more)))

    def longest(self, text: str, at: int) -> str | None:
        """Return the longest asked word that starts at character `at`, as the text has it.

        A word of one character (修, 办) holds only where a segmenter leaves it alone: the caller
        sees to that.
        """
        word = self._asked.longest(text, at)
        ended = text[at : at + 2]
        return ended if word and word == _stem(ended) else word or None

    def stop_at(self, text: str, at: int) -> int:
        """Return the length of the longest stop phrase that starts at character `at`.

        It is 0 where there is none or a longer asked word starts. A phrase of one character (有,
        就) holds only where a segmenter leaves it alone: the caller sees to that.
        """
        length = len(self._stops.longest(text, at))
        return length if length and length >= len(self.longest(text, at) or "") else 0

    def units_for(self, text: str) -> tuple[str, ...]:
        """Return the units that a question, or the noun it asks for, suggests; likeliest first."""
        return self.units.suggest(text)

    @cached_property
    def units(self) -> Units:
        """The measure words."""
        return Units(units.kinds(), _Phrases(units.asked()), _Phrases(units.nouns()))


def _stem(word: str) -> str:
    """A verb of one character without its ending, or else nothing."""
    return word[0] if len(word) == 2 and cues.is_only("verb_ending", word[1]) else ""


def _longest(words: _Phrases, text: str, at: int) -> str:
    for length in range(min(words.longest, len(text) - at), 0, -1):
        piece = text[at : at + length]
        if piece.upper() in words:
            return piece
    return ""


def _matches(words: _Phrases, text: str) -> Iterator[tuple[int, str]]:
    """Longest matches from left to right, none within another."""
    at = 0
    while at < len(text):
        word = _longest(words, text, at)
        if word:
            yield at, word
        at += len(word) or 1


def _first(words: _Phrases, text: str) -> str:
    return next((word for _, word in _matches(words, text)), "")


@cache
def without_noun(unit: str) -> str:
    """A measure word without the noun that it is joined to: 张 of 张床位."""
    shorter = (u for u in longest_first() if unit.startswith(u) and len(unit) - len(u) > 1)
    parted = ((u, unit[len(u) :]) for u in shorter)
    return next((u for u, noun in parted if noun not in longest_first() and pos(noun)), unit)
