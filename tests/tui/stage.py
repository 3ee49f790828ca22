"""A chat on a screen that is only in memory, and what tests do with it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from qa.settings import Settings
from tests.tui.capture import text_of
from tests.tui.fakes import FakeAsker, Opener
from tui.app import YinjuApp, make_app
from tui.content.conversations import Conversation
from tui.content.session import Start
from tui.screens.chat import ChatScreen

GROUPS = ("restore", "add", "open", "ask", "source", "find")
WIDE, NARROW = (120, 36), (60, 20)
_Found = TypeVar("_Found", bound=Widget)


@dataclass
class Stage:
    """An app that runs, its pilot and its engine."""

    app: YinjuApp
    pilot: Pilot[None]
    opener: Opener

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
        """Wait until all workers but those that wait for the reader are done."""
        for _ in range(3):
            working = [w for w in self.app.workers if w.group in GROUPS]
            if working:  # none would mean all
                await self.app.workers.wait_for_complete(working)
            await self.pilot.pause()

    async def rest(self) -> None:
        """Wait until the screen stays as it is."""
        before = ""
        while before != (before := self.text):
            await self.settle()
            await self.pilot.pause(0.1)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def ask(self, text: str) -> None:
        await self.press(*text, "enter")


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
        for message in early:
            app.post_message(message)
        async with asyncio.timeout(60), app.run_test(size=size, notifications=True) as pilot:
            stage = Stage(app, pilot, opening)
            if settle:
                await stage.settle()
            await scene(stage)

    asyncio.run(run())


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
