"""Figures as a list: which are wanted, each with where it stands, and changes."""

from dataclasses import dataclass
from decimal import Decimal

from qa.model.answers import Citation
from qa.model.reports import Figure


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """What figures are wanted; what is empty narrows nothing, of several any will do."""

    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    """Of the reports."""
    units: tuple[str, ...] = ()
    """Measure words: 名, 元; 万元 is 元."""
    things: tuple[str, ...] = ()
    """What is counted has one of these in its name."""
    reports: tuple[str, ...] = ()
    """Ids."""
    sections: tuple[str, ...] = ()
    """A heading above holds one of these."""


EVERY = FigureFilter()
"""Narrows nothing."""


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure and the sentence or heading that states it."""

    figure: Figure
    source: Citation
    years: tuple[int, ...] = ()
    """The years that the sentence tells of, ascending."""
    plan: bool = False
    """Whether the sentence stands among plans and targets."""


@dataclass(frozen=True, slots=True)
class Change:
    """The same thing stated for two years."""

    earlier: StatedFigure
    earlier_year: int
    later: StatedFigure
    later_year: int
    difference: Decimal
    """In the unit of both."""
    growth: Decimal | None
    """In percent of the earlier value; None of shares and from nothing."""
