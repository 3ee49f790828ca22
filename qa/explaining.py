"""Explaining: how a question was read, what was found, and what each feature gave to the choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from qa.answering.citations import cite
from qa.answering.finding import Finding
from qa.extraction import Candidate, rank
from qa.extraction.score_features import shares_of
from qa.model import Answer, Citation, Query

_SHOWN = 10  # passages and candidates


@dataclass(frozen=True, slots=True)
class ExplainedCandidate:
    """A clause that may answer, and why it ranks where it does."""

    text: str
    citation: Citation
    score: float
    shares: tuple[tuple[str, float], ...]
    """What each feature added to the score; those that added nothing left out."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a question was read and what became of it."""

    query: Query
    passages: tuple[Citation, ...]
    """What retrieval found, best first."""
    candidates: tuple[ExplainedCandidate, ...]
    """Best first; of a comparison those of all its parts."""
    confidence_features: tuple[tuple[str, float], ...]
    """What the confidence in the best of them rests on."""
    answer: Answer


def explain(query: Query, findings: Sequence[Finding], answer: Answer) -> Explanation:
    """The explanation of an answer.

    Args:
        query: The question as it was read.
        findings: What was found for it, or for each part of a comparison.
        answer: What was said.
    """
    found = {p.number: p for finding in findings for p in finding.passages}
    passages = sorted(found.values(), key=lambda p: (-p.score, p.number))
    each = [finding.candidates for finding in findings]
    candidates = each[0] if len(each) == 1 else rank(chain.from_iterable(each))
    return Explanation(
        query,
        tuple(cite(passage, i) for i, passage in enumerate(passages[:_SHOWN], 1)),
        tuple(_explained(c, i) for i, c in enumerate(candidates[:_SHOWN], 1)),
        tuple(findings[0].features.items()) if findings else (),
        answer,
    )


def _explained(candidate: Candidate, number: int) -> ExplainedCandidate:
    return ExplainedCandidate(
        candidate.passage.sentence.text[slice(*candidate.span)],
        cite(candidate.passage, number, [candidate.span]),
        candidate.score,
        shares_of(candidate.features),
    )
