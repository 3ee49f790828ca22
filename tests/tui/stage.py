"""A chat on a screen that is only in memory, and what tests do with it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.keys import key_to_character
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList

from qa.settings import Settings
from tests.tui.capture import text_of
from tests.tui.fakes import FakeAsker, Opener
from tui.app import YinjuApp, make_app
from tui.content.conversations import Conversation
from tui.content.session import Start
from tui.screens.chat import ChatScreen

GROUPS = ("restore", "add", "open", "ask", "source", "find")
PATIENCE = 300
"""Seconds after which a scene hangs, on a machine that is as slow as may be."""
Pilot._wait_for_screen.__defaults__ = (PATIENCE,)  # its own 30 s are not enough on such a one
WIDE, NARROW = (120, 36), (60, 20)
_Found = TypeVar("_Found", bound=Widget)


@dataclass
class Stage:
    """An app that runs, its pilot and its engine."""

    app: YinjuApp
    pilot: Pilot[None]
    opener: Opener
    said: list[str]
    """All toasts; on the screen they go away in their own time."""

    @property
    def asker(self) -> FakeAsker:
        return self.opener.asker

    @property
    def chat(self) -> ChatScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ChatScreen)
        return screen

    @property
    def conversation(self) -> Conversation:
        assert self.chat.conversation
        return self.chat.conversation

    @property
    def text(self) -> str:
        """What is on the screen."""
        return text_of(self.app)

    def one(self, kind: type[_Found]) -> _Found:
        return self.app.screen.query(kind).first()

    async def settle(self) -> None:
        """Wait until nothing is under way: no work but what waits for the reader, no message."""
        quiet = 0
        while quiet < 2:
            await self.pilot.pause(0)  # till all that is there is done; it sleeps for nothing
            if self.app._exception:
                raise self.app._exception
            nodes = (self.app, *self.app.screen.walk_children(with_self=True))
            working = any(w.group in GROUPS and not w.is_finished for w in self.app.workers)
            busy = working or any(node.message_queue_size for node in nodes)
            quiet = 0 if busy else quiet + 1

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so that comes in its own time."""
        while not is_so():
            await self.pilot.pause(0.01)
            if self.app._exception:
                raise self.app._exception

    async def press(self, *keys: str) -> None:
        """Press keys, each when what the one before it did is done."""
        for key in keys:
            self.send(key)
            await self.settle()

    def send(self, *keys: str) -> None:
        """Press keys one on the other."""
        for key in keys:
            self.app.post_message(events.Key(key, key_to_character(key)))

    async def type(self, text: str) -> None:
        """Type a text at once."""
        self.send(*text)
        await self.settle()

    @property
    def listed(self) -> list[str]:
        """What the list in front offers."""
        shown = self.one(OptionList)
        return [str(shown.get_option_at_index(n).prompt) for n in range(shown.option_count)]

    async def ask(self, text: str) -> None:
        await self.type(text)
        await self.press("enter")


def play(
    scene: Callable[[Stage], Awaitable[None]],
    state: Path,
    size: tuple[int, int] = WIDE,
    opener: Opener | None = None,
    *,
    settle: bool = True,
    early: Iterable[Message] = (),
    **start: Any,
) -> None:
    """Run a scene on a fresh app whose conversations lie in `state`, as a rule once it is ready.

    What is `early` waits for the app before it is there.
    """

    async def run() -> None:
        opening = opener or Opener()
        settings = Settings(corpus=state / "corpus", index=state / "index")
        app = make_app(opening, settings, Start(state, **start))
        app.animation_level = "none"
        said = listen(app)
        for message in early:
            app.post_message(message)
        async with asyncio.timeout(PATIENCE), app.run_test(size=size, notifications=True) as pilot:
            stage = Stage(app, pilot, opening, said)
            if settle:
                await stage.settle()
            await scene(stage)

    asyncio.run(run())


def listen(app: YinjuApp) -> list[str]:
    """All that the app will say in toasts, which stay for as long as any scene."""
    said: list[str] = []
    notify = app.notify

    def heard(message: str, **how: Any) -> None:
        said.append(message)
        notify(message, **how | {"timeout": PATIENCE})

    app.notify = heard  # type: ignore[method-assign]
    return said


def staged(
    size: tuple[int, int] = WIDE, **start: Any
) -> Callable[[Callable[[Stage], Awaitable[None]]], Callable[[Path], None]]:
    """Make an ordinary test of a scene."""

    def wrap(scene: Callable[[Stage], Awaitable[None]]) -> Callable[[Path], None]:
        @wraps(scene)
        def test(tmp_path: Path) -> None:
            play(scene, tmp_path, size, **start)

        del test.__wrapped__  # pytest would look for a stage fixture
        return test

    return wrap
