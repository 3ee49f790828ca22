"""English questions: their words in Chinese, the kind of answer they want and its unit."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from qa.language import resources, units
from qa.language.english_words import Word, drop_ending, normalise, split, stem
from qa.language.patterns import lazy_pattern
from qa.language.sorted_table import Pairs
from qa.model import Term
from qa.query import cues
from qa.query.bilingual_dictionary import Glosses
from qa.query.lexicon import Lexicon
from qa.query.spelling import correct_english

Counting = Callable[[str], tuple[str, ...]]

LONGEST = 6
"""Words of the longest phrase that is looked up as one."""

_ARTICLES = frozenset(("the", "a", "an"))
_YEAR = lazy_pattern(r"(?:19|20)\d\d")
_NUMBER = lazy_pattern(r"[\d.,]+")
_ACRONYM = lazy_pattern(r"\d|[A-Z].*[A-Z]|^[A-Z]$")
_SMALL = lazy_pattern(r"(?<![\w'’\-/.@])[a-z]{4,}(?![\w'’\-/@])")
_SECOND_BEST = 0.5
_SURE = 3.3  # what is known by its stem is mended only to a word of the reports, one letter longer
_SLIPS = 8  # words mended of one question: each takes 10 ms
_LISTED = 1.2  # a phrase of the lexicon wins over one of the dictionary that it overlaps


class Reading(NamedTuple):
    """What is known of the English words of a question."""

    terms: tuple[Term, ...]
    unread: tuple[str, ...]
    """Content words nothing is known of, as written but for 's."""


def read(
    text: str,
    glosses: Glosses,
    in_corpus: Callable[[str], bool],
    lexicon: Lexicon,
) -> Reading:
    """The terms of the English part of a question, and the words that could not be read.

    Args:
        text: The question without its place names; anything but Latin letters is passed over.
        glosses: The dictionary as the corpus has it.
        in_corpus: Whether the reports hold a string.
        lexicon: The compiled lexicon.
    """
    known = _Known(glosses, in_corpus, lexicon)
    terms: dict[tuple[str, ...], Term] = {}
    unread: dict[str, None] = {}
    for run in _split_runs(text):
        for words in _split_phrases(run, known):
            term = known.read(words)
            if term:
                terms.setdefault(term.words, term)
            elif not _NUMBER.fullmatch(words[0].text):
                unread[drop_ending(words[0].text)] = None
    return Reading(tuple(terms.values()), tuple(unread))


def mend(
    text: str,
    is_name: Callable[[str], bool],
    glosses: Glosses,
    in_corpus: Callable[[str], bool],
    lexicon: Lexicon,
) -> str:
    """A question with its misspelt English words mended, but for those that nothing is like.

    Args:
        text: The question; what has capitals, digits or hyphens stays.
        is_name: Whether a word names a place or a person of the reports.
        glosses: The dictionary as the corpus has it.
        in_corpus: Whether the reports hold a string.
        lexicon: The compiled lexicon.
    """
    for match in reversed(list(cues.cue("slurred").matches(text))):
        text = f"{text[: match.end() - 1]}'{text[match.end() - 1 :]}"
    known = _Known(glosses, in_corpus, lexicon)
    strange = (word for word in _SMALL.findall(text) if not (known.has(word) or is_name(word)))
    meant = {word: known.meant(word) for word in islice(dict.fromkeys(strange), _SLIPS)}
    return _SMALL.sub(lambda match: meant.get(match[0]) or match[0], text) if meant else text


class _Known(NamedTuple):
    """All that is known of words: the lexicon, the dictionary and the corpus itself."""

    glosses: Glosses
    in_corpus: Callable[[str], bool]
    lexicon: Lexicon

    def worth(self, words: Sequence[Word]) -> float:
        """What it is worth to read these words as one: below 0 if they are no known phrase."""
        texts = [word.text for word in words]
        if len(texts) == 1:
            return 0
        if all(map(is_idle, texts)):
            return -1
        if listed := self.lexicon.translate(texts):
            # A phrase that no report has is read word by word, if they have something for each.
            stands = any(self.in_corpus(written) for written, _ in listed)
            if stands or not all(map(self._stands, texts)):
                return (len(texts) - 1) * _LISTED
        ends = is_idle(texts[0]) or is_idle(texts[-1])
        return -1 if ends or not self.glosses.find(map(stem, texts)) else len(texts) - 1

    def _stands(self, word: str) -> bool:
        """Whether a word bears nothing, or the reports have a word for it."""
        listed = self.lexicon.translate([word])
        known = any(self.in_corpus(written) for written, _ in listed)
        return known or is_idle(word) or bool(self.glosses.find([stem(word)]))

    def read(self, words: Sequence[Word]) -> Term | None:
        """The term of a phrase or a word; none if nothing is known of it."""
        texts = [word.text for word in words]
        source = " ".join(texts)
        if _NUMBER.fullmatch(source):
            copied = self._copy(texts)
            return _make_term(source, copied, "question") if copied else None
        listed = self.lexicon.translate(texts)
        standing = tuple(pair for pair in listed if self.in_corpus(pair[0]))
        if standing:
            return _make_term(source, standing, "lexicon")
        # Copied words beat guesses: WeChat, PM2.5 and 12345 stand in the reports as they are.
        copied = () if listed else self._copy(texts)
        if copied:
            return _make_term(source, copied, "question")
        glossed = self.glosses.find(map(stem, texts))
        if listed:
            extra = tuple((word, weight * _SECOND_BEST) for word, weight in glossed if word[1:])
            return _make_term(source, listed + extra, "lexicon")
        if not glossed and source.islower():
            glossed = self.glosses.find_within(stem(source))
        return _make_term(source, glossed, "dictionary") if glossed else None

    def has(self, word: str) -> bool:
        """Whether a word is spelled as one that is known."""
        return is_idle(word) or self.lexicon.spells(word) or self.in_corpus(word)

    def meant(self, word: str) -> str | None:
        """The word that one which is not known is like."""
        # goverment has the stem of some word, as inventive has, which is no slip.
        return correct_english(word, self._likely, _SURE if self.lexicon.knows(word) else 0)

    def _likely(self, word: str) -> int:
        """How likely a word is meant by a misspelt one: 0 if it is none."""
        if is_idle(word):
            return 3
        if not self.lexicon.spells(word):
            return 0
        listed = self.lexicon.translate([word])
        if any(self.in_corpus(written) for written, _ in listed):
            return 3
        return 2 if self.glosses.find([stem(word)]) else 1

    def _copy(self, texts: Sequence[str]) -> Pairs:
        text = texts[0].replace(",", "")
        short = len(text) < 3 if _NUMBER.fullmatch(text) else not _ACRONYM.search(text)
        if len(texts) > 1 or (short and len(text) < 4):
            return ()
        forms = dict.fromkeys((text, text.lower(), text.upper()))
        return tuple((form, 1.0) for form in forms if self.in_corpus(form))[:1]


