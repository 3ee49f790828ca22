"""What is wrong with the shipped lexicon: `python -m tools.lint_lexicon`, a line a fault.

A row must be one that a reviewer would sign: in order, saying something that nothing else says, and
no question. What a single question would hold is for the reviewer to see.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.language import resources
from qa.language.english_words import split, stem
from qa.language.normalization import is_han
from qa.query.bilingual_dictionary import Glosses
from qa.query.chinese_terms import TermReader
from qa.query.english_terms import read
from qa.query.lexicon import FOLDERS, STOPS, Lexicon, Row, compile_lexicon, open_lexicon, read_rows
from qa.query.synonyms import Synonyms

MOST = 7000
"""Rows of both languages together: more than that nobody reviews."""
SIZE = range(100, 801)
"""Rows of a file."""
_HEAD = ("# source: ", "# licence: ")
_QUESTION = re.compile(
    r"多少|几(?![乎何年次率])|什么|哪|谁|怎|啥|为何|\b(?:how|what|which|who|why)\b"
)
_SHORTEST_PART = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where."""

    path: Path
    line: int
    """From 1; 0 if it is the file as a whole."""
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Place:
    """A row where it stands."""

    path: Path
    line: int
    row: Row

    def fault(self, what: str) -> Fault:
        """A fault of this row."""
        return Fault(self.path, self.line, what)


def lint(paths: Sequence[Path]) -> Iterator[Fault]:
    """The faults of lexicon files that make up a lexicon, those of a file or a row first."""
    places = [Place(path, line, row) for path in paths for line, row in read_rows(path)]
    if len(places) > MOST:
        yield Fault(paths[0].parent, 0, f"{len(places)} rows in all, more than {MOST}")
    for path in paths:
        yield from _lint_file(path, [place for place in places if place.path == path])
    for place in places:
        yield from _lint_row(place)
    yield from _find_doubles(places)
    yield from _find_given_chinese(places)
    yield from _find_given_english(places)


def lint_stops(path: Path) -> Iterator[Fault]:
    """The faults of a list of stop phrases: those that a reader passes over without them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    phrases = {line: number for number, line in enumerate(lines, 1) if line and line[0] != "#"}
    lexicon = open_lexicon()
    for phrase, number in phrases.items():
        stops = compile_lexicon([], phrases.keys() - {phrase})
        reader = Synonyms(lexicon._replace(stops=Lexicon.load(stops).stops))
        terms = TermReader(reader, lambda _: False, lambda _: None).read(phrase)
        if len(phrase) > _SHORTEST_PART and not terms:
            yield Fault(path, number, f"{phrase} is made up of shorter ones")


def _lint_file(path: Path, places: Sequence[Place]) -> Iterator[Fault]:
    if len(places) not in SIZE:
        yield Fault(path, 0, f"{len(places)} rows, not {SIZE.start} to {SIZE.stop - 1}")
    text = path.read_text(encoding="utf-8")
    for word in _HEAD:
        if not re.search(rf"^{word}\S", text, re.MULTILINE):
            yield Fault(path, 0, f"the head has no line {word}")
    rows = [line for line in text.splitlines() if line and line[0] != "#"]
    for place, line, after in zip(places, rows, rows[1:], strict=False):
        if line >= after:
            yield place.fault("stands behind what it sorts before")


def _lint_row(place: Place) -> Iterator[Fault]:
    row = place.row
    if asked := next(filter(_QUESTION.search, row.asked), ""):
        yield place.fault(f"{asked} is shaped like a question")
    for words in (row.asked, row.written):
        if len(set(words)) < len(words):
            yield place.fault("holds a word twice")
    chinese = [any(map(is_han, word)) for word in row.asked]
    if not row.mutual and place.path.parent.name == "zh" and not all(chinese):
        yield place.fault("asks for a word that is not Chinese")
    if place.path.parent.name == "en" and (any(chinese) or row.mutual):
        yield place.fault("asks for a word that is not English")


def _find_doubles(places: Iterable[Place]) -> Iterator[Fault]:
    """Rows with an asked word of which another row says as much."""
    said: defaultdict[str, list[tuple[Place, set[str]]]] = defaultdict(list)
    for place in places:
        for asked, written in place.row.pairs():
            said[asked].append((place, {asked, *written}))
    for asked, rows in said.items():
        for one, words in rows:
            for other, more in rows:
                if one is not other and words <= more and not one.row.mutual:
                    where = f"{other.path.name}:{other.line}"
                    yield one.fault(f"{asked} is told no more than in {where}")


def _find_given_chinese(places: Sequence[Place]) -> Iterator[Fault]:
    """Asked words of which a part that is asked too gives all, but those that reports write."""
    given: defaultdict[str, set[str]] = defaultdict(set)
    for place in places:
        for asked, written in place.row.pairs():
            given[asked].update((asked, *written))
    in_reports = {word for place in places for word in place.row.written}
    for place in places:
        for asked in place.row.asked:
            parts = () if asked in in_reports or place.row.mutual else _parts(asked)
            if part := next((p for p in parts if given.get(p, set()) >= {*place.row.written}), ""):
                yield place.fault(f"{part} gives all that {asked} does")


def _parts(word: str) -> Iterator[str]:
    """What a Chinese word begins with; what it ends with may be cut together with the rest."""
    for size in range(_SHORTEST_PART, len(word) if all(map(is_han, word)) else 0):
        yield word[:size]


def _find_given_english(places: Sequence[Place]) -> Iterator[Fault]:
    """Asked phrases that are read the same without them: other rows or the dictionary give all."""
    phrases = [
        (place, asked, {stem(word.text) for word in split(asked)})
        for place in places
        for asked in place.row.asked
        if not any(map(is_han, asked))
    ]
    known = {word for place, *_ in phrases for word in place.row.written}
    glosses = Glosses.of(known)
    by_stem: defaultdict[str, list[tuple[Place, str, set[str]]]] = defaultdict(list)
    for entry in phrases:
        by_stem[min(entry[2])].append(entry)
    for place, asked, stems in phrases:
        near = (entry for key in stems for entry in by_stem[key] if entry[2] <= stems)
        rows = [Row((word,), other.row.written) for other, word, _ in near if word != asked]
        lexicon = Lexicon.load(compile_lexicon(rows))
        terms = read(asked, glosses, lambda _: True, lexicon).terms
        words = {word for term in terms for word in term.words}
        first = place.row.written[0] in (term.words[0] for term in terms)
        if first and words >= {*place.row.written}:
            yield place.fault(f"{asked} is read the same without this row")


def main() -> int:
    """The exit code; the faults go to stdout."""
    paths = [path for folder in FOLDERS for path in resources.find_files(folder)]
    faults = [*lint(paths), *lint_stops(resources.find_file(STOPS))]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
