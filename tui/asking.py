"""What the chat needs of an engine, and the messages by which workers report.

A worker touches no widget: it posts one of these messages, and handlers do the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from textual.message import Message

from qa.model import Answer, Question, Report, Sentence
from tui.content.conversations import Conversation

Progress = Callable[[int, int], None]
Notify = Callable[[str], None]


class Asker(Protocol):
    """An engine as far as the chat needs one; `qa.engine.Engine` is one."""

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports by id."""

    def ask(self, question: Question, top: int = 3) -> Answer:
        """The answer to a question."""

    def sentences(self, report: str) -> Sequence[Sentence]:
        """All pieces of a report in order."""

    def close(self) -> None:
        """Closes the index."""


Opening = Callable[[Progress, Notify], Asker]


@dataclass
class Opened(Message):
    """The reports are open."""

    asker: Asker


@dataclass
class Suggested(Message):
    """Questions to begin with are found."""

    examples: Sequence[str]


@dataclass
class Unopened(Message):
    """The reports cannot be opened, or a report cannot be added."""

    error: str


@dataclass
class Restored(Message):
    """The conversation of last time is read."""

    conversation: Conversation


@dataclass
class Elsewhere(Message):
    """The conversation of last time is open in another program."""


@dataclass
class Noted(Message):
    """The engine has a remark."""

    text: str


@dataclass
class Progressed(Message):
    """So much of the opening is done."""

    done: int
    total: int

    def can_replace(self, message: Message) -> bool:
        """Whether a newer one makes an older one idle."""
        return isinstance(message, Progressed)


@dataclass
class Answered(Message):
    """The engine has answered a turn."""

    conversation: Conversation
    turn: int
    answer: Answer


@dataclass
class Failed(Message):
    """Asking a turn failed; the error becomes part of it."""

    conversation: Conversation
    turn: int
    error: str


@dataclass
class Located(Message):
    """A place of a report, ready to be shown; offsets point into the report's text."""

    report: Report
    pieces: Sequence[Sentence]
    quote: tuple[int, int]
    highlights: Sequence[tuple[int, int]] = ()
