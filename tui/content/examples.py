"""Questions to begin with: only such as these very reports answer."""

from collections.abc import Callable, Iterable

from qa.model import Answer, Question, Status
from tui.content.wording import say

_MOST = 8
"""Places that are tried."""
_MANY = 50
"""Places from which on a question to all of them takes long."""


def answered(ask: Callable[[Question], Answer], places: Iterable[str]) -> tuple[str, ...]:
    """One question of each sort, asked of the place whose answer is the surest."""
    known = list(dict.fromkeys(filter(None, places)))
    written = [say("examples", place=place).split("\n") for place in known[:_MOST]]
    sorts = [list(dict.fromkeys(sort)) for sort in zip(*written, strict=True)]
    best = (_surest(ask, sort) for sort in sorts if len(sort) > 1 or len(known) < _MANY)
    return tuple(filter(None, best))


def _surest(ask: Callable[[Question], Answer], questions: Iterable[str]) -> str:
    """The question with the surest answer; empty if none is answered."""
    found = [(ask(Question(text)), text) for text in questions]
    sure = [(answer.confidence, text) for answer, text in found if answer.status is Status.ANSWERED]
    return max(sure, key=lambda pair: pair[0], default=(0.0, ""))[1]
