"""The app: themes, keys of the reader's own, the palette, leaving."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import App
from textual.binding import Binding
from textual.notifications import Notify
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from qa.model import Asker
from qa.settings import Settings
from tui import contrast, textual_fixes
from tui.content import library
from tui.content.library import Opening, Progress
from tui.content.panes import HEIGHTS
from tui.content.session import Session, Start
from tui.content.wording import say
from tui.content.wrapping import shown, wrap_cells
from tui.messages import Furnished
from tui.screens.chat import ChatScreen

if TYPE_CHECKING:
    from textual.command import Provider

_HUNG_UP = 129
"""The exit code of a program whose terminal is gone: 128 and the number of the signal."""
_LOOK = 1.0
"""Seconds between two looks whether the terminal is still there."""
_TOAST = 60
"""Cells of a toast, if it is no wider than half of what its scrollbar leaves, as in Textual."""

_NEWS = 2
"""Toasts seen together that tell no fault."""


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
    VERTICAL_BREAKPOINTS = list(HEIGHTS)  # noqa: RUF012
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_DISPLAY = "^p"

    def __init__(self, session: Session) -> None:
        super().__init__()
        ScrollBar.renderer = _PlainBar
        textual_fixes.apply()
        self.title = "yinju"
        self.session = session
        self._early: list[events.Event] | None = []
        """What was typed before there was a prompt to take it; None once there is one."""

    def get_default_screen(self) -> Screen[Any]:
        """The chat."""
        return ChatScreen(self.session, self.size)

    def get_css_variables(self) -> dict[str, str]:
        """The colors of the theme, so that all of them can be read."""
        variables = super().get_css_variables()
        return variables | contrast.readable(variables)

    async def on_event(self, event: events.Event) -> None:
        """Keep back what is typed too early; Textual would drop it."""
        if self._early is not None and isinstance(event, events.Key | events.Paste):
            self._early.append(event)
        else:
            await super().on_event(event)

    @on(Furnished)
    async def _type_early(self) -> None:
        """Type what was typed too early, its Enter as a terminal sends it before it is set up."""
        early, self._early = self._early or (), None
        for event in early:
            line_end = isinstance(event, events.Key) and event.key == "ctrl+j"
            await super().on_event(events.Key("enter", "\r") if line_end else event)

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is written everywhere, those of the reader's keymap too: F11, ^b."""
        shown = super().get_key_display(binding)
        return shown.upper() if shown[:1] == "f" and shown[1:].isdecimal() else shown

    def on_mount(self) -> None:
        """Put on theme and keys, and notice when the reader changes the theme."""
        memory, start = self.session.memory, self.session.start
        if not (self.is_headless or self.is_web):
            self.set_interval(_LOOK, self._leave_with_terminal)
        if start.config:
            self._take_customs()
        wanted = start.theme or memory.kept.theme
        if wanted in self.available_themes:
            self.theme = wanted
        elif start.theme:
            names = say("list-mark").join(sorted(self.available_themes))
            self.notify(say("no-theme", name=wanted, names=names), timeout=12)
        self.watch(self, "theme", lambda theme: memory.keep(theme=theme), init=False)

    def _leave_with_terminal(self) -> None:
        """End where there is no terminal any more; what was asked and answered is on the disk."""
        if textual_fixes.is_hung_up():
            self.session.library.rest(1.0)
            os._exit(_HUNG_UP)

    def _take_customs(self) -> None:
        """Take keys and themes of the reader's own; what is wrong in them is said."""
        from tui import customs

        assert self.session.start.config
        found = customs.load(self.session.start.config)
        for theme in found.themes:
            self.register_theme(theme)
        self.set_keymap(found.keymap)
        for fault in found.faults:
            self.notify(fault, severity="error", timeout=12)

    def notify(self, message: str, *, markup: bool = False, **how: Any) -> None:  # noqa: ARG002
        """Say something in passing, as it stands and wrapped for Chinese."""
        width = min(_TOAST, self.size.width // 2 - 1) - 2  # the rest is padding
        lines = wrap_cells(shown(message), width)
        told = "\n".join(message[line.start : line.end].rstrip() for line in lines)
        super().notify(told, markup=False, **how)

    @on(Notify)
    def _make_room(self, event: Notify) -> None:
        """Take away what was said before: the same words, and of news all but the last."""
        told, before = event.notification, list(self._notifications)
        news = [one for one in before if one.severity == told.severity == "information"]
        for one in before:
            if one.message == told.message or one in news[: 1 - _NEWS]:
                del self._notifications[one]

    def action_help_quit(self) -> None:
        """Say how to leave; ^c is for copying."""
        self.notify(say("how-to-quit"))

    def action_command_palette(self) -> None:
        """Show the command palette."""
        from textual.command import CommandPalette

        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(CommandPalette(placeholder=say("palette-what")))

    def search_themes(self) -> None:
        """Choose a theme from a list."""
        from textual.command import CommandPalette
        from textual.theme import ThemeProvider

        self.push_screen(CommandPalette(providers=[ThemeProvider], placeholder=say("theme-what")))

    def on_unmount(self) -> None:
        """Close what is open."""
        self.session.close()


def make_app(opening: Opening, settings: Settings, start: Start) -> YinjuApp:
    """The app; the command, the tests and the pictures all make it here."""
    return YinjuApp(Session(opening, settings, start))


def open_engine(settings: Settings, progress: Progress, notify: library.Notify) -> Asker:
    """The opening of the real engine; its modules are loaded where it runs."""
    from qa.engine import Engine

    return Engine.open(settings, progress, notify)
