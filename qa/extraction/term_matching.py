"""Matching: where the terms of a question stand in a stretch of text, and how much that says.

A term weighs what its rarest wording tells (inverse document frequency); its wordings count as
one. A wording that stands nowhere as a whole may match in part: 条幅 has one character of 横幅.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa.extraction.cues import cue
from qa.extraction.weights import MATCHING
from qa.language.normalization import fold, is_han
from qa.language.tokenization import pos
from qa.model import Term

_SHORTEST_PART = 2  # characters of what names a thing or a part of it
_NOUN_TAGS = ("n", "vn", "j", "eng", "an", "s", "t", "b")


class WeightedTerm(NamedTuple):
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
    affirmed: bool = False
    """Whether it does not stand where it is denied: 审结 in 未审结."""


class TermMatch(NamedTuple):
    """A place where a term stands: offsets in the text, and its strength in (0, 1]."""

    start: int
    end: int
    strength: float


def weigh(
    terms: Sequence[Term], df: Callable[[str], int], total: int, affirmed: bool = False
) -> tuple[WeightedTerm, ...]:
    """The terms with their weights.

    Args:
        terms: Of a question.
        df: In how many sentences a wording stands.
        total: How many sentences there are.
        affirmed: Whether the question is only about what was done or is there.
    """
    return tuple(_weigh(term, df, total, affirmed) for term in terms)


def _weigh(term: Term, df: Callable[[str], int], total: int, affirmed: bool) -> WeightedTerm:
    counts = [df(word) for word in term.words]
    known = [c for c in counts if c]
    own = counts[0] or max(known, default=0)
    weight = _idf(own, total) * _term_type_weight(term, bool(known))
    weights = term.weights or (1.0,) * len(term.words)
    forms = tuple((fold(word), w) for word, w in zip(term.words, weights, strict=True))
    return WeightedTerm(
        term, weight, _due(term, bool(known)), bool(known), forms, _pieces(forms[0][0]), affirmed
    )


def _due(term: Term, known: bool) -> float:
    """How much of its weight a term is missed by where it does not stand."""
    if all(map(is_han, term.source)):
        return 1.0
    if not known:
        return 1.0 if term.source[0].isupper() else MATCHING.due_unread
    return (
        MATCHING.due_guess
        if term.origin == "dictionary"
        else 1.0
        if " " in term.source
        else MATCHING.due_word
    )


def balance(terms: Sequence[WeightedTerm], strengths: Sequence[float]) -> tuple[float, float]:
    """What the terms weigh that are spoken of, and that together with what is due of the rest.

    The first divided by the second is the share of a question that a text speaks of.
    """
    spoken = due = 0.0
    for (_, weight, missed, *_), strength in zip(terms, strengths, strict=True):
        spoken += weight * strength
        due += weight * missed * (1 - strength)
    return spoken, spoken + due or 1.0


def coverage_of(terms: Sequence[WeightedTerm], strengths: Sequence[float]) -> float:
    """The share of a question that is spoken of so well, 0 to 1."""
    if not any(strengths):
        return 0.0
    spoken, total = balance(terms, strengths)
    return spoken / total


def _pieces(word: str) -> tuple[str, ...]:
    """Pairs of characters of a word, single ones of a word of two; none of a figure or Latin."""
    if len(word) < 2 or not all(map(is_han, word)):
        return ()
    size = 2 if len(word) > 2 else 1
    return tuple(sorted({word[i : i + size] for i in range(len(word) - size + 1)}))


def _term_type_weight(term: Term, known: bool) -> float:
    """What a term counts by what sort of word it is and where it comes from."""
    origin = MATCHING.dictionary if term.origin == "dictionary" else 1.0
    if term.measure:
        return origin * MATCHING.measure
    word = term.source
    if not all(map(is_han, word)):
        return origin
    if len(word) == 1:
        return origin * MATCHING.one_character
    if cue("aspect").fullmatch(word[-1]) and not pos(word):
        return origin * (MATCHING.one_character if len(word) == 2 else MATCHING.verb)
    if (pos(word) or "n").startswith(_NOUN_TAGS):
        return origin
    return origin * (MATCHING.verb if known else MATCHING.unseen_verb)


def _idf(df: int, total: int) -> float:
    return math.log(1 + (total - df + 0.5) / (df + 0.5))


def find_matches(weighted: WeightedTerm, text: str) -> tuple[TermMatch, ...]:
    """Where a term stands in a folded text; whole wordings, else parts of the first one."""
    matches = []
    for word, strength in weighted.forms:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            other = start > 0 and cue("compound").match(text, start - 1, end)
            if not (weighted.affirmed and cue("negated").search(text, 0, start)):
                share = MATCHING.compound if other else 1.0
                matches.append(TermMatch(start, end, strength * share))
            start = text.find(word, start + 1)
    return tuple(matches) or (_parts(weighted.pieces, text) if weighted.pieces else ())


def _parts(pieces: Sequence[str], text: str) -> tuple[TermMatch, ...]:
    """Where pieces of a wording stand, if enough of them do."""
    strength = _strength_of_parts(pieces, text)
    if not strength:
        return ()
    places = sorted(at for at in map(text.find, pieces) if at >= 0)
    return tuple(TermMatch(at, at + len(pieces[0]), strength) for at in places)


def _strength_of_parts(pieces: Sequence[str], text: str) -> float:
    """What the pieces of a wording that stand in a text count; 0 if they are too few."""
    found = sum(map(text.__contains__, pieces))
    if not found:
        return 0.0
    pairs, share = len(pieces[0]) == 2, found / len(pieces)
    if share < (MATCHING.least_pairs if pairs else MATCHING.least_characters):
        return 0.0
    return MATCHING.part * share * (1.0 if pairs else MATCHING.part_of_two)


def told_apart(
    weighted: WeightedTerm, text: str, clauses: Sequence[tuple[int, int]]
) -> list[float]:
    """How well clauses speak of a term whose first part an earlier one of the sentence begins with.

    粮食播种面积96.8万亩,总产量43.15万吨 tells 粮食总产量: what all is of is said once.

    Args:
        weighted: The term, which stands nowhere in the text as a whole.
        text: Of the sentence, folded.
        clauses: Of the sentence.
    """
    said = [text[start:end] for start, end in clauses]
    found = [0.0] * len(said)
    for word, strength in weighted.forms:
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            topic, rest = word[:cut], word[cut:]
            at = next((i for i, clause in enumerate(said) if clause.startswith(topic)), len(said))
            for i in range(at + 1, len(said)):
                if said[i].startswith(rest):
                    found[i] = max(found[i], MATCHING.told_apart * strength)
    return found


def strength_in(weighted: WeightedTerm, text: str) -> float:
    """How well a folded text speaks of a term, from 0 to 1."""
    best = 0.0
    for word, strength in weighted.forms:
        if strength > best and word in text:
            best = strength
    return best or _strength_of_parts(weighted.pieces, text)


def best_within(
    hits: Sequence[TermMatch], clauses: Sequence[tuple[int, int]], starts: Sequence[int]
) -> list[float]:
    """The greatest strength among the hits inside each clause, 0 if none.

    Args:
        hits: Where a term stands.
        clauses: In order; none overlaps another.
        starts: Of the clauses.
    """
    best = [0.0] * len(clauses)
    for start, end, strength in hits:
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= clauses[at][1] and strength > best[at]:
            best[at] = strength
    return best
