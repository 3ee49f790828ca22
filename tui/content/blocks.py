"""A turn as the blocks it is shown in: the screen, the clipboard and every export go by them.

What makes an answer honest stands here once: the narrowing, the reading, the remarks, and that the
nearest passages of a refusal do not answer.
"""

from collections.abc import Iterator
from typing import NamedTuple

from qa.model import Answer, Citation, Question, Status
from qa.render import clean, is_reply
from tui.content import labels
from tui.content.scoping import Scope
from tui.content.turns import Turn
from tui.content.wording import say


class Words(NamedTuple):
    """A paragraph."""

    role: str
    """question, reading, answer, refusal, reply, failure, pending, note, caveat or rating."""
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Where the figures of the answer stand."""


class Comparison(NamedTuple):
    """The rows of an answer, each with its citation."""

    answer: Answer


class Quotation(NamedTuple):
    """A citation, or a passage that is near and does not answer."""

    citation: Citation


Block = Words | Comparison | Quotation


def blocks(turn: Turn) -> tuple[Block, ...]:
    """The blocks of a turn, from the question down."""
    return tuple(_blocks(turn))


def _blocks(turn: Turn) -> Iterator[Block]:
    yield Words("question", asked(turn.question))
    if turn.answer:
        if not is_reply(turn.answer):
            yield Words("reading", labels.reading(turn.answer.query))
        yield _said(turn.answer)
        yield from (Words("note", clean(note)) for note in turn.answer.notes)
    elif turn.error:
        yield Words("failure", say("failed", error=turn.error))
    else:
        yield Words("pending", say("pending"))
    if turn.answer and turn.answer.status is not Status.ANSWERED and turn.citations:
        yield Words("caveat", say("nearest"))
    yield from map(Quotation, turn.citations)
    if turn.rating:
        yield Words("rating", say("rated-good" if turn.rating > 0 else "rated-bad"))


def asked(question: Question) -> str:
    """The question with what it was narrowed to."""
    scope = labels.told(Scope(question.places, question.years, question.kind))
    return question.text + (f"  [{scope}]" if scope else "")


def _said(answer: Answer) -> Words | Comparison:
    if answer.rows:
        return Comparison(answer)
    if answer.status is Status.ANSWERED:
        return Words("answer", answer.text, tuple(_figures(answer)))
    role = "reply" if is_reply(answer) else "refusal"
    return Words(role, answer.reason.message if answer.reason else "")


def _figures(answer: Answer) -> Iterator[tuple[int, int]]:
    """Where the figures stand in the answer, in their order."""
    at = 0
    for figure, _ in answer.figures:
        start = answer.text.find(figure.text, at)
        if start >= 0:
            at = start + len(figure.text)
            yield start, at
