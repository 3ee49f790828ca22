"""The lexicon: what people write, in Chinese or English, and what reports write for it.

Its rows lie under data/lexicon; a user's own files, in the same form, are read behind them. All of
it is compiled once, into a file of the user's cache folder that is named by the content it was
made of, so that a start reads one file and parses none.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from qa.cache import keep
from qa.errors import SettingsError
from qa.language import english_words, resources
from qa.language.english_words import normalise, split, stem
from qa.language.normalization import fold, is_han
from qa.language.patterns import lazy_pattern
from qa.language.sorted_table import Pairs, SortedTable, pack
from qa.query.bilingual_dictionary import english_words as ordinary_words

FOLDERS = ("lexicon/en", "lexicon/zh")
STOPS = "lexicon/stopwords-zh.txt"
"""Where the data files of the lexicon lie."""
_ENGLISH, _CHINESE = (1.0, 0.1, 0.4), (0.8, 0.05, 0.5)
"""Weight of the first word written, what each later one weighs less, and the floor. A Chinese word
stands beside its own wording, which weighs 1."""

_INFLECTED = lazy_pattern(r"(?:(?<!e)(?:e[dr]|ers|est|ing)|ly)$")

_Words = dict[str, dict[str, float]]


class Row(NamedTuple):
    """A row of a lexicon file."""

    asked: tuple[str, ...]
    written: tuple[str, ...]
    """The likeliest first."""
    mutual: bool = False
    """Whether each of its words is asked for by each."""

    def pairs(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each word that is asked, with the other words that are written for it."""
        written = self.written + self.asked if self.mutual else self.written
        for word in written if self.mutual else self.asked:
            yield word, tuple(dict.fromkeys(other for other in written if other != word))


class Lexicon(NamedTuple):
    """The compiled lexicon, each table for a question of its own."""

    english: SortedTable
    chinese: SortedTable
    stops: SortedTable
    """Chinese phrases that say nothing."""
    stems: SortedTable
    """Of ordinary English words, whatever is known of them."""
    words: SortedTable
    """English words as they are spelled, in the singular: ordinary ones and all of the rows."""

    @classmethod
    def load(cls, data: bytes) -> "Lexicon":
        """The lexicon in bytes that `compile_lexicon` made."""
        return cls(*map(SortedTable, data.split(b"\n\n")))

    def translate(self, words: Sequence[str]) -> Pairs:
        """Chinese wordings of an English phrase by its words, where that fails by their stems."""
        return self.english.find(_exact_key(words)) or self.english.find(_loose_key(words))

    def knows(self, word: str) -> bool:
        """Whether a word is an ordinary English one."""
        return stem(word) in self.stems or bool(self.translate([word]))

    def spells(self, word: str) -> bool:
        """Whether an English word stands in the lexicon or the dictionary, spelled like this."""
        base = _INFLECTED.sub("", word)
        forms = (word,) if base == word else (word, base, base + "e")
        return any(normalise(form) in self.words for form in forms)


def open_lexicon(own: Sequence[Path] = ()) -> Lexicon:
    """The shipped lexicon with the user's own files, compiled if it has not been yet.

    Raises:
        SettingsError: A file cannot be read or a row of it is malformed.
    """
    shipped = [path for folder in FOLDERS for path in resources.find_files(folder)]

    def compiled() -> bytes:
        rows = (row for path in (*shipped, *own) for _, row in read_rows(path))
        return compile_lexicon(rows, resources.read_lines(STOPS), ordinary_words())

    data = keep("lexicon", _stamp([*shipped, *own]), compiled)
    return Lexicon.load(data)


def read_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a lexicon file with the numbers of their lines, from 1.

    Raises:
        SettingsError: The file cannot be read or a row is malformed.
    """
    for number, line in enumerate(_read_text(path).splitlines(), 1):
        if line.strip() and line[0] != "#":
            asked, _, written = line.strip().partition("\t")
            mutual = written.endswith("\t=")
            row = Row(_cells(asked), _cells(written.removesuffix("\t=")), mutual)
            if "" in row.asked + row.written or "\t" in "".join(row.written):
                raise SettingsError(
                    "{path}:{line}: write asked|asked, a tab, written|written,"
                    " and a tab and = for a mutual row",
                    path=path,
                    line=number,
                )
            yield number, row


def compile_lexicon(
    rows: Iterable[Row], stops: Iterable[str] = (), ordinary: Collection[str] = ()
) -> bytes:
    """The tables of a lexicon; the same for the same rows in any order.

    Args:
        rows: What people write and what reports write for it.
        stops: Chinese phrases that say nothing.
        ordinary: English words.
    """
    exact: _Words = defaultdict(dict)
    loose: _Words = defaultdict(dict)
    chinese: _Words = defaultdict(dict)
    stems: dict[str, str] = {}
    spelled = set(ordinary)
    for row in rows:
        for asked, written in row.pairs():
            if any(map(is_han, asked)):
                _add(chinese[fold(asked)], written, *_CHINESE)
            elif words := [word.text for word in split(asked)]:
                spelled.update(words)
                key = stems[_exact_key(words)] = _loose_key(words)
                _add(loose[key], written, *_ENGLISH)
                _add(exact[_exact_key(words)], written, *_ENGLISH)
    own = {key: words for key, words in exact.items() if words != loose[stems[key]]}
    ordinary_stems, words_spelled = map(stem, ordinary), map(normalise, spelled)
    tables = (loose | own, chinese, *map(_bare, (stops, ordinary_stems, words_spelled)))
    return b"\n\n".join(map(pack, tables))


def _bare(keys: Iterable[str]) -> _Words:
    return {key: {} for key in keys}


def _add(
    weights: dict[str, float], written: Sequence[str], best: float, step: float, least: float
) -> None:
    for place, word in enumerate(written):
        weights[word] = max(weights.get(word, 0.0), best - step * place, least)


def _exact_key(words: Sequence[str]) -> str:
    return "=" + " ".join(map(normalise, words))


def _loose_key(words: Sequence[str]) -> str:
    return " ".join(map(stem, words))


def _cells(text: str) -> tuple[str, ...]:
    return tuple(word.strip(" ") for word in text.split("|"))


def _read_text(path: Path) -> str:
    try:
        return _read_bytes(path).decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise SettingsError("{path}: not UTF-8 text; save it as UTF-8", path=path) from error


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError("{path}: cannot be read: {why}", path=path, why=error) from error


def _stamp(rows: Iterable[Path]) -> str:
    """Over the content of all that a compiled lexicon rests on."""
    digest = sha256()
    for path in (*rows, resources.find_file(STOPS), *english_words.basis(), Path(__file__)):
        data = _read_bytes(path)
        digest.update(b"%d\0" % len(data))
        digest.update(data)
    return digest.hexdigest()[:32]
