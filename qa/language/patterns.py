"""Patterns: regular expressions that are compiled when they are first used.

Compiling all patterns of the program takes a third of the time in which a question is asked and
answered, and one question needs few of them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from qa.language import resources

_SLOT = re.compile(r"\{([a-z][a-z-]*)\}")


class _Lazy:
    """Stands in for a compiled pattern until something of it is asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))  # the next call meets no stand-in
        value = getattr(compiled, name)
        setattr(self, name, value)
        return value


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression, compiled at its first use.

    Args:
        source: As for `re.compile`, which raises `re.error` then.
        flags: As for `re.compile`.
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))


def read_patterns(name: str, flags: int = 0) -> dict[str, re.Pattern[str]]:
    """The patterns of a data file, compiled at their first use.

    Args:
        name: Of a TOML file: each entry a list of alternatives or a text of such parted by blanks,
            or a table of lists: zh, what may stand anywhere; en, whole words; any, as they are.
        flags: As for `re.compile`.
    """
    table = resources.read_toml(name)
    return {entry: lazy_pattern(_join(lists), flags) for entry, lists in table.items()}


def _join(lists: str | Sequence[str] | Mapping[str, Sequence[str]]) -> str:
    if isinstance(lists, str):
        return "|".join(lists.split())
    if not isinstance(lists, Mapping):
        return "|".join(lists)
    words = "|".join(lists.get("en", ()))
    whole = (rf"\b(?:{words})\b",) if words else ()
    return "|".join((*lists.get("zh", ()), *whole, *lists.get("any", ())))


def any_of(words: Iterable[str]) -> str:
    """A regular expression for one of some words, the longest that fits."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))})"


def read_grammar(name: str, parts: Mapping[str, str] | None = None) -> dict[str, re.Pattern[str]]:
    """The patterns of a data file that build on each other, compiled at their first use.

    They are verbose. The table `words` of the file holds words parted by blanks, `patterns` regular
    expressions in which {name} stands for such words, for an earlier pattern or for a part.

    Args:
        name: Of a TOML file.
        parts: Further regular expressions by name.
    """
    table = resources.read_toml(name)
    known = dict(parts or {})
    known |= {word: any_of(words.split()) for word, words in table.get("words", {}).items()}
    for pattern, source in table["patterns"].items():
        known[pattern] = f"(?:{_SLOT.sub(lambda slot: known[slot[1]], source)})"
    return {pattern: lazy_pattern(known[pattern], re.VERBOSE) for pattern in table["patterns"]}
