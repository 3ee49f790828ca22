"""The candidate: a clause that may answer, with all that speaks for it."""

from typing import NamedTuple

from qa.extraction.score_features import Features
from qa.model import Figure
from qa.retrieval.passages import Passage, figures_in


class Candidate(NamedTuple):
    """A clause that may answer."""

    passage: Passage
    clauses: tuple[tuple[int, int], ...]
    """All clauses of the sentence, as offsets in it."""
    at: int
    """Which of them this is, from 0."""
    coverage: float
    """Share of the question's weight that clause and surroundings speak of, 0 to 1."""
    missing: float
    """Share of the weight of the heaviest term that is not spoken of, 0 to 1."""
    local_coverage: float
    """Share of the question's weight that stands in the clause or the one before it, 0 to 1."""
    fit: float
    """How well the clause fits the type of answer asked for, 0 to 1."""
    features: Features
    """What its score is made of."""
    score: float
    """The features, weighed; comparable among the candidates of one question."""
    focus: tuple[int, int]
    """The figure asked for or the first term in the clause, as offsets in the sentence."""
    before: float
    """Share of the question's weight that the clause before it speaks of and it does not."""
    strengths: tuple[float, ...]
    """How well the clause and its surroundings speak of each term."""
    shares: tuple[float, ...]
    """Share of the question's weight that each clause of the sentence speaks of, 0 to 1."""

    @property
    def span(self) -> tuple[int, int]:
        """The clause, as offsets in its sentence."""
        return self.clauses[self.at]

    @property
    def figure(self) -> Figure | None:
        """The figure asked for, if the clause has one."""
        figures = figures_in(self.passage, self.span)
        return next((f for f in figures if (f.start, f.end) == self.focus), None)
