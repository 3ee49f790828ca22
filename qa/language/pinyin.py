"""Pinyin: how a Chinese word sounds, without tones.

pypinyin holds its dictionaries in 50 MB and loads them for 100 ms. Here they lie in the user's
cache folder as one sorted table, which is halved to find an entry; the syllables stay the same.
"""

from functools import cache, lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from qa.language.keeping import keep
from qa.language.sorted_table import SortedTable, pack

_LAYOUT = 1
"""Of the table; another layout lies in another file."""


@lru_cache(4096)
def syllables(word: str) -> tuple[str, ...]:
    """The syllable of each character; what has none stands for itself.

    A phrase of the dictionaries is read as a whole, the longest first: 重 is chong in 重庆.
    """
    table, found, at = _table(), list[str](), 0
    while at < len(word):
        phrase = table.longest(word, at) or word[at]
        found += table.find(phrase)[0][0].split() if phrase in table else phrase
        at += len(phrase)
    return tuple(found)


@cache
def _table() -> SortedTable:
    return SortedTable(keep("pinyin", _stamp(), _make))


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
    return pack({word: {" ".join(plain(one[0]) for one in heard): 1.0}
                 for word, heard in readings.items()})  # fmt: skip
