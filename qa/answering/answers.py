"""Answers: what is said to a question, with its citations; or that the reports do not say.

A wrong answer costs more than a refusal, so an answer must rest on absolute evidence: the place
and year are covered, the type asked for is there, and enough of the question is spoken of.
"""

from collections.abc import Sequence

from qa.extraction import Candidate
from qa.extraction.answer_spans import piece_of
from qa.extraction.evidence import figures_in
from qa.extraction.multi_sentence import Piece
from qa.language.patterns import lazy_pattern
from qa.model import Answer, Citation, Query, Question, Reason, Status
from qa.retrieval.retriever import Passage
from qa.wording import lang_of, say

_NUMBER = lazy_pattern(r"\d+(?:\.\d+)?")
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
        sha256=report.sha256,
    )


def abstain(
    question: Question,
    query: Query,
    code: str,
    nearest: Sequence[Citation] = (),
    confidence: float = 0.0,
    **values: object,
) -> Answer:
    """The answer that there is none, with the reason in the words of the question's language.

    Args:
        question: As it came in.
        query: As it was read.
        code: Of the reason.
        nearest: The closest passages.
        confidence: What the best of them would have had.
        **values: What the wording of the reason names.
    """
    lang = question.lang or lang_of(question.text)
    reason = Reason(code, say(code, lang, **values), tuple(nearest))
    return Answer(question, Status.ABSTAINED, "", query, confidence=confidence, reason=reason)


def compose(
    question: Question,
    query: Query,
    candidates: Sequence[Candidate],
    pieces: Sequence[Piece],
    confidence: float,
    top: int,
) -> Answer:
    """The answer that the best candidate gives.

    Args:
        question: As it came in.
        query: As it was read.
        candidates: Best first, at least one.
        pieces: What the answer takes, from one sentence or several.
        confidence: How sure it is.
        top: The most citations beside those of the pieces.
    """
    citations = [cite(passage, i, [span]) for i, (passage, span) in enumerate(pieces, 1)]
    used = {passage.number for passage, _ in pieces}
    for candidate in _close(candidates):
        if len(citations) < max(1, top) and candidate.passage.number not in used:
            span = piece_of(query, candidate)
            citations.append(cite(candidate.passage, len(citations) + 1, [span]))
    return Answer(
        question,
        Status.ANSWERED,
        "；".join(passage.sentence.text[slice(*span)] for passage, span in pieces),
        query,
        figures=tuple((f, i) for i, p in enumerate(pieces, 1) for f in figures_in(*p)),
        citations=tuple(citations),
        confidence=confidence,
    )


def is_supported(answer: Answer) -> bool:
    """Whether every number of an answer stands in a cited sentence or names a place and year."""
    cited = " ".join(f"{c.text} {c.place} {c.year}" for c in answer.citations)
    asked = " ".join(map(str, answer.query.years))
    held = set(_NUMBER.findall(f"{cited} {asked}"))
    return set(_NUMBER.findall(answer.text)) <= held


def refuse(
    question: Question, query: Query, candidates: Sequence[Candidate], confidence: float
) -> Answer:
    """The answer that the reports do not say, with the nearest passages."""
    if not candidates:
        return abstain(question, query, "no-evidence")
    nearest = [cite(c.passage, i) for i, c in enumerate(_passages(candidates)[:3], 1)]
    return abstain(question, query, "not-stated", nearest, confidence)


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
