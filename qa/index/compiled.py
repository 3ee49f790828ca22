"""What was worked out from a whole corpus, read from its index as it is asked for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product

from qa.errors import IndexFault
from qa.index.parts.totals import unpack_words
from qa.index.sqlite_file import SqliteFile
from qa.language.pinyin import characters, cuts
from qa.language.tokenization import is_proper, pos

_SOUNDING = 8
"""Words of one sound that are told."""
_TOGETHER = 500
"""Tokens that are looked for at once."""


class Compiled:
    """Tables of a corpus, each for the part of the query stage that asks it."""

    def __init__(self, file: SqliteFile) -> None:
        """Reads from the file of an index."""
        self._file = file

    @property
    def places(self) -> bytes:
        """Names of the reports' places: for `places.Places`.

        Raises:
            IndexFault: They are missing.
        """
        rows = self._file.rows("SELECT value FROM extra WHERE key = 'places'")
        if not rows:
            raise IndexFault(
                "the index lacks its table {name}; make it anew with `yinju index`", name="places"
            )
        return bytes(rows[0][0])

    def names(self, spelling: str) -> Sequence[str]:
        """The names in the reports that are spelled so in Latin letters, in order."""
        rows = self._file.rows("SELECT token FROM name WHERE spelling = ? ORDER BY token", spelling)
        return [token for (token,) in rows]

    def sounding(self, spelling: str) -> Sequence[str]:
        """The names of two to four characters that may sound so, the most frequent pairs first.

        Each pair of neighbours in them stands somewhere in the reports, and the dictionary knows
        them for no other word.
        """
        found: dict[str, int] = {}
        for syllables in cuts(spelling):
            chars = [list(self._standing(characters(syllable))) for syllable in syllables]
            words = self._standing(map("".join, product(*chars[:2])))
            for more in chars[2:]:
                pairs = self._standing({word[-1] + char for word in words for char in more})
                words = {
                    word + char: min(count, pairs[word[-1] + char])
                    for word, count in words.items()
                    for char in more
                    if word[-1] + char in pairs
                }
            found |= words
        names = (word for word in found if pos(word) is None or is_proper(word))
        return sorted(names, key=lambda word: (-found[word], word))[:_SOUNDING]

    def _standing(self, tokens: Iterable[str]) -> dict[str, int]:
        """Those of some tokens that sentences hold, with how many do."""
        counts: dict[str, int] = {}
        rest = iter(tokens)
        while some := list(islice(rest, _TOGETHER)):
            marks = ", ".join("?" * len(some))
            sql = f"SELECT token, body FROM term WHERE body > 0 AND token IN ({marks})"
            counts |= self._file.rows(sql, *some)
        return counts

    def glosses(self, english: str) -> Mapping[str, float]:
        """The words in the reports that have this gloss, with weights."""
        rows = self._file.rows("SELECT words FROM gloss WHERE english = ?", english)
        return unpack_words(rows[0][0]) if rows else {}

    def beginning(self, first: str) -> Iterable[tuple[str, int]]:
        """The tokens with this first character and more, each with how many sentences hold it."""
        sql = (
            "SELECT token, body FROM term WHERE body > 0 AND token > ? AND token < ? ORDER BY token"
        )
        return self._file.rows(sql, first, first + "\U0010ffff")

    def ending(self, rest: str) -> Iterable[tuple[str, int]]:
        """The same for those with this behind their first character."""
        sql = (
            "SELECT token, body FROM term WHERE substr(token, 2) = ?"
            " AND body > 0 AND length(token) > 1 ORDER BY token"
        )
        return self._file.rows(sql, rest)

    def years(self) -> Mapping[str, Sequence[Sequence[int]]]:
        """By report, the years that its sentences tell of, and its own ones."""
        rows = self._file.rows("SELECT id, years FROM report")
        return {id: json.loads(years) for id, years in rows}
