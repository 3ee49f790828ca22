"""Contrasts: words that tell two things of one sort apart, such as 4G and 5G, 审结 and 未审结.

A figure that stands with the other word of a pair is no answer, however much of the question is
spoken of around it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from qa.extraction.candidate import Candidate
from qa.extraction.cues import cue
from qa.extraction.term_matching import TermMatch
from qa.language import resources
from qa.language.normalization import fold, is_han
from qa.language.tokenization import known_words, pos
from qa.model import Contrast, Figure, Kind, Query
from qa.retrieval.passages import Passage, figures_in

Cells = Mapping[str, frozenset[int]]
"""The wordings of a row, each with the cells that it stands in."""

_QUESTIONS = 64  # of which it is kept whether they deny
_SORTS = frozenset("nbajm")
"""First letters of the tags of nouns, adjectives, abbreviations and numerals."""


def contrasts_of(query: Query) -> tuple[Contrast, ...]:
    """What tells the thing that a question asks for from others of its sort."""
    asked = fold(" ".join((query.text, *(term.words[0] for term in query.terms if term.words))))
    for word in query.excluded:
        asked = asked.replace(word, " ")
    found = [Contrast((), query.excluded)] if query.excluded else []
    for cells in _rows():
        named = [cells[word] for word in _words_in(asked, cells)]
        meant = frozenset[int]().union(*named)
        if named and (len(meant) == 1 or len(named) == 1):
            own = tuple(word for word, inside in cells.items() if inside & meant)
            found.append(Contrast(own, tuple(word for word in cells if word not in own)))
    return tuple(found)


def is_denied(query: Query) -> bool:
    """Whether a question is for what was not done or is not there."""
    return _asks_negated(query.text)


@lru_cache(_QUESTIONS)
def _asks_negated(text: str) -> bool:
    return bool(cue("asks_negated").search(text))


def is_of_other(query: Query, passage: Passage, clause: tuple[int, int], figure: Figure) -> bool:
    """Whether a figure is of another thing than asked for, as its own words tell.

    Args:
        query: The question, with its contrasts.
        passage: The sentence.
        clause: The clause that holds the figure, as offsets in the sentence.
        figure: In question.
    """
    if not query.contrasts:
        return False
    named = item_of(passage, clause, figure)
    return any(_excludes(contrast, named) for contrast in query.contrasts)


def item_of(passage: Passage, clause: tuple[int, int], figure: Figure) -> str:
    """The words of a clause that belong to a figure: from the one before to the noun behind it.

    A clause of one figure, or one that opens with it, has what stands behind it too: 6人通过考试.
    """
    text, figures = passage.folded, figures_in(passage, clause)
    start = max((f.end for f in figures if f.end <= figure.start), default=clause[0])
    if start == clause[0] and (len(figures) == 1 or figure.start == start):
        ends = (f.start for f in figures if f.start >= figure.end)
        end = min(ends, default=clause[1])
        return text[start : figure.end] + text[figure.end : end].partition("、")[0]
    behind = text.startswith((figure.of, "的" + figure.of), figure.end)
    return text[start : figure.end + (len(figure.of) + 1 if behind else 0)]


def was_added(passage: Passage, clause: tuple[int, int], figure: Figure) -> bool:
    """Whether a figure tells what came to be added, as its own words tell: 新增里程."""
    return bool(cue("added").search(item_of(passage, clause, figure)))


def is_of_neighbour(
    query: Query, passage: Passage, clause: tuple[int, int], figure: Figure
) -> bool:
    """Whether another figure of the clause is the one asked for: 粮食100万亩、蔬菜产量200万吨.

    Its own words speak of no term, name a thing of their own, and those of another one do.
    """
    if passage.folded.find("、", *clause) < 0 or len(figures := figures_in(passage, clause)) < 2:
        return False
    # What the talk lends is what all figures of the sentence are told of.
    own = [t for t in query.terms if not (t.measure or t.target or t.earlier)]
    words = [word for term in own for word in term.words]

    def speaks(one: Figure) -> bool:
        item = item_of(passage, clause, one)
        return any(word in item for word in words)

    if speaks(figure) or not any(map(speaks, figures)):
        return False
    before = item_of(passage, clause, figure).split(figure.text)[0]
    if figure.start > figures[0].start and cue("tells_of_before").match(before):
        return False
    return any(len(w) > 1 and (pos(w) or "")[:1] == "n" for w in known_words(before))


def are_apart(one: str, other: str) -> bool:
    """Whether two texts hold different words of one contrast: 受理 and 办结."""
    for cells in _rows():
        left, right = ([cells[word] for word in _words_in(t, cells)] for t in (one, other))
        if left and right and not frozenset().union(*left) & frozenset().union(*right):
            return True
    return False


def modified(query: Query) -> list[tuple[int, int]]:
    """The terms that stand right before another one and say of which sort it is: 二级, 医院.

    Returns:
        Their numbers in the query, from 0; none where no figure is asked for.
    """
    if not query.kind.wants_figure:
        return []
    sources = [term.source for term in query.terms]
    return [
        (at, at + 1)
        for at, (one, next_one) in enumerate(pairwise(sources))
        if is_han(one[0]) and is_han(next_one[0]) and one + next_one in query.text
    ]


def is_of_other_sort(
    query: Query,
    pairs: Sequence[tuple[int, int]],
    matches: Sequence[Sequence[TermMatch]],
    candidate: Candidate,
) -> bool:
    """Whether a clause has half of what is asked for beside another half: 三级医院 for 二级医院.

    Args:
        query: The question as it was read.
        pairs: Its terms that modify another one, as `modified` gave them.
        matches: Where each term stands in the sentence.
        candidate: Of the clause.
    """
    if not pairs:
        return False
    text, (start, end) = candidate.passage.folded, candidate.span
    lacks = [strength == 0 for strength in candidate.strengths]

    def is_beside(term: int, before: bool) -> bool:
        found = [m for m in matches[term] if start <= m.start and m.end <= end]
        # What stands before 执法证 in 行政执法证 is a part of what is asked for.
        whole = [m for m in found if not _tells_apart(text, m, found)]
        inside = (m for m in found if not any(_holds(other, m) for other in whole))
        words = (
            text[max(start, m.start - 2) : m.start] if before else text[m.end : min(end, m.end + 2)]
            for m in inside
        )
        return any(_is_sort(query, word) for word in words)

    return any(
        (lacks[modifier] and len(query.terms[modifier].source) > 1 and is_beside(head, before=True))
        or (lacks[head] and _is_counted(query, head) and is_beside(modifier, before=False))
        for modifier, head in pairs
    )


def _tells_apart(text: str, match: TermMatch, found: Sequence[TermMatch]) -> bool:
    """Whether a match begins with what tells sorts apart: 三级 of 三级医院, where 医院 is asked."""
    heads = (text[match.start : m.start] for m in found if _holds(match, m))
    return any(head in cells for head in heads for cells in _rows())


def _holds(match: TermMatch, other: TermMatch) -> bool:
    """Whether one match is a longer one around another."""
    longer = match.end - match.start > other.end - other.start
    return longer and match.start <= other.start and other.end <= match.end


def _is_counted(query: Query, term: int) -> bool:
    """Whether a term is what is counted: 厂房 in 改造老旧厂房多少个."""
    word = query.terms[term].source
    noun = (pos(word) or "n")[0] in _SORTS
    asked = cue("asks_number").matches(query.text)
    return noun and any(query.text.endswith(word, 0, number.start()) for number in asked)


def _is_sort(query: Query, word: str) -> bool:
    """Whether a word of two characters says of which sort a thing is and is not asked for."""
    known = (pos(word) or "")[:1] in _SORTS and word not in query.text
    return len(word) == 2 and all(map(is_han, word)) and known


def _excludes(contrast: Contrast, text: str) -> bool:
    found = _words_in(text, contrast.own + contrast.others)
    return bool(found) and not found & set(contrast.own)


def negates(query: Query, text: str) -> bool:
    """Whether a text denies what the question affirms, or the other way round."""
    if is_denied(query):
        denied = (match[1] for match in cue("denied").matches(query.text))
        return any(word in text for word in denied) and not cue("negation").search(text)
    if not cue("negation").search(text):
        return False
    return any(
        _stands_denied(word, text)
        for term in query.terms
        for word in term.words[:1]
        if word in text
    )


def tells_lack(query: Query, text: str) -> bool:
    """Whether a text denies and names the thing, where those are asked for that lack it."""
    if query.kind is not Kind.ACROSS or not cue("asks_lacking").search(query.text):
        return True
    named = any(fold(word) in text for term in query.terms for word in term.words)
    return named and bool(cue("negation").search(text))


def is_of_all(query: Query, text: str, clause: tuple[int, int]) -> bool:
    """Whether a clause tells of all where those left over or what there is to each is asked for.

    Args:
        query: The question.
        text: Of the sentence.
        clause: As offsets in it.
    """
    said = text[slice(*clause)]
    if cue("asks_left_over").search(query.text):
        return not (cue("negation").search(said) or cue("left_over").search(said))
    each = cue("asks_each").search(query.text)
    if each is None or each["of"] not in text:
        return False
    return each["of"] not in said and not cue("of_each").search(said)


def _stands_denied(word: str, text: str) -> bool:
    """Whether a word stands in a text and only with a negation before it."""
    starts = (match.start() for match in re.finditer(re.escape(word), text))
    return all(cue("negated").search(text, 0, start) for start in starts)


def _words_in(text: str, words: Iterable[str]) -> set[str]:
    """Which of some words a text holds; one that stands only inside a longer one does not count."""
    found = set()
    for word in sorted(filter(text.__contains__, words), key=len, reverse=True):
        if word in text:
            found.add(word)
            text = text.replace(word, " ")
    return found


@cache
def _rows() -> tuple[Cells, ...]:
    """The rows of the data file."""
    rows = []
    for row in resources.read_rows("extraction/contrasts.tsv", 2):
        cells = defaultdict[str, set[int]](set)
        for number, cell in enumerate(row):
            for word in fold(cell).split("|"):
                cells[word].add(number)
        rows.append({word: frozenset(numbers) for word, numbers in cells.items()})
    return tuple(rows)
