"""English word forms: the words of a text, one spelling for each, singulars and stems."""

import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from qa.language import resources
from qa.language.patterns import lazy_pattern

_SPELLING = "lexicon/spelling.tsv"
_WORD = lazy_pattern(r"\d+(?:,\d{3})+(?:\.\d+)?|[A-Za-zÀ-ÿ0-9]+(?:[.&'’][A-Za-zÀ-ÿ0-9]+)*")
_ENDING = lazy_pattern(r"(?:['’](?:s|re|ve|ll|d|m)|n['’]t)$")
_BRITISH = lazy_pattern(r"(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)")
_GLUE = " \t\n-\u2010\u2011\u2013/'’\"“”"


class Word(NamedTuple):
    """A Latin word or a number where it stands in a text."""

    text: str
    start: int
    end: int
    joined: bool
    """Nothing but blanks, hyphens and quotation marks part it from the word before."""


def split(text: str) -> Iterator[Word]:
    """The Latin words and numbers of a text in order; everything else is passed over."""
    last = -1
    for match in _WORD.finditer(text):
        start, end = match.span()
        joined = last >= 0 and not text[last:start].strip(_GLUE)
        yield Word(match.group(), start, end, joined)
        last = end


@cache
def _variants() -> dict[str, str]:
    return {row[0]: row[1] for row in resources.read_rows(_SPELLING, 2)}


@lru_cache(4096)
def normalise(word: str) -> str:
    """The word in small letters, without 's, in one spelling and in the singular."""
    bare = drop_ending(word.lower())
    variants = _variants()
    single = variants.get(bare) or _drop_plural(bare)
    return _BRITISH.sub("iz", variants.get(single, single))


def drop_ending(word: str) -> str:
    """The word without 's and its like."""
    return _ENDING.sub("", word)


def _drop_plural(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


@lru_cache(16384)
def stem(word: str) -> str:
    """The snowball stem of a word, the same for every spelling and inflection of it."""
    return str(_stemmer().stemWord(normalise(word)))


def basis() -> tuple[Path, ...]:
    """The files that decide what a stem is: what holds stems rests on them."""
    stemmer = (Path(folder, "english_stemmer.py") for folder in _stemmer_folders())
    return Path(__file__), resources.find_file(_SPELLING), *stemmer


@cache
def _stemmer_folders() -> list[str]:
    spec = find_spec("snowballstemmer")
    assert spec is not None
    return list(spec.submodule_search_locations or ())


@cache
def _stemmer():  # type: ignore[no-untyped-def]
    # The package's front imports thirty languages, 20 ms; its English module alone takes one.
    package = ModuleType("_snowball")
    package.__path__ = _stemmer_folders()
    sys.modules["_snowball"] = package
    return import_module("_snowball.english_stemmer").EnglishStemmer()
