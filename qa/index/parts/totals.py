"""Totals: what an index knows of the corpus as a whole, kept up by adding and taking away.

In how many sentences each token stands, and in how many reports each word of the dictionary; what
comes to stand somewhere or stands nowhere any more changes the names and the glosses.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qa.index.parts.part import Recipe
from qa.index.protocol import Found

TEXTS = ("body", "context")
"""What a sentence is found by: its own tokens and those of what stands around it."""
SCHEMA = """
CREATE TABLE term (token TEXT PRIMARY KEY, body INTEGER, context INTEGER) WITHOUT ROWID;
CREATE INDEX ending ON term (substr(token, 2)) WHERE body > 0 AND length(token) > 1;
CREATE TABLE word (word TEXT PRIMARY KEY, reports INTEGER) WITHOUT ROWID;
CREATE TABLE name (spelling TEXT, token TEXT, PRIMARY KEY (spelling, token)) WITHOUT ROWID;
CREATE TABLE gloss (english TEXT PRIMARY KEY, words TEXT) WITHOUT ROWID;
INSERT INTO meta VALUES ('sentences', 0), ('length of body', 0), ('length of context', 0);
"""

_Counts = tuple[int, ...]


class Totals:
    """What reports that come and go change."""

    def __init__(self) -> None:
        self._bodies: Counter[str] = Counter()
        self._contexts: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()

    def add(self, found: Iterable[Found], words: Iterable[str], sign: int = 1) -> None:
        """Counts the sentences and the words of a report; with -1 they are taken away."""
        sentences = list(found)
        self._sums["sentences"] += sign * len(sentences)
        for name, counts, texts in (
            ("body", self._bodies, Counter(sentence.body for sentence in sentences)),
            ("context", self._contexts, Counter(sentence.context for sentence in sentences)),
        ):
            for text, times in texts.items():  # what stands around them many have in common
                tokens = text.split(" ") if text else []
                self._sums[f"length of {name}"] += sign * times * len(tokens)
                _count(counts, set(tokens), sign * times)
        _count(self._words, words, sign)

    def write(self, file: sqlite3.Connection, recipe: Recipe) -> None:
        """Brings the tables of a file up to date."""
        for key, change in self._sums.items():
            file.execute("UPDATE meta SET value = value + ? WHERE key = ?", (change, key))
        terms = {
            token: (self._bodies[token], self._contexts[token])
            for token in self._bodies.keys() | self._contexts.keys()
        }
        stand = _stand(_shift(file, "term", ("token", "body", "context"), terms))
        _write_names(file, stand, recipe.spell)
        words = {word: (count,) for word, count in self._words.items()}
        stand = _stand(_shift(file, "word", ("word", "reports"), words))
        _write_glosses(file, stand, recipe.gloss)


def _count(counts: Counter[str], what: Iterable[str], times: int) -> None:
    if times == 1:
        counts.update(what)  # in one step, and most are counted once
        return
    for one in what:
        counts[one] += times


def _shift(
    file: sqlite3.Connection, table: str, columns: Sequence[str], changes: Mapping[str, _Counts]
) -> Iterator[tuple[str, _Counts, _Counts]]:
    """Adds to counts, takes out what counts nothing any more; what changed, before and after."""
    key, *counted = columns
    is_new = file.execute(f"SELECT * FROM {table} LIMIT 1").fetchone() is None
    read = f"SELECT {', '.join(counted)} FROM {table} WHERE {key} = ?"
    write = f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(columns))})"
    for name, change in sorted(changes.items()):
        kept = None if is_new else file.execute(read, (name,)).fetchone()
        before = kept or (0,) * len(change)
        after = tuple(old + new for old, new in zip(before, change, strict=True))
        if any(after):
            file.execute(write, (name, *after))
        else:
            file.execute(f"DELETE FROM {table} WHERE {key} = ?", (name,))
        yield name, before, after


def _stand(changes: Iterable[tuple[str, _Counts, _Counts]]) -> dict[str, bool]:
    """What came to stand in the corpus, and, as false, what stands there no more."""
    return {
        name: bool(after[0]) for name, before, after in changes if bool(before[0]) != bool(after[0])
    }


def _write_names(
    file: sqlite3.Connection,
    stand: Mapping[str, bool],
    spell: Callable[[Iterable[str]], Iterable[tuple[str, str]]],
) -> None:
    for spelling, token in sorted(spell(stand)):
        if stand[token]:
            file.execute("INSERT INTO name VALUES (?, ?)", (spelling, token))
        else:
            file.execute("DELETE FROM name WHERE spelling = ? AND token = ?", (spelling, token))


def _write_glosses(
    file: sqlite3.Connection,
    stand: Mapping[str, bool],
    gloss: Callable[[str], Mapping[str, float]],
) -> None:
    changed: dict[str, dict[str, float]] = {}
    for word in stand:
        for english, weight in gloss(word).items():
            changed.setdefault(english, {})[word] = weight
    for english, words in sorted(changed.items()):
        kept = file.execute("SELECT words FROM gloss WHERE english = ?", (english,)).fetchone()
        known = (unpack_words(kept[0]) if kept else {}) | words
        left = {word: weight for word, weight in known.items() if stand.get(word, True)}
        if left:
            packed = " ".join(f"{word} {weight:g}" for word, weight in sorted(left.items()))
            file.execute("INSERT OR REPLACE INTO gloss VALUES (?, ?)", (english, packed))
        else:
            file.execute("DELETE FROM gloss WHERE english = ?", (english,))


def unpack_words(packed: str) -> dict[str, float]:
    """The words of a gloss, with weights, as the index keeps them."""
    parts = packed.split(" ")
    return dict(zip(parts[::2], map(float, parts[1::2]), strict=True))
