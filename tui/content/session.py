"""What outlives a screen: the reports, the conversations and the reader's taste."""

from pathlib import Path
from typing import NamedTuple

from qa.settings import Settings
from tui.content.conversations import Store
from tui.content.library import Library, Opening
from tui.content.memory import Memory


class Start(NamedTuple):
    """How the chat begins."""

    state: Path
    """The folder of conversations and memory."""
    question: str = ""
    """Asked as soon as the reports are open."""
    fresh: bool = False
    """Whether to begin a new conversation rather than go on with the last."""
    theme: str = ""
    """Wins over the remembered one."""
    config: Path | None = None
    """The folder of the reader's own keys and themes."""


class Session:
    """One run of the chat."""

    def __init__(self, opening: Opening, settings: Settings, start: Start) -> None:
        self.settings, self.start = settings, start
        self.start_question = start.question
        self.library = Library(opening)
        self.store = Store(start.state / "conversations")
        self.memory = Memory(start.state / "memory.json")

    def close(self) -> None:
        """Let go of what is open."""
        self.store.close()
        self.library.close()
