"""The dictionary: jieba's words and its model, as much of them as is asked for.

jieba reads its dictionary for half a second in every process. Here it lies in an SQLite file in the
user's cache folder, and a text brings in only the entries that begin like two of its neighbouring
characters; what is cut by them stays the same.
"""

import atexit
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import cache
from itertools import groupby
from operator import add
from pathlib import Path
from threading import Lock

from platformdirs import user_cache_path

from qa import files
from qa.language.segmentation.jieba_tables import (
    Entry,
    find_dictionary,
    read_model,
    read_words,
    split,
)
from qa.language.segmentation.segmenter import START, STATES, Chances, Segmenter, after
from qa.resting import collector_at_rest

_LAYOUT = 2
"""Of the file; another layout lies in another file."""
_PAGE = 4096
_TOGETHER = 500
"""Beginnings of words that are asked for at once."""


@cache
def open_dictionary() -> "Dictionary":
    """The one that jieba brings; a process has it once."""
    source = find_dictionary()
    name = f"jieba-{source.stat().st_size}-{_LAYOUT}.sqlite3"
    return Dictionary(source, user_cache_path("yinju") / name)


class Dictionary:
    """A dictionary and jieba's model, as much of them as the texts seen so far ask for."""

    total: int
    """Of the counts of all words."""

    def __init__(self, source: Path, stored: Path) -> None:
        self.counts: dict[str, int] = {}
        """Of words; each beginning of a word is in it too, counted 0."""
        self.tags: dict[str, str] = {}
        self._chances: dict[str, Chances] = {}
        self._source, self._stored = source, stored
        self._known: set[str] = set()
        self._lock = Lock()
        self._file: sqlite3.Connection | None = None
        try:
            self._open()
        except (OSError, sqlite3.Error):
            self._hold_all()
        self.segmenter = Segmenter(self.counts, self.total, self._chances)

    def cover(self, text: str) -> "Dictionary":
        """Itself, now with every entry that can stand in the text."""
        covers = self._known.issuperset
        if self._file and not (covers(text) and covers(map(add, text, text[1:]))):
            with self._lock:
                self._bring(self._file, {*text, *map(add, text, text[1:])} - self._known)
        return self

    def parts(self, word: str, least: int = 2) -> Iterator[str]:
        """The words of two and three characters within a longer one, and itself.

        Args:
            word: To be looked through.
            least: Characters of the shortest part.
        """
        for size in range(least, 4):
            if len(word) > size:
                pieces = (word[at : at + size] for at in range(len(word) - size + 1))
                yield from filter(self.counts.get, pieces)
        yield word

    def _open(self) -> None:
        """Opens the file, made anew if it is missing or damaged."""
        try:
            self._file, self.total = _open(self._stored)
        except sqlite3.Error:
            with collector_at_rest():
                _store(self._stored, *read_words(self._source), read_model())
            self._file, self.total = _open(self._stored)
        atexit.register(self._file.close)
        self._bring(self._file, {START, *map(after, STATES)})

    def _bring(self, file: sqlite3.Connection, heads: set[str]) -> None:
        try:
            # Nothing else begins a word, and half a surrogate pair cannot be looked up.
            wanted = list(filter(str.isprintable, heads))
            for at in range(0, len(wanted), _TOGETHER):
                self._read(file, wanted[at : at + _TOGETHER])
        except (sqlite3.Error, ValueError):
            # Damaged within: this process holds all of it, the next one makes a new file.
            with suppress(OSError):
                self._stored.unlink(missing_ok=True)
            self._hold_all()
        self._known |= heads

    def _read(self, file: sqlite3.Connection, heads: Sequence[str]) -> None:
        among = f"IN ({', '.join('?' * len(heads))})"
        for (lines,) in file.execute(f"SELECT lines FROM entry WHERE head {among}", heads):
            self._add(list(map(split, lines.split("\n"))))
        for head, *chances in file.execute(f"SELECT * FROM chances WHERE at {among}", heads):
            self._chances[head] = dict(zip(STATES, chances, strict=True))

    def _hold_all(self) -> None:
        self._file = None
        lines, self.total = read_words(self._source)
        self._add(list(map(split, lines)))
        self._chances.update(read_model())

    def _add(self, entries: list[Entry]) -> None:
        self.counts.update((word, count) for word, count, _ in entries)
        self.tags.update((word, tag) for word, count, tag in entries if count)


def _store(path: Path, lines: list[str], total: int, model: Mapping[str, Chances]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with files.drafted(path) as draft, closing(sqlite3.connect(draft)) as file, file:
        file.execute(f"PRAGMA page_size = {_PAGE}")
        file.execute("CREATE TABLE entry (head TEXT PRIMARY KEY, lines TEXT) WITHOUT ROWID")
        file.executemany("INSERT INTO entry VALUES (?, ?)", _rows(lines))
        file.execute("CREATE TABLE chances (at TEXT PRIMARY KEY, b, e, m, s) WITHOUT ROWID")
        rows = ((at, *map(model[at].get, STATES)) for at in sorted(model))
        file.executemany("INSERT INTO chances VALUES (?, ?, ?, ?, ?)", rows)
        file.execute(f"PRAGMA user_version = {total}")


def _rows(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The lines of each beginning of two characters; a blank ends a word."""
    for head, group in groupby(lines, key=lambda line: line[:2].rstrip()):
        yield head, "\n".join(group)


def _open(path: Path) -> tuple[sqlite3.Connection, int]:
    """The file, read-only, and the sum of the counts."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    file = sqlite3.connect(uri, uri=True, check_same_thread=False)
    total = file.execute("PRAGMA user_version").fetchone()[0]
    # SQLite notices a missing page, but not the missing half of the last one.
    if not total or path.stat().st_size % _PAGE:
        raise sqlite3.DatabaseError
    return file, total
