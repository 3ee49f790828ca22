"""Patterns: regular expressions that are compiled when they are first used.

One question needs few of all patterns of the program.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from qa.language import resources
from qa.language.compiling import compile_pattern

_HAN = ("[一-鿿]", r"[\u4e00-\u9fff]")
_NO_LATIN_LETTER = r"[^\W\da-zA-Z_]"  # a class of 20,000 characters takes 10 ms to compile
_SHARED = "language/lists.toml"
_SLOT = re.compile(r"\{([a-z][a-z-]*)\}")


class _Lazy:
    """Stands in for a compiled pattern until something of it is asked for."""

    def __init__(self, source: str, flags: int, glances: bool) -> None:
        self._source, self._flags, self._glances = source, flags, glances

    def __getattr__(self, name: str) -> Any:
        compiled = compile_pattern(self._source, self._flags, self._glances)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))  # the next call meets no stand-in
        value = getattr(compiled, name)
        setattr(self, name, value)
        return value


def lazy_pattern(source: str, flags: int = 0, glances: bool = False) -> re.Pattern[str]:
    """A regular expression, compiled at its first use.

    Args:
        source: As for `re.compile`, which raises `re.error` then; [一-鿿] is any letter but a Latin
            one.
        flags: As for `re.compile`.
        glances: As for `compile_pattern`.
    """
    for han in _HAN:
        source = source.replace(han, _NO_LATIN_LETTER)
    return cast("re.Pattern[str]", _Lazy(source, flags, glances))


def any_of(words: Iterable[str]) -> str:
    """A regular expression for one of some words, the longest that fits."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))})"


def fill(source: str, parts: Mapping[str, str] | None = None) -> str:
    """A source with what its slots name in their stead: {places-en}, a list of lists.toml.

    Args:
        source: Of a pattern, with {name} for a part or a list.
        parts: Further regular expressions by name; they come before the lists.
    """
    known = {**resources.read_toml(_SHARED), **(parts or {})}
    return _SLOT.sub(lambda slot: known[slot[1]], source)


def read_grammar(
    name: str, parts: Mapping[str, str] | None = None, glances: bool = False
) -> dict[str, re.Pattern[str]]:
    """The patterns of a data file that build on each other, compiled at their first use.

    They are verbose. The table `words` of the file holds words parted by blanks, `patterns` regular
    expressions in which {name} stands for such words, for an earlier pattern, for a part or for a
    list of lists.toml.

    Args:
        name: Of a TOML file.
        parts: Further regular expressions by name.
        glances: As for `compile_pattern`.
    """
    table = resources.read_toml(name)
    known = dict(parts or {})
    known |= {word: any_of(words.split()) for word, words in table.get("words", {}).items()}
    for pattern, source in table["patterns"].items():
        known[pattern] = f"(?:{fill(source, known)})"
    return {
        pattern: lazy_pattern(known[pattern], re.VERBOSE, glances) for pattern in table["patterns"]
    }
