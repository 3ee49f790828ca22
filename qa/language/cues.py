"""Cues: turns of phrase by name, in data files that a diff can show."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from qa.language import resources
from qa.language.normalization import blank
from qa.language.patterns import fill, lazy_pattern

_LETTER = lazy_pattern("[A-Za-z]")
_ESCAPE = lazy_pattern(r"\\u[0-9a-f]{4}|\\.|\(\?[a-z<!=:]+")
Lists = str | Sequence[str] | Mapping[str, Sequence[str]]


class Cue:
    """Patterns for one thing, apart by script: those that a text cannot hold are never compiled."""

    def __init__(self, lists: Lists) -> None:
        """Compiles nothing yet.

        Args:
            lists: A list of alternatives, a text of such parted by blanks, or a table of lists:
                zh, what holds a Chinese character; en, whole words; any, as they are. Case does
                not count. {name} in them stands for a list that several cues share.
        """
        if isinstance(lists, str):
            lists = lists.split()
        table = lists if isinstance(lists, Mapping) else {"any": lists}
        words = "|".join(table.get("en", ()))
        zh, any_ = _compile(table.get("zh", ())), _compile(table.get("any", ()))
        self._en = _compile([rf"\b(?:{words})\b"] if words else ())
        # Cues are looked for in clause after clause; what fits is not gathered each time.
        self._in_ascii, self._in_han = _there(any_), _there(zh, any_)
        self._in_english, self._in_both = _there(self._en, any_), _there(zh, self._en, any_)

    def _fitting(self, text: str) -> Sequence[re.Pattern[str]]:
        """The lists that may stand in a text, by its script; the others stay uncompiled."""
        if self._en and _LETTER.search(text):
            return self._in_english if text.isascii() else self._in_both
        return self._in_ascii if text.isascii() else self._in_han

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match of the first list that has one, within a stretch of the text."""
        for pattern in self._fitting(text):
            if match := pattern.search(text, start, end):
                return match
        return None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match at the beginning of a text or of a stretch of it."""
        for pattern in self._fitting(text):
            if match := pattern.match(text, start, end):
                return match
        return None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match that is all of a text."""
        for pattern in self._fitting(text):
            if match := pattern.fullmatch(text):
                return match
        return None

    def matches(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All matches within a stretch of the text, list by list."""
        patterns = self._fitting(text)
        return (match for pattern in patterns for match in pattern.finditer(text, start, end))


class Cues:
    """The cues of a data file, read when one is first asked for."""

    def __init__(self, name: str) -> None:
        """Reads nothing yet.

        Args:
            name: Of a TOML file of cues, as `resources` knows it; an entry is as `Cue` takes it.
        """
        self._name = name

    @cached_property
    def _cues(self) -> dict[str, Cue]:
        return {name: Cue(lists) for name, lists in resources.read_toml(self._name).items()}

    def __getitem__(self, name: str) -> Cue:
        return self._cues[name]

    def __iter__(self) -> Iterator[str]:
        """The names in the order of the file."""
        return iter(self._cues)

    def has(self, name: str, text: str) -> bool:
        """Whether a text holds a cue."""
        return bool(self._cues[name].search(text))

    def is_only(self, name: str, word: str) -> bool:
        """Whether a word is nothing but a cue."""
        return bool(self._cues[name].fullmatch(word))

    def cut(self, name: str, text: str) -> str:
        """The first stretch of a text that is a cue; empty if there is none."""
        match = self._cues[name].search(text)
        return match[0] if match else ""

    def without(self, name: str, text: str) -> str:
        """The text with a cue blanked out, so that offsets stay."""
        return blank(text, [match.span() for match in self._cues[name].matches(text)])


def _there(*patterns: re.Pattern[str] | None) -> tuple[re.Pattern[str], ...]:
    return tuple(pattern for pattern in patterns if pattern)


def _compile(alternatives: Sequence[str]) -> re.Pattern[str] | None:
    """The alternatives as one pattern; ignoring case costs, and Chinese has none."""
    source = fill("|".join(alternatives))
    cased = _LETTER.search(_ESCAPE.sub("", source))
    return lazy_pattern(source, re.IGNORECASE if cased else 0) if source else None
