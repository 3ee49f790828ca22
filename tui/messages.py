"""The messages by which workers report, and those of panes that are loaded late.

A worker touches no widget: it posts one of these, and handlers do the rest.
"""

from dataclasses import dataclass

from textual.message import Message

from qa.model import Answer
from tui.content.conversations import Conversation
from tui.content.quoting import Spot


class Furnished(Message):
    """All panes are there."""


class Opened(Message):
    """The reports are open."""


@dataclass
class Prepared(Message):
    """Questions to begin with are found, and places spelled in pinyin."""

    examples: tuple[str, ...]
    spellings: dict[str, str]


@dataclass
class Unopened(Message):
    """The reports cannot be opened."""

    error: str


@dataclass
class Added(Message):
    """What came of adding reports, or of taking one out."""

    taken: bool
    """Whether the corpus is another one now."""
    lines: tuple[str, ...]
    """What to say of it, and of what was not done."""


@dataclass
class Restored(Message):
    """The conversation of last time is read; None if another program has it open."""

    conversation: Conversation | None


@dataclass
class Doing(Message):
    """What is being done, in words; none once it is done."""

    words: str = ""

    def can_replace(self, message: Message) -> bool:
        """Whether a newer one makes an older one idle."""
        return isinstance(message, Doing)


@dataclass
class Answered(Message):
    """The engine has answered a turn, or asking failed with an error in words."""

    conversation: Conversation
    turn: int
    answer: Answer | str


@dataclass
class Wanted(Message):
    """The reader wants to see a citation, the same figure elsewhere, or a report as such."""

    spot: Spot


@dataclass
class Narrowed(Message):
    """The reader wants only a report asked, or no longer; empty means all."""

    report: str
