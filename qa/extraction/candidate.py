"""The candidate: a clause that may answer, with all that speaks for it."""

from collections.abc import Callable
from typing import NamedTuple

from qa.extraction.score_features import Features
from qa.model import Figure
from qa.retrieval.passages import Passage


class Details(NamedTuple):
    """What is told of a candidate on a closer look; `Candidate` says what each means."""

    missing: float
    local_coverage: float
    before: float
    focus: tuple[int, int]
    figure: Figure | None


class Candidate(NamedTuple):
    """A clause that may answer."""

    passage: Passage
    clauses: tuple[tuple[int, int], ...]
    """All clauses of the sentence, as offsets in it."""
    at: int
    """Which of them this is, from 0."""
    coverage: float
    """Share of the question's weight that clause and surroundings speak of, 0 to 1."""
    fit: float
    """How well the clause fits the type of answer asked for, 0 to 1."""
    features: Features
    """What its score is made of."""
    score: float
    """The features, weighed; comparable among the candidates of one question."""
    strengths: tuple[float, ...]
    """How well the clause and its surroundings speak of each term."""
    shares: tuple[float, ...]
    """Share of the question's weight that each clause of the sentence speaks of, 0 to 1."""
    look: Callable[[], Details]
    """Looks at what only the few first candidates are asked for."""

    @property
    def missing(self) -> float:
        """Share of the weight of the heaviest term that is not spoken of, 0 to 1."""
        return self.look().missing

    @property
    def local_coverage(self) -> float:
        """Share of the question's weight that stands in the clause or the one before it, 0 to 1."""
        return self.look().local_coverage

    @property
    def before(self) -> float:
        """Share of the question's weight that the clause before it speaks of and it does not."""
        return self.look().before

    @property
    def focus(self) -> tuple[int, int]:
        """The figure asked for or the first term in the clause, as offsets in the sentence."""
        return self.look().focus

    @property
    def span(self) -> tuple[int, int]:
        """The clause, as offsets in its sentence."""
        return self.clauses[self.at]

    @property
    def figure(self) -> Figure | None:
        """The figure asked for, if the clause has one."""
        return self.look().figure
