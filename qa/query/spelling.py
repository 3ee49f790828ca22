"""Typos: a word of a question that nobody knows, mended to one that looks or sounds alike.

责仁书 is 责任书, meetigns are meetings. Only words that neither dictionary, lexicon nor reports
know are mended, only by one character, and the reading shows it.
"""

from collections.abc import Callable, Iterable, Iterator
from string import ascii_lowercase

from qa.language.english_words import stem
from qa.language.pinyin import syllables
from qa.language.tokenization import look_up, pos

_Counted = tuple[str, int]
_Find = Callable[[str], Iterable[_Counted]]
_SHORTEST = 5  # letters of an English word that a misspelt one may be mended to
_UNHEARD = 3  # characters from which on a slip need not sound alike, if only one word is near


def correct_english(word: str, worth: Callable[[str], int], least: float) -> str | None:
    """The English word that a misspelt one was meant to be; None if none or several are as near.

    Nobody misses the first letter of a word.

    Args:
        word: In small letters.
        worth: How likely a word is meant; 0 for one that nobody knows.
        least: What the worth and the likelihood of the slip, which is below 1, must make together.
    """
    best: dict[str, tuple[float, str]] = {}
    for other, likely in _slips(word):
        known = worth(other) if len(other) >= _SHORTEST else 0
        if known and known + likely >= least:
            form = stem(other)
            best[form] = max(best.get(form, (0.0, "")), (known + likely, other))
    ranked = sorted(best.values(), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _slips(word: str) -> Iterator[tuple[str, float]]:
    """What a word was before one slip of the fingers, and how likely such slips are, below 1."""
    for at in range(1, len(word)):
        head, tail = word[:at], word[at:]
        yield head + tail[1::-1] + tail[2:], 0.6
        yield head + tail[1:], 0.6 if tail[0] == head[-1] else 0.2
        yield from ((head + letter + tail[1:], 0.0) for letter in ascii_lowercase)
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        for letter in ascii_lowercase:
            yield head + letter + tail, 0.6 if letter == head[-1] else 0.3


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
        near = self._near(word)
        alike = [(other, count) for other, count in near if syllables(other) == syllables(word)]
        if alike:
            return max(alike, key=lambda pair: (pair[1], pair[0]))[0]
        return near[0][0] if len(near) == 1 and len(word) >= _UNHEARD else None

    def _near(self, word: str) -> list[_Counted]:
        """The words that differ in one character: not in the first one, or in the first alone."""
        near = [
            pair
            for pair in self._beginning(word[:1])
            if len(pair[0]) == len(word) and _edit_distance(word, pair[0]) == 1
        ]
        near += (pair for pair in self._ending(word[1:]) if pair[0][:1] != word[:1])
        look_up(token for token, _ in near)
        return list(filter(_is_word, near))


def _is_word(pair: _Counted) -> bool:
    """Whether a token is a word, not any two characters that stand side by side."""
    return len(pair[0]) > 2 or pos(pair[0]) is not None


def _edit_distance(left: str, right: str) -> int:
    """In how many characters two words of one length differ."""
    return sum(a != b for a, b in zip(left, right, strict=True))
