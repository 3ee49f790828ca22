"""Answers: what is said to a question, with its citations; or that the reports do not say.

A wrong answer costs more than a refusal, so an answer must rest on absolute evidence: the place
and year are covered, the type asked for is there, and enough of the question is spoken of.
"""

import math
from collections.abc import Sequence

from qa.extraction import Candidate
from qa.extraction.pieces import piece_of
from qa.extraction.evidence import figures_in
from qa.model import Answer, Citation, Figure, Kind, Query, Question, Reason, Status
from qa.retrieval import Passage

_CLOSE = 0.86  # a passage this close to the best one is listed beside it
LEAST_COVER = 0.5
LEAST_EVIDENCE = 0.3


def cite(passage: Passage, number: int, highlights: Sequence[tuple[int, int]] = ()) -> Citation:
    """The citation of a passage.

    Args:
        passage: To be quoted whole.
        number: From 1.
        highlights: What the answer takes from it, as offsets in the sentence.
    """
    report, sentence = passage.report, passage.sentence
    return Citation(
        number=number,
        report=report.id,
        place=report.place,
        year=report.year,
        title=report.title,
        section=sentence.section,
        ordinal=sentence.ordinal,
        text=sentence.text,
        start=sentence.start,
        end=sentence.end,
        highlights=tuple(highlights),
        score=round(passage.score, 4),
    )


def abstain(
    question: Question, query: Query, code: str, message: str = "", nearest: Sequence[Citation] = ()
) -> Answer:
    """The answer that there is none, with the reason."""
    reason = Reason(code, message, tuple(nearest))
    return Answer(question, Status.ABSTAINED, "", query, reason=reason)


def compose(question: Question, query: Query, candidates: Sequence[Candidate], top: int) -> Answer:
    """The answer that the best candidate gives, or that the reports do not say."""
    if not candidates:
        return abstain(question, query, "no-evidence")
    best = candidates[0]
    confidence = confidence_of(query, candidates)
    if not is_sure(query, best):
        nearest = [cite(c.passage, i) for i, c in enumerate(_passages(candidates)[:3], 1)]
        return abstain(question, query, "not-stated", nearest=nearest)
    piece = piece_of(query, best)
    chosen = _close(candidates)[: max(1, top)]
    citations = [cite(best.passage, 1, [piece])]
    for candidate in chosen[1:]:
        citations.append(cite(candidate.passage, len(citations) + 1, [piece_of(query, candidate)]))
    return Answer(
        question,
        Status.ANSWERED,
        best.passage.sentence.text[slice(*piece)],
        query,
        figures=tuple((f, 1) for f in _figures(best, piece)),
        citations=tuple(citations),
        confidence=confidence,
    )


def is_sure(query: Query, candidate: Candidate) -> bool:
    """Whether a candidate is evidence enough for an answer."""
    return candidate.cover >= LEAST_COVER and candidate.evidence >= LEAST_EVIDENCE


def confidence_of(query: Query, candidates: Sequence[Candidate]) -> float:
    """How sure the answer is, 0 to 1."""
    best = candidates[0]
    margin = best.score - next(
        (c.score for c in candidates if c.passage.number != best.passage.number), 0.0
    )
    return 1 / (1 + math.exp(-(8 * (best.cover - 0.6) + 2 * best.evidence + 3 * margin - 1)))


def _figures(candidate: Candidate, piece: tuple[int, int]) -> list[Figure]:
    return figures_in(candidate.passage, piece)


def _passages(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate of each sentence."""
    return list({c.passage.number: c for c in reversed(candidates)}.values())[::-1]


def _close(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate of every sentence that comes close to the best one."""
    best = candidates[0]
    ranked = sorted(_passages(candidates), key=lambda c: (-c.score, c.passage.number))
    return [
        c
        for c in ranked
        if c.score >= _CLOSE * best.score and c.passage.report.place == best.passage.report.place
    ]


LONG_KINDS = (Kind.WHY, Kind.HOW, Kind.LIST)
