"""The records that cross borders between stages; all frozen, none with behaviour of its own.

Offsets count characters (code points) from 0 and are half open. Those of a `Sentence` and of a
`Citation` point into `Report.text`; those of a `Figure`, a `Span` and a highlight point into the
text of their sentence.
"""

from qa.model.answers import Answer, Citation, Reason, ReasonCode, Row, Searched, Status
from qa.model.asker import Asker
from qa.model.figures import EVERY, Change, FigureFilter, StatedFigure
from qa.model.questions import LONGEST_QUESTION, Contrast, Kind, Query, Question, Term
from qa.model.reports import Cell, Figure, Page, Report, Sentence, Span

__all__ = [
    "EVERY",
    "LONGEST_QUESTION",
    "Answer",
    "Asker",
    "Cell",
    "Change",
    "Citation",
    "Contrast",
    "Figure",
    "FigureFilter",
    "Kind",
    "Page",
    "Query",
    "Question",
    "Reason",
    "ReasonCode",
    "Report",
    "Row",
    "Searched",
    "Sentence",
    "Span",
    "StatedFigure",
    "Status",
    "Term",
]
