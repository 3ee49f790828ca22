"""Matching: where the terms of a question stand in a stretch of text, and how much that says.

A term weighs what its rarest wording tells (inverse document frequency); its wordings count as
one. A wording that stands nowhere as a whole may match in part: 条幅 has one character of 横幅.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.model import Term
from qa.text import fold, is_han
from qa.tokens import pos

_PART = 0.45  # what a wording counts of which only pieces stand there
_LONE = 0.3  # a single character tells little
_VERB = 0.6  # people choose verbs freely, nouns less so
_UNSEEN_VERB = 0.25  # an everyday verb that no report knows tells next to nothing
_NOUN_TAGS = ("n", "vn", "j", "eng", "an", "s")


@dataclass(frozen=True, slots=True)
class Weighted:
    """A term with what it weighs in this corpus."""

    term: Term
    weight: float
    known: bool
    """Whether any of its wordings stands in the corpus."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a term stands: offsets in the text, and its strength in (0, 1]."""

    start: int
    end: int
    strength: float


def weigh(
    terms: Sequence[Term], df: Callable[[str], int], total: int
) -> tuple[Weighted, ...]:
    """The terms with their weights.

    Args:
        terms: Of a question.
        df: In how many sentences a wording stands.
        total: How many sentences there are.
    """
    return tuple(_weigh(term, df, total) for term in terms)


def _weigh(term: Term, df: Callable[[str], int], total: int) -> Weighted:
    counts = [df(word) for word in term.words]
    known = [c for c in counts if c]
    own = counts[0] or max(known, default=0)
    weight = _idf(own, total) * _manner(term, bool(known))
    return Weighted(term, weight, bool(known))


def _manner(term: Term, known: bool) -> float:
    """What a term counts by what sort of word it is and where it comes from."""
    origin = {"history": 0.35, "dictionary": 0.8}.get(term.origin, 1.0)
    word = term.source
    if not all(map(is_han, word)):
        return origin
    if len(word) == 1:
        return origin * _LONE
    if (pos(word) or "n").startswith(_NOUN_TAGS):
        return origin
    return origin * (_VERB if known else _UNSEEN_VERB)


def _idf(df: int, total: int) -> float:
    return math.log(1 + (total - df + 0.5) / (df + 0.5))


def find_hits(term: Term, text: str) -> tuple[Hit, ...]:
    """Where a term stands in a folded text; whole wordings, else parts of the first one."""
    weights = term.weights or (1.0,) * len(term.words)
    hits = []
    for word, weight in zip(term.words, weights, strict=True):
        start = text.find(folded := fold(word))
        while start >= 0:
            hits.append(Hit(start, start + len(folded), weight))
            start = text.find(folded, start + 1)
    return tuple(hits) or _parts(term, text)


def _parts(term: Term, text: str) -> tuple[Hit, ...]:
    """Where pairs of characters of the term stand, or for two-character words single ones."""
    word = fold(term.words[0])
    if not all(map(is_han, word)) or len(word) < 2:
        return ()
    size = 2 if len(word) > 2 else 1
    pieces = {word[i : i + size] for i in range(len(word) - size + 1)}
    found = {p: text.find(p) for p in pieces if p in text}
    share = len(found) / len(pieces)
    if share < (0.3 if size == 2 else 0.5):
        return ()
    strength = _PART * share if size == 2 else _PART * share * 0.6
    return tuple(Hit(at, at + size, strength) for at in sorted(found.values()))


def best_within(hits: Sequence[Hit], start: int, end: int) -> float:
    """The greatest strength among the hits inside a stretch, 0 if none."""
    return max((h.strength for h in hits if start <= h.start and h.end <= end), default=0.0)
