"""Tokens: the one place where text is cut, for the index and for questions alike.

Tokens are the single characters and the pairs of every Chinese run, the words of three characters
and more that jieba finds, and figures and Latin words as a whole. There are no stop words:
measure words carry the signal.

jieba reads its dictionary for half a second in every process. Here the dictionary lies in a SQLite
file in the user's cache folder, and a text brings in only the entries that begin like two of its
neighbouring characters; what jieba cuts stays the same.
"""

import atexit
import sqlite3
import sys
import warnings
from contextlib import closing, suppress
from functools import cache, lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from threading import Lock
from types import ModuleType

from platformdirs import user_cache_path

from qa import files
from qa.language.normalization import fold, han_runs, is_han
from qa.language.patterns import lazy_pattern

_ATOM = lazy_pattern(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)*|[a-zß-öø-ɏ]+"
)
_RULES = 1
"""Of cutting; counted up whenever `tokenize` gives something else for the same text."""
_LAYOUT = 1
"""Of the dictionary file; another layout lies in another file."""

_PAGE = 4096

_Entry = tuple[str, int, str]


def tokenize(text: str) -> list[str]:
    """The tokens of a text after folding, repeated as often as they stand in it.

    Their order is by sort (characters, pairs, words, the rest), not by place.
    """
    return list(_tokens(text))


@lru_cache(4096)
def _tokens(text: str) -> tuple[str, ...]:
    folded = fold(text)
    tokens: list[str] = []
    for run in han_runs(folded):
        tokens.extend(run)
        tokens.extend(map("".join, pairwise(run)))
    tokens.extend(word for word in words(folded) if len(word) > 2 and all(map(is_han, word)))
    tokens.extend(atom.replace(",", "") for atom in _ATOM.findall(folded))
    return tuple(tokens)


def words(text: str, search: bool = True) -> list[str]:
    """The words jieba cuts a text into; with `search` long words are followed into their parts.

    The text is cut as it stands: fold it first if it may hold traditional script.
    """
    jieba = _dictionary().cover(text).jieba
    return list(jieba.cut_for_search(text) if search else jieba.cut(text))


def known_words(text: str) -> list[str]:
    """The words of a text by the dictionary alone, without guessing at new ones."""
    return list(_dictionary().cover(text).jieba.cut(text, HMM=False))


def words_with_offsets(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as it stands, each with its start and end; together they tile it."""
    return list(_dictionary().cover(text).jieba.tokenize(text))


def is_word(word: str) -> bool:
    """Whether the dictionary holds the word."""
    return bool(_dictionary().cover(word).counts.get(word))


def pos(word: str) -> str | None:
    """The part of speech the dictionary gives: n, v, ns (place) and so on; None if unknown."""
    return _dictionary().cover(word).tags.get(word)


def segmenter() -> str:
    """Name and version of what cuts here; an index cut by another one cannot be asked."""
    return f"jieba {_jieba().__version__}, characters {_RULES}"


@cache
def _jieba() -> ModuleType:
    """The package, without its 70 ms for pkg_resources and without its syntax warnings."""
    spare = "pkg_resources" not in sys.modules
    if spare:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if spare:
            del sys.modules["pkg_resources"]
    return jieba  # type: ignore[no-any-return]


@cache
def _dictionary() -> "Dictionary":
    source = Path(_jieba().__file__ or "").with_name("dict.txt")
    name = f"jieba-{_jieba().__version__}-{source.stat().st_size}-{_LAYOUT}.sqlite3"
    return Dictionary(source, user_cache_path("yinju") / name)


class Dictionary:
    """jieba's dictionary, as much of it as the texts seen so far ask for.

    `counts` has jieba's own form: each beginning of a word is in it too, counted 0. `jieba` is a
    tokenizer of our own, so that other users of jieba in this process keep theirs.
    """

    def __init__(self, source: Path, stored: Path) -> None:
        self.counts: dict[str, int] = {}
        self.tags: dict[str, str] = {}
        self.jieba = _jieba().Tokenizer()
        self.jieba.FREQ, self.jieba.initialized = self.counts, True
        self._source, self._stored = source, stored
        self._known: set[str] = set()
        self._lock = Lock()
        self._file: sqlite3.Connection | None = None
        try:
            self._open()
        except (OSError, sqlite3.Error):
            self._hold_all()

    def cover(self, text: str) -> "Dictionary":
        """Itself, now with every entry that can stand in the text."""
        heads = {*text, *map("".join, pairwise(text))}
        if self._file and not heads <= self._known:
            with self._lock:
                self._bring(self._file, heads - self._known)
        return self

    def _open(self) -> None:
        """Opens the file, made anew if it is missing or damaged."""
        try:
            self._file, self.jieba.total = _open(self._stored)
        except sqlite3.Error:
            _store(*_parse(self._source), self._stored)
            self._file, self.jieba.total = _open(self._stored)
        atexit.register(self._file.close)

    def _bring(self, file: sqlite3.Connection, heads: set[str]) -> None:
        try:
            # Nothing else begins a word, and half a surrogate pair cannot be looked up.
            for head in filter(str.isprintable, heads):
                for row in file.execute("SELECT lines FROM entry WHERE head = ?", (head,)):
                    self._add(list(map(_split, row[0].split("\n"))))
        except (sqlite3.Error, ValueError):
            # Damaged within: this process holds all of it, the next one makes a new file.
            with suppress(OSError):
                self._stored.unlink(missing_ok=True)
            self._hold_all()
        self._known |= heads

    def _hold_all(self) -> None:
        self._file = None
        entries, self.jieba.total = _parse(self._source)
        self._add(entries)

    def _add(self, entries: list[_Entry]) -> None:
        self.counts.update((word, count) for word, count, _ in entries)
        self.tags.update((word, tag) for word, count, tag in entries if count)


def _split(line: str) -> _Entry:
    word, count, tag = line.split(" ")
    return word, int(count), tag


def _parse(source: Path) -> tuple[list[_Entry], int]:
    """Every word and every beginning of a word, in order, and the sum of the counts."""
    entries: dict[str, _Entry] = {}
    total = 0
    with source.open(encoding="utf-8") as lines:
        for word, count, tag in map(_split, map(str.rstrip, lines)):
            entries[word] = word, count, tag
            total += count
            for end in range(1, len(word)):
                entries.setdefault(word[:end], (word[:end], 0, ""))
    return [entries[word] for word in sorted(entries)], total


def _store(entries: list[_Entry], total: int, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with files.drafted(path) as draft, closing(sqlite3.connect(draft)) as file, file:
        file.execute(f"PRAGMA page_size = {_PAGE}")
        file.execute("CREATE TABLE entry (head TEXT PRIMARY KEY, lines TEXT) WITHOUT ROWID")
        file.executemany("INSERT INTO entry VALUES (?, ?)", _rows(entries))
        file.execute(f"PRAGMA user_version = {total}")


def _rows(entries: list[_Entry]) -> list[tuple[str, str]]:
    groups = groupby(entries, key=lambda entry: entry[0][:2])
    return [(head, "\n".join(f"{w} {n} {t}" for w, n, t in group)) for head, group in groups]


def _open(path: Path) -> tuple[sqlite3.Connection, int]:
    """The file, read-only, and the sum of the counts."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    file = sqlite3.connect(uri, uri=True, check_same_thread=False)
    total = file.execute("PRAGMA user_version").fetchone()[0]
    # SQLite notices a missing page, but not the missing half of the last one.
    if not total or path.stat().st_size % _PAGE:
        raise sqlite3.DatabaseError
    return file, total
