"""Tokens: the one place where text is cut, for the index and for questions alike.

Tokens are the single characters and the pairs of every Chinese run, the words of three characters
and more that jieba finds, and figures and Latin words as a whole. There are no stop words:
measure words carry the signal.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, chain
from operator import add

from qa.language.normalization import fold, han_runs, is_han
from qa.language.patterns import lazy_pattern
from qa.language.segmentation.dictionary import open_dictionary
from qa.language.segmentation.segmenter import blocks

_ATOM = lazy_pattern(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)*|[a-zß-öø-ɏ]+"
)
_PROPER = ("nr", "ns", "nt", "nz")
_LONGER = 3
"""Characters of the shortest word that is a token; shorter ones are characters and pairs."""
_RULES = 1
"""Of cutting; counted up whenever `tokenize` gives something else for the same text."""


def tokenize(text: str) -> list[str]:
    """The tokens of a text after folding, repeated as often as they stand in it.

    Their order is by sort (characters, pairs, words, the rest), not by place.
    """
    return list(_tokens(text))


def short_tokens(text: str) -> list[str]:
    """The same without the words that jieba finds: to ask for the others takes no dictionary."""
    folded = fold(text)
    return [*_characters(folded), *_atoms(folded)]


def tokenize_lines(lines: Iterable[str]) -> list[str]:
    """The tokens of lines under each other, each of which may stand in many such texts."""
    by_sort = zip(*map(_tokens_by_sort, lines), strict=True)
    return list(chain.from_iterable(chain.from_iterable(by_sort)))


@lru_cache(4096)
def _tokens(text: str) -> tuple[str, ...]:
    folded = fold(text)
    return (*_characters(folded), *_longer(folded), *_atoms(folded))


@lru_cache(4096)
def _tokens_by_sort(text: str) -> tuple[tuple[str, ...], ...]:
    folded = fold(text)
    return tuple(_characters(folded)), tuple(_longer(folded)), tuple(_atoms(folded))


def _characters(folded: str) -> Iterator[str]:
    """The characters and the pairs of each Chinese run."""
    for run in han_runs(folded):
        yield from run
        yield from map(add, run, run[1:])


def _longer(folded: str) -> Iterator[str]:
    """Those of `words` that have three characters and more, all Chinese."""
    for block in blocks(folded, _LONGER):
        yield from _longer_of(block)


@lru_cache(16384)
def _longer_of(block: str) -> tuple[str, ...]:
    """The same of what stands between two marks, which reports say again and again."""
    dictionary = open_dictionary().cover(block)
    found = dictionary.segmenter.cut(block, _LONGER)
    parts = (part for word in found for part in dictionary.parts(word, _LONGER))
    return tuple(part for part in parts if all(map(is_han, part)))


def _atoms(folded: str) -> Iterator[str]:
    """The figures and the Latin words."""
    return (atom.replace(",", "") for atom in _ATOM.findall(folded))


def words(text: str, search: bool = True) -> list[str]:
    """The words jieba cuts a text into; with `search` each behind its parts that are words.

    The text is cut as it stands: fold it first if it may hold traditional script.
    """
    dictionary = open_dictionary().cover(text)
    cut = dictionary.segmenter.cut(text)
    return [part for word in cut for part in dictionary.parts(word)] if search else list(cut)


def known_words(text: str) -> list[str]:
    """The words of a text by the dictionary alone, without guessing at new ones."""
    return list(open_dictionary().cover(text).segmenter.cut_known(text))


def words_with_offsets(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as it stands, each with its start and end; together they tile it."""
    found = words(text, search=False)
    ends = accumulate(map(len, found))
    return [(word, end - len(word), end) for word, end in zip(found, ends, strict=True)]


def pos(word: str) -> str | None:
    """The part of speech the dictionary gives: n, v, ns (place) and so on; None if unknown."""
    dictionary = open_dictionary()
    return dictionary.tags.get(word) or dictionary.cover(word).tags.get(word)


def look_up(words: Iterable[str]) -> None:
    """Reads what the dictionary has of many words at once, before it is asked for each."""
    open_dictionary().cover("\n".join(words))  # which begins no word


def parts_of_speech(words: Collection[str]) -> dict[str, str]:
    """What `pos` says of many words, read at once; the unknown ones are left out."""
    look_up(words)
    tags = open_dictionary().tags
    return {word: tags[word] for word in words if word in tags}


def is_proper(word: str) -> bool:
    """Whether the dictionary knows a word for the name of a person, place, body or other thing."""
    return (pos(word) or "").startswith(_PROPER)


def segmenter() -> str:
    """What cuts here, and how; an index cut by another one cannot be asked."""
    return f"jieba {open_dictionary().total}, characters {_RULES}"
