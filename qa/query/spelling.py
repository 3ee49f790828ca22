"""Typos: a word of a question that nobody knows, mended to one of the reports that sounds alike.

责仁书 is 责任书. Only words that neither dictionary, lexicon nor reports know are mended, only by
one character, and the reading shows it.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from qa.language.tokenization import pos

_Counted = tuple[str, int]
_Find = Callable[[str], Iterable[_Counted]]
_UNHEARD = 3  # characters from which on a slip need not sound alike, if only one word is near


class SpellingCorrector:
    """Finds the word of the reports that a misspelt one was meant to be."""

    def __init__(self, beginning: _Find, ending: _Find) -> None:
        """Asks for the words of the reports, and how many sentences hold each.

        Args:
            beginning: Gives those that have this first character.
            ending: Gives those that have this behind their first character.
        """
        self._beginning, self._ending = beginning, ending

    def correct(self, word: str) -> str | None:
        """The word meant, None if none or several are as near."""
        near = list(self._near(word))
        alike = [(other, count) for other, count in near if _pinyin(other) == _pinyin(word)]
        if alike:
            return max(alike, key=lambda pair: (pair[1], pair[0]))[0]
        return near[0][0] if len(near) == 1 and len(word) >= _UNHEARD else None

    def _near(self, word: str) -> Iterator[_Counted]:
        """The words that differ in one character: not in the first one, or in the first alone."""
        for pair in filter(_is_word, self._beginning(word[:1])):
            if len(pair[0]) == len(word) and _edit_distance(word, pair[0]) == 1:
                yield pair
        ending = filter(_is_word, self._ending(word[1:]))
        yield from (pair for pair in ending if pair[0][:1] != word[:1])


def _is_word(pair: _Counted) -> bool:
    """Whether a token is a word, not any two characters that stand side by side."""
    return len(pair[0]) > 2 or pos(pair[0]) is not None


def _edit_distance(left: str, right: str) -> int:
    """In how many characters two words of one length differ."""
    return sum(a != b for a, b in zip(left, right, strict=True))


@cache
def _pinyin(word: str) -> tuple[str, ...]:
    """The pinyin of a word without tones."""
    from pypinyin import lazy_pinyin  # 100 ms, and few questions hold a slip

    return tuple(lazy_pinyin(word))
