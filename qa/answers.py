"""Answers: what is said to a question, with its citations; or that the reports do not say.

A wrong answer costs more than a refusal, so an answer must rest on absolute evidence: the place
and year are covered, the type asked for is there, and enough of the question is spoken of.
"""

from collections.abc import Sequence

from qa.confidence import confidence_of, features, threshold
from qa.extraction import Candidate
from qa.extraction.pieces import piece_of
from qa.extraction.evidence import figures_in
from qa.matching import Weighted
from qa.model import Answer, Citation, Figure, Query, Question, Reason, Status
from qa.retrieval import Passage

_CLOSE = 0.72  # a passage this close to the best one is listed beside it


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
    question: Question,
    query: Query,
    code: str,
    nearest: Sequence[Citation] = (),
    confidence: float = 0.0,
) -> Answer:
    """The answer that there is none, with the reason."""
    reason = Reason(code, "", tuple(nearest))
    return Answer(question, Status.ABSTAINED, "", query, confidence=confidence, reason=reason)


def compose(
    question: Question,
    query: Query,
    candidates: Sequence[Candidate],
    terms: Sequence[Weighted],
    top: int,
) -> Answer:
    """The answer that the best candidate gives, or that the reports do not say."""
    if not candidates:
        return abstain(question, query, "no-evidence")
    confidence = confidence_of(features(query, candidates, terms))
    if confidence < threshold():
        nearest = [cite(c.passage, i) for i, c in enumerate(_passages(candidates)[:3], 1)]
        return abstain(question, query, "not-stated", nearest, confidence)
    best = candidates[0]
    piece = piece_of(query, best)
    citations = [cite(best.passage, 1, [piece])]
    for candidate in _close(candidates)[1 : max(1, top)]:
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

