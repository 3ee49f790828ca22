"""Places in Latin letters: Yunle, Yun Le town, Yunlezhen, Pengbu for Pengpu.

Tolerant of spacing, endings and one slip, but never at the cost of an ordinary English word.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from qa.language.patterns import lazy_pattern
from qa.query.place_names import forms, key_of, latin_suffixes, provinces

_POSSESSIVE = lazy_pattern(r"['’]s$")
_WORD = lazy_pattern(r"[A-Za-z]+(?:['’\-][A-Za-z]+)*")
_LONGEST = 4  # words of a name, its ending included
_MENDABLE = 5  # letters from which on a slip is mended

Word = tuple[str, int, int]
"""A word with its start and end."""


class LatinReading(NamedTuple):
    """The places of a text in Latin letters."""

    found: list[Sequence[str]]
    """Of each name."""
    spans: list[tuple[int, int]]
    """Where the names stand."""
    unknown: list[str]
    """Places that no report covers."""
    heard: list[tuple[str, str]]
    """Names with a slip, each with the place it was taken for."""


class LatinPlaces(NamedTuple):
    """The spellings of places, ready to look up."""

    spellings: Mapping[str, Sequence[str]]
    """Places by spelling, joined and in small letters."""
    covered: Sequence[str]
    """All places that reports cover."""
    is_word: Callable[[str], bool]
    """Whether a lower-case word is an ordinary English one."""
    is_told: Callable[[str], bool]
    """Whether a word spells a name of the reports."""
    is_name: Callable[[str, str], bool]
    """Whether a word, with this ending behind it or without, spells a name of the reports."""

    def find(self, text: str) -> "LatinReading":
        """The places that a text names."""
        words = [(_POSSESSIVE.sub("", m[0]), *m.span()) for m in _WORD.finditer(text)]
        found: list[Sequence[str]] = []
        spans: list[tuple[int, int]] = []
        strange: list[tuple[int, str]] = []
        heard: list[tuple[str, str]] = []
        at = 0
        while at < len(words):
            size, places = self._longest(words, at)
            if places:
                if spans and _owns(text[: spans[-1][1]], text[spans[-1][1] : words[at][1]]):
                    found.pop()  # Shanghai's Pengpu is no part of what is asked of Shanghai
                    spans[-1] = (spans[-1][0], words[at][1])
                found.append(places)
                if len(places) == 1 and not self._lookup([w for w, _, _ in words[at : at + size]]):
                    said = text[words[at][1] : words[at + size - 1][2]]
                    heard.append((_POSSESSIVE.sub("", said), places[0]))
                spans.append(self._with_seats(text, words[at][1], words[at + size - 1][2]))
            else:
                strange += [(words[at][1], name) for name in self._unknown(words, at)]
            at += size
        unknown = [n for at, n in strange if not any(start <= at < end for start, end in spans)]
        return LatinReading(found, spans, unknown, heard)

    def _with_seats(self, text: str, start: int, end: int) -> tuple[int, int]:
        """A name with what only says where it lies: Shanghai's Pengpu, Pengpu in Jing'an."""
        before = _seat("before").search(text, 0, start)
        if before and self._is_seat(before["name"]):
            start = before.start()
        while (behind := _seat("behind").match(text, end)) and self._is_seat(behind["name"]):
            end = behind.end()
        while (listed := _seat("listed").match(text, end)) and (
            listed["ending"] or listed["name"].lower() in _called()
        ):
            if not self._is_seat(listed["name"]):
                break
            end = listed.end()
        return start, end

    def _is_seat(self, name: str) -> bool:
        """Whether a capitalised word names what the reports speak of, and no place they cover."""
        if key_of(name) in self.spellings or self.is_word(name.lower()):
            return False
        return self.is_told(name)

    def _longest(self, words: Sequence[Word], at: int) -> tuple[int, Sequence[str]]:
        """How many words from here on name a place, and which; one word and none if none do."""
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            names = [w for w, _, _ in words[at : at + size]]
            if places := self._lookup(names) or self._mended(names):
                return size, places
        return 1, ()

    def _lookup(self, words: Sequence[str]) -> Sequence[str]:
        """The places that these words name, as a whole."""
        core, ending = _without_ending(words)
        key = key_of("".join(core))
        if key not in self.spellings and not self._may_be_name(core):
            return ()
        places = _without_namesakes(key, self.spellings.get(key, ()))
        if not places and ending:
            tails = latin_suffixes()[ending]
            places = [p for tail in tails for p in self.spellings.get(key + tail, ())]
        capital = words[0][:1].isupper()
        if places and (ending or capital or len(core) > 1 or not self.is_word(key)):
            return places
        return ()

    def _mended(self, words: Sequence[str]) -> Sequence[str]:
        """The places that these words name but for one slip."""
        core, _ = _without_ending(words)
        key = key_of("".join(core))
        if not self._may_be_name(core) or len(key) < _MENDABLE or self.is_word(key):
            return ()
        if key in self.spellings or key in _provinces() or not words[0][:1].isupper():
            return ()
        close = [k for k in self.spellings if k[0] == key[0] and differ_by_one(k, key)]
        return self.spellings[min(close)] if close else ()

    def _may_be_name(self, core: Sequence[str]) -> bool:
        """Whether no word is an ending, and of several none an ordinary word."""
        lower = [word.lower() for word in core]
        return not any(
            word in latin_suffixes() or (len(core) > 1 and self.is_word(word)) for word in lower
        )

    def _unknown(self, words: Sequence[Word], at: int) -> list[str]:
        """The word, if it is spelled like a place and no report covers it."""
        word = words[at][0]
        for full in _called().get(word.lower(), ()):
            if full not in self.covered:
                return [full]
        following = words[at + 1][0].lower() if at + 1 < len(words) else ""
        like_name = word[:1].isupper() and not self.is_word(word.lower())
        if like_name and following in latin_suffixes() and not self.is_name(word, following):
            return [f"{word} {following}"]
        return []


def _owns(before: str, between: str) -> bool:
    """Whether a name ends in 's right before the next one."""
    return not between.strip() and before.endswith(("'s", "’s"))


