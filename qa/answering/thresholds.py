"""Thresholds: the numbers that decide whether a thing is said, and beside what.

How sure an answer must be is fitted and lies in data/answering/confidence.json; these were tried by
hand on question suites and kept for what they gained.
"""

from typing import Final

UNKNOWN_NAME: Final = 0.6
"""What is left of the confidence if a question names what no report names: Shanghai Disneyland."""
NOT_BORNE_OUT: Final = 0.5
"""What is left of it if a detail is asked for and only what it is a detail of is told."""
NOT_MEASURED: Final = 0.4
"""What is left of it if what is told measures something else than what is asked for."""
NOT_OF_SORT: Final = 0.3
"""What is left of it if a thing of a sort is asked for and the sentence names none."""
BYLINE_SCORE: Final = 1.5
"""What retrieval would give where the place of the answer is known."""
MOST_SCORE: Final = 2.5
"""A question of light words is no surer for weighing little."""
FULL_WEIGHT: Final = 15
"""Weight of what is spoken of that is as telling as can be."""
CLEAR_MARGIN: Final = 0.5
"""Lead over the next candidate that is as clear as can be."""
HEADING: Final = 0.85
"""How much of a question a heading must speak of to vouch for its items."""
CELL: Final = 0.7
"""A cell of a comparison may be less sure than an answer: its place was asked of."""
SEVERAL: Final = 0.7
"""How sure the cells are that a question for several of a table names."""
NAMED_CELL: Final = 0.7
"""How sure a cell is whose row and column a question names word for word."""
NAMED_TELLING: Final = 0.35
"""How telling these names must be: a head of two characters beside a table that is not named."""
NAMED_MISSING: Final = 0.1
"""Share of the question above which it names something else besides."""
NAMED_LEAD: Final = 0.01
"""Lead over the next cell: without one it is any of several."""
NAMED_PLACE: Final = 0.75
"""A named place states a thing if it covers this much of what the best one does."""
NAMED_IF_ALIKE: Final = 0.5
"""The same if it has a figure of the same thing in the same unit."""
SURVEYED_PLACE: Final = 0.66
"""The same for a place that is one of all."""
SURVEYED_IF_SURE: Final = 0.5
"""The same if its cell is sure."""
SURE: Final = 0.6
"""The confidence from which a cell is sure."""
EDITION: Final = 0.9
"""Another report of a place says the same if it covers and fits this much of what the best does."""
NAME_TOLD: Final = 0.6
"""How well a place must speak of a name that is asked for, as a share of the best one."""
CELL_FIT: Final = 0.6
"""Share of the best fit of a unit: 31类问题 does not stand beside 474件纠纷."""
ALIKE: Final = 0.12
"""What each way in which two candidates measure alike adds to a score."""
ALIKE_PLAN: Final = 0.3
"""What it adds that both are plans or both are not: a target beside a result misleads."""
ALIKE_WORDS: Final = 0.5
"""What the same words around two figures add."""
CELLS_ALIGNED: Final = 8
"""From how many of the best cells what they tell of alike is chosen."""
MEANT: Final = 6
"""How many candidates of a cell may be what is meant."""
CLOSE: Final = 0.72
"""A passage this close to the best one is listed beside it."""
TOLD_BESIDE: Final = 0.85
"""How sure what answered the turn before makes what the next one asks of its sentence."""
BESIDE_FIT: Final = 0.5
"""How well that must fit the type asked for."""
BESIDE_EVIDENCE: Final = 0.9
"""How well it must fit and how much it must speak of the question, added up."""
BESIDE_MISSING: Final = 0.5
"""Share of the next question from which a thing that no report names is what it asks about."""
TOLD_TOGETHER: Final = 0.2
"""What it adds that two things asked in one breath stand in one sentence."""
TOLD_NEAR: Final = 0.1
"""The same for sentences next to each other."""
TOLD_TWICE: Final = -0.3
"""What it adds that one figure answers both."""
WHOLE: Final = 0.95
"""The share of the score of the best candidate at which a larger figure is the total."""
PLANNED: Final = 0.1
"""What a plan loses beside facts where places are set side by side and neither is asked for."""
