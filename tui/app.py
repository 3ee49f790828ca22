"""The app: what outlives a screen, namely the engine, the conversation and the reader's taste."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from qa.settings import Settings
from tui.asking import Asker, Notify, Opening, Progress
from tui.content import memory
from tui.content.conversations import Store
from tui.content.wording import say
from tui.screens.chat import ChatScreen

if TYPE_CHECKING:
    from textual.command import Provider


@dataclass(frozen=True, slots=True)
class Start:
    """How the chat begins."""

    state: Path
    """The folder of conversations and memory."""
    lang: str = "zh"
    question: str = ""
    """Asked as soon as the reports are open."""
    fresh: bool = False
    """Whether to begin a new conversation rather than go on with the last."""
    theme: str = ""
    """Wins over the remembered one."""


def _commands() -> type[Provider]:
    from tui.commands import Commands

    return Commands


class _PlainBar(ScrollBarRender):
    # The eighths that end a bar are block characters of ambiguous width.
    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


class YinjuApp(App[None]):
    """The terminal chat."""

    CSS_PATH = "style.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_DISPLAY = "^p"

    def __init__(self, opening: Opening, settings: Settings, start: Start) -> None:
        super().__init__()
        ScrollBar.renderer = _PlainBar
        self.title = "yinju"
        self.opening, self.settings, self.start = opening, settings, start
        self.lang = start.lang
        self.asker: Asker | None = None
        self.store = Store(start.state / "conversations")
        self.conversation = self.store.new(say("unnamed", start.lang))
        self.remembered = memory.load(self._memory)

    @property
    def _memory(self) -> Path:
        return self.start.state / "memory.json"

    def get_default_screen(self) -> Screen[Any]:
        """The chat."""
        return ChatScreen(self.lang)

    def on_mount(self) -> None:
        """Put on the theme, and notice when the reader changes it."""
        wanted = self.start.theme or self.remembered.theme
        if wanted in self.available_themes:
            self.theme = wanted
        self.watch(self, "theme", lambda theme: self.remember(theme=theme), init=False)

    def remember(self, **changes: Any) -> None:
        """Keep something for the next start."""
        self.remembered = replace(self.remembered, **changes)
        memory.save(self._memory, self.remembered)

    def action_command_palette(self) -> None:
        """Show the command palette."""
        from textual.command import CommandPalette

        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(CommandPalette(placeholder=say("palette-what", self.lang)))

    def search_themes(self) -> None:
        """Choose a theme from a list."""
        from textual.command import CommandPalette
        from textual.theme import ThemeProvider

        words = say("theme-what", self.lang)
        self.push_screen(CommandPalette(providers=[ThemeProvider], placeholder=words))

    def on_unmount(self) -> None:
        """Close what is open."""
        self.store.close()
        if self.asker:
            self.asker.close()


def make_app(opening: Opening, settings: Settings, start: Start) -> YinjuApp:
    """The app; the command, the tests and the pictures all make it here."""
    return YinjuApp(opening, settings, start)


def open_engine(settings: Settings) -> Opening:
    """The opening of the real engine; its modules are loaded where it runs."""

    def opening(progress: Progress, notify: Notify) -> Asker:
        from qa.engine import Engine

        return Engine.open(settings, progress, notify)

    return opening