def _seat(where: str) -> re.Pattern[str]:
    """What names a seat before a place, behind it, or behind a comma."""
    return lazy_pattern(forms()["seat_in_latin"][where])


@cache
def _called() -> dict[str, list[str]]:
    """The provinces that have an English name, by that in small letters."""
    found: dict[str, list[str]] = {}
    for full, _, english in provinces():
        for name in english:
            found.setdefault(name.lower(), []).append(full)
    return found


@cache
def _provinces() -> dict[str, str]:
    """The provinces by their English names, joined and in small letters."""
    return {key_of(name): full for full, _, english in provinces() for name in english}


def _without_namesakes(key: str, places: Sequence[str]) -> Sequence[str]:
    """The places but for another province of one pinyin: Shanxi is 山西, not 陕西 (Shaanxi)."""
    meant = _provinces().get(key)
    return [p for p in places if p == meant or p not in _provinces().values()] if meant else places


def _without_ending(words: Sequence[str]) -> tuple[Sequence[str], str]:
    """The words without Town or zhen at their end, or town of at their head; and that ending."""
    endings = latin_suffixes()
    for size in (3, 2, 1):
        tail = " ".join(words[-size:]).lower()
        if len(words) > size and tail in endings:
            return words[:-size], tail
    if len(words) > 2 and words[0].lower() in endings and words[1].lower() == "of":
        return words[2:], words[0].lower()
    return words, ""


def differ_by_one(left: str, right: str) -> bool:
    """Whether two spellings differ by one letter changed, added, dropped or swapped."""
    if len(left) > len(right):
        left, right = right, left
    if len(right) - len(left) > 1:
        return False
    head = 0
    while head < len(left) and left[head] == right[head]:
        head += 1
    a, b = left[head:], right[head:]
    if len(a) < len(b):
        return a == b[1:]
    return a[1:] == b[1:] or (len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:])
