"""Who is asked: what a front end needs of an engine."""

from collections.abc import Iterator
from typing import Protocol

from qa.model.answers import Answer, Citation
from qa.model.figures import EVERY, FigureFilter, StatedFigure
from qa.model.questions import Question
from qa.model.reports import Report, Sentence


class Asker(Protocol):
    """Whoever answers questions about reports: `qa.engine.Engine`, or a stand-in."""

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports by id."""
        ...

    def ask(self, question: Question, top: int = 3) -> Answer:
        """The answer to a question, with at most `top` citations."""
        ...

    def search(self, question: Question, limit: int = 10) -> tuple[Citation, ...]:
        """The sentences that speak most of what a question names, best first."""
        ...

    def figures(self, wanted: FigureFilter = EVERY) -> Iterator[StatedFigure]:
        """The figures of the reports with where they stand, by report and offset."""
        ...

    def sentences(self, report: str) -> tuple[Sentence, ...]:
        """All pieces of a report in order.

        Raises:
            KeyError: There is no such report.
        """
        ...

    def close(self) -> None:
        """Closes what was opened for asking."""
        ...
