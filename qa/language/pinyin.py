"""Pinyin: how a Chinese word sounds, without tones.

pypinyin holds its dictionaries in 50 MB and loads them for 100 ms. Here they lie in the user's
cache folder as one sorted table, which is halved to find an entry; the syllables stay the same.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from qa.cache import keep
from qa.language.sorted_table import SortedTable, pack

_LAYOUT = 2
"""Of the table; another layout lies in another file."""
_LONGEST_SYLLABLE = len("zhuang")
_MOST = 4
"""Characters of a name that is looked for by its sound."""
_VOWELS = frozenset("aeiouv")
_EVERYDAY = "gb2312"
"""The standard whose characters are everyday ones: 6,763 of 44,000."""


@lru_cache(4096)
def syllables(word: str) -> tuple[str, ...]:
    """The syllable of each character; what has none stands for itself.

    A phrase of the dictionaries is read as a whole, the longest first: 重 is chong in 重庆.
    """
    return tuple(readings[0] if readings else char for char, readings in _read(word))


def readings_of(word: str) -> list[tuple[str, ...]]:
    """All syllables that each character may have, the likeliest first; what has none is left out.

    One that stands in a phrase of the dictionaries has that of the phrase.
    """
    return [readings for _, readings in _read(word) if readings]


def characters(syllable: str) -> str:
    """The everyday characters that may sound so, in their order; empty if it is no syllable."""
    found = _written().find(syllable)
    return found[0][0] if found else ""


def cuts(spelling: str) -> list[tuple[str, ...]]:
    """All ways to read small letters as syllables of two to four characters: xian is xi an."""
    found: list[tuple[str, ...]] = []
    ways: list[tuple[tuple[str, ...], str]] = [((), spelling)]
    while ways:
        way, rest = ways.pop()
        if not rest and len(way) > 1:
            found.append(way)
        for end in range(1, min(_LONGEST_SYLLABLE, len(rest)) + 1 if len(way) < _MOST else 0):
            if characters(rest[:end]):
                ways.append(((*way, rest[:end]), rest[end:]))
    return sorted(found, key=len)


def _read(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each character with its syllables."""
    table, at = _table(), 0
    while at < len(word):
        phrase = table.longest(word, at) or word[at]
        found = table.find(phrase)[0][0].split() if phrase in table else [""] * len(phrase)
        for char, readings in zip(phrase, found, strict=True):
            yield char, tuple(filter(None, readings.split("|")))
        at += len(phrase)


@cache
def _table() -> SortedTable:
    return SortedTable(keep("pinyin", _stamp(), _make))


@cache
def _written() -> SortedTable:
    return SortedTable(keep("syllables", _stamp(), _make_written))


def _stamp() -> str:
    """Of the dictionaries, which are not loaded to look whether they are still the same."""
    spec = find_spec("pypinyin")
    files = sorted(Path(spec.origin).parent.glob("*_dict.*")) if spec and spec.origin else []
    parts = [(path.name, path.stat().st_size) for path in files]
    return sha256(repr((_LAYOUT, parts)).encode()).hexdigest()[:16]


def _make() -> bytes:
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # 100 ms, and needed once
    from pypinyin.contrib.tone_convert import to_normal

    plain = cache(to_normal)
    readings = {chr(code): [every.split(",")] for code, every in PINYIN_DICT.items()} | PHRASES_DICT

    def written(heard: Sequence[Sequence[str]]) -> str:
        return " ".join("|".join(dict.fromkeys(map(plain, every))) for every in heard)

    return pack({word: {written(heard): 1.0} for word, heard in readings.items()})


def _make_written() -> bytes:
    """Of the same table, so that whoever asks need not load the dictionaries."""
    sounding: dict[str, list[str]] = {}
    for line in _table().data.decode().split("\n"):
        char, heard = line.partition(":")[0].split("\t")
        if len(char) == 1 and len(char.encode(_EVERYDAY, "ignore")) > 1:
            for syllable in heard.split("|"):
                if _VOWELS & set(syllable):  # 嗯 may be ng, which begins no name
                    sounding.setdefault(syllable, []).append(char)
    return pack({syllable: {"".join(chars): 1.0} for syllable, chars in sounding.items()})