def _split_runs(text: str) -> Iterator[list[Word]]:
    """Stretches of words with nothing but blanks and hyphens between them, without articles."""
    run: list[Word] = []
    before = ""
    for word in split(text):
        if run and not word.joined:
            yield run
            run = []
        lower = word.text.lower()
        if lower not in _ARTICLES and f"{before}-{lower}" not in _idle_words():
            run.append(word)
        before = lower
    if run:
        yield run


def _split_phrases(run: Sequence[Word], known: _Known) -> Iterator[Sequence[Word]]:
    """The run cut so that as much of it as can be stands in known phrases; no idle words."""
    best = [(0.0, 1)] * (len(run) + 1)
    for at in reversed(range(len(run))):
        sizes = range(1, min(LONGEST, len(run) - at) + 1)
        best[at] = max((known.worth(run[at : at + n]) + best[at + n][0], n) for n in sizes)
    at = 0
    while at < len(run):
        words = run[at : at + best[at][1]]
        at += len(words)
        if len(words) > 1 or not (is_idle(words[0].text) or _YEAR.fullmatch(words[0].text)):
            yield words


def _make_term(source: str, pairs: Sequence[tuple[str, float]], origin: str) -> Term:
    best = dict(reversed(pairs))
    words = tuple(dict.fromkeys(word for word, _ in pairs))
    return Term(source, words, tuple(round(best[word], 3) for word in words), origin=origin)


@cache
def _idle_words() -> frozenset[str]:
    rows = resources.read_rows("lexicon/stopwords-en.txt")
    return frozenset(word for row in rows for word in row[0].split())


def is_idle(word: str) -> bool:
    """Whether a word bears no content in a question: the, which, have."""
    lower = word.lower().replace("’", "'")
    return lower in _idle_words() or normalise(lower) in _idle_words()


def answer_unit(text: str, counting: Counting | None = None) -> tuple[str, ...]:
    """The Chinese measure words that what is counted suggests, best first; empty if unknown.

    Args:
        text: The question without its place names.
        counting: Gives the measure words of an English noun by what it is in Chinese.
    """
    asked = cues.cue("counted_in_english").search(text)
    if not asked:
        return next((found for cue, found in units.asked_english() if cue.search(text)), ())
    words = _read_counted(text[asked.end() :])
    return tuple(dict.fromkeys((*_unit_of_head(words, counting), *_find_unit(words))))


def _unit_of_head(words: Sequence[str], counting: Counting | None) -> tuple[str, ...]:
    """The units of the last noun where only its Chinese has some: 河长 of village river chiefs."""
    tails = [" ".join(words[-size:]) for size in (3, 2, 1) if size <= len(words)]
    if counting is None or any(tail in _units() for tail in tails):
        return ()
    found = next(filter(None, map(counting, tails)), ())
    return tuple(unit for unit in found if units.unit_kind(unit) in units.COUNTING)


def unit_behind(text: str) -> tuple[str, ...]:
    """The same for the English word behind 多少 or 几 in a mixed question: 多少 money."""
    asked = cues.cue("amount_of_english").search(text)
    return _find_unit(_read_counted(text[asked.end() :])) if asked else ()


def _read_counted(text: str) -> list[str]:
    """The words that are counted: up to the verb or preposition that ends them."""
    words: list[str] = []
    for word in split(text):
        form = normalise(word.text)
        if not words and text[: word.start].strip():
            break
        if words and (not word.joined or (is_idle(word.text) and form not in _units())):
            break
        words.append(form)
        # What stands behind a plural is no noun: companies set up, but residents' questions.
        owns = text[word.end : word.end + 1] in ("'", "’")
        if form != word.text.lower() and not owns and _find_unit(words):
            break
    return words


def _find_unit(words: Sequence[str]) -> tuple[str, ...]:
    """The units of the last words that have some; a time before others tells of what sort it is."""
    for end in range(len(words), 0, -1):
        for size in (3, 2, 1):
            found = _units().get(" ".join(words[max(0, end - size) : end]))
            if found and not (end < len(words) and units.unit_kind(found[0]) == "time"):
                return found  # a second-level grid is no second
    return ()


@cache
def _units() -> dict[str, tuple[str, ...]]:
    return {
        " ".join(normalise(word.text) for word in split(noun)): found
        for noun, found in units.english_nouns().items()
    }
