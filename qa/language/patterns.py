"""Patterns: regular expressions that are compiled when they are first used.

Compiling all patterns of the program takes a third of the time in which a question is asked and
answered, and one question needs few of them.
"""

import re
from typing import Any, cast


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
