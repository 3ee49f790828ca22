"""Typos: a word of a question that nobody knows, mended to one of the reports that sounds alike.

责仁书 is 责任书. Only words that neither dictionary, lexicon nor reports know are mended, only by
one character, and the reading shows it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from qa.language.pinyin import syllables

_Counted = tuple[str, int]
_Words = Mapping[str, list[_Counted]]
_UNHEARD = 3  # characters from which on a slip need not sound alike, if only one word is near


def compile_words(words: Iterable[tuple[str, int]]) -> bytes:
    """The words of the reports with how many sentences hold them, to be stored in the index."""
    return "\n".join(f"{word}\t{count}" for word, count in sorted(words)).encode()


class SpellingCorrector:
    """Finds the word of the reports that a misspelt one was meant to be."""

    def __init__(self, compiled: bytes) -> None:
        """Takes what `compile_words` gave; it is read when a word has to be mended."""
        self._compiled = compiled

    @cached_property
    def _words(self) -> tuple[_Words, _Words]:
        """The words by their first character, and by what stands behind it."""
        heads, tails = (
            defaultdict[str, list[_Counted]](list),
            defaultdict[str, list[_Counted]](list),
        )
        for line in self._compiled.decode().splitlines():
            word, _, count = line.partition("\t")
            for found, key in ((heads, word[:1]), (tails, word[1:])):
                found[key].append((word, int(count)))
        return heads, tails

    def correct(self, word: str) -> str | None:
        """The word meant, None if none or several are as near."""
        near = list(self._near(word))
        alike = [(other, count) for other, count in near if syllables(other) == syllables(word)]
        if alike:
            return max(alike, key=lambda pair: (pair[1], pair[0]))[0]
        return near[0][0] if len(near) == 1 and len(word) >= _UNHEARD else None

    def _near(self, word: str) -> Iterator[_Counted]:
        """The words that differ in one character: not in the first one, or in the first alone."""
        heads, tails = self._words
        for pair in heads.get(word[:1], ()):
            if len(pair[0]) == len(word) and _edit_distance(word, pair[0]) == 1:
                yield pair
        yield from (pair for pair in tails.get(word[1:], ()) if pair[0][:1] != word[:1])


def _edit_distance(left: str, right: str) -> int:
    """In how many characters two words of one length differ."""
    return sum(a != b for a, b in zip(left, right, strict=True))
