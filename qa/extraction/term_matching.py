"""Matching: where the terms of a question stand in a stretch of text, and how much that says.

A term weighs what its rarest wording tells (inverse document frequency); its wordings count as
one. A wording that stands nowhere as a whole may match in part: 条幅 has one character of 横幅.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa.language.normalization import fold, is_han
from qa.language.patterns import lazy_pattern
from qa.language.tokenization import pos
from qa.model import Term

_PART = 0.45  # what a wording counts of which only pieces stand there
_LEAST_PAIRS, _LEAST_LONE = 0.3, 0.5  # share of its pieces that must stand there
_LONE_PART = 0.6
_MEASURE = 0.3  # the unit of a figure says the same as the name of the measure
_GUESS = 0.8  # the dictionary only guesses which of its words is meant
_LONE = 0.3  # a single character tells little
_VERB = 0.6  # people choose verbs freely, nouns less so
_UNSEEN_VERB = 0.25  # an everyday verb that no report knows tells next to nothing
# Of the phrases of the lexicon 95 in 100 stand in the sentence that answers, of its words 82, of
# those of the dictionary 30; what need not stand there is not missed.
_WORD, _GUESSED, _UNREAD = 0.75, 0.25, 0.3
_OTHER = 0.5  # what stands in a longer word that means something else: 组长 in 副组长
_COMPOUND = lazy_pattern("副|进出口")
_ASPECT = "了过好完成着"  # 贴了, 建成: a verb, whatever it is joined to
_NOUN_TAGS = ("n", "vn", "j", "eng", "an", "s", "t", "b")


@dataclass(frozen=True, slots=True)
class Weighted:
    """A term with what it weighs in this corpus, ready to be looked for."""

    term: Term
    weight: float
    due: float
    """How much of its weight it is missed by where it does not stand, from 0 to 1."""
    known: bool
    """Whether any of its wordings stands in the corpus."""
    forms: tuple[tuple[str, float], ...]
    """Its wordings, folded, with what each counts."""
    pieces: tuple[str, ...]
    """Parts of the first wording by which it may match if no wording stands whole."""


class Hit(NamedTuple):
    """A place where a term stands: offsets in the text, and its strength in (0, 1]."""

    start: int
    end: int
    strength: float


def weigh(terms: Sequence[Term], df: Callable[[str], int], total: int) -> tuple[Weighted, ...]:
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
    weights = term.weights or (1.0,) * len(term.words)
    forms = tuple((fold(word), w) for word, w in zip(term.words, weights, strict=True))
    return Weighted(term, weight, _due(term, bool(known)), bool(known), forms, _pieces(forms[0][0]))


def _due(term: Term, known: bool) -> float:
    """How much of its weight a term is missed by where it does not stand."""
    if all(map(is_han, term.source)):
        return 1.0
    if not known:
        return 1.0 if term.source[0].isupper() else _UNREAD
    return _GUESSED if term.origin == "dictionary" else 1.0 if " " in term.source else _WORD


def balance(terms: Sequence[Weighted], strengths: Sequence[float]) -> tuple[float, float]:
    """What the terms weigh that are spoken of, and that together with what is due of the rest.

    The first divided by the second is the share of a question that a text speaks of.
    """
    spoken = due = 0.0
    for term, strength in zip(terms, strengths, strict=True):
        spoken += term.weight * strength
        due += term.weight * term.due * (1 - strength)
    return spoken, spoken + due or 1.0


def _pieces(word: str) -> tuple[str, ...]:
    """Pairs of characters of a word, single ones of a word of two; none of a figure or Latin."""
    if len(word) < 2 or not all(map(is_han, word)):
        return ()
    size = 2 if len(word) > 2 else 1
    return tuple(sorted({word[i : i + size] for i in range(len(word) - size + 1)}))


def _manner(term: Term, known: bool) -> float:
    """What a term counts by what sort of word it is and where it comes from."""
    origin = _GUESS if term.origin == "dictionary" else 1.0
    if term.measure:
        return origin * _MEASURE
    word = term.source
    if not all(map(is_han, word)):
        return origin
    if len(word) == 1:
        return origin * _LONE
    if word[-1] in _ASPECT and not pos(word):
        return origin * (_LONE if len(word) == 2 else _VERB)
    if (pos(word) or "n").startswith(_NOUN_TAGS):
        return origin
    return origin * (_VERB if known else _UNSEEN_VERB)


def _idf(df: int, total: int) -> float:
    return math.log(1 + (total - df + 0.5) / (df + 0.5))


def find_hits(weighted: Weighted, text: str) -> tuple[Hit, ...]:
    """Where a term stands in a folded text; whole wordings, else parts of the first one."""
    hits = []
    for word, strength in weighted.forms:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            other = start > 0 and _COMPOUND.match(text, start - 1, end)
            hits.append(Hit(start, end, strength * (_OTHER if other else 1.0)))
            start = text.find(word, start + 1)
    return tuple(hits) or (_parts(weighted.pieces, text) if weighted.pieces else ())


def _parts(pieces: Sequence[str], text: str) -> tuple[Hit, ...]:
    """Where pieces of a wording stand, if enough of them do."""
    found = [(at, p) for p in pieces if (at := text.find(p)) >= 0]
    if not found:
        return ()
    size = len(pieces[0])
    share = len(found) / len(pieces)
    if share < (_LEAST_PAIRS if size == 2 else _LEAST_LONE):
        return ()
    strength = _PART * share * (1.0 if size == 2 else _LONE_PART)
    return tuple(Hit(at, at + size, strength) for at, _ in sorted(found))


def strength_in(weighted: Weighted, text: str) -> float:
    """How well a folded text speaks of a term, from 0 to 1."""
    best = 0.0
    for word, strength in weighted.forms:
        if strength > best and word in text:
            best = strength
    if best or not weighted.pieces:
        return best
    return max((h.strength for h in _parts(weighted.pieces, text)), default=0.0)


def best_within(hits: Sequence[Hit], start: int, end: int) -> float:
    """The greatest strength among the hits inside a stretch, 0 if none."""
    best = 0.0
    for a, b, strength in hits:
        if start <= a and b <= end and strength > best:
            best = strength
    return best
