"""The seam with python-telegram-bot: its queue, but on disk, ordered by chat and bounded."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor

from bots.telegram_bot.inbox import Inbox
from bots.telegram_bot.lanes import Lanes
from bots.telegram_bot.store import StoreLost

_LOG = logging.getLogger(__name__)


class InboxQueue(asyncio.Queue[object]):
    """Puts onto disk, gets whose turn it is.

    The parent only ever holds what is just being handed over, which keeps its count of unfinished
    tasks, and with it `join`, right.
    """

    def __init__(self, inbox: Inbox, slots: int, on_lost: Callable[[str], None]) -> None:
        """Lines up what a former run left.

        Args:
            inbox: Where updates are kept.
            slots: The most updates that are out at once.
            on_lost: Called when the disk has failed for good.
        """
        super().__init__()
        self._inbox, self._on_lost = inbox, on_lost
        self._lanes = Lanes(slots)
        self._wake = asyncio.Event()
        self._signals: list[object] = []
        self.bot: Bot | None = None
        self.on_wait: Callable[[Update, int], Awaitable[None]] | None = None
        """Told of a question that has many before it, and how many."""
        for item in inbox.open_items():
            self._lanes.put(item)

    async def put(self, item: object) -> None:
        """Commit an update; never raises, for that would end polling without a word."""
        if not isinstance(item, Update):
            self._signals.append(item)
            self._wake.set()
            return
        try:
            added = await self._inbox.add(item)
        except StoreLost as error:
            self._on_lost(str(error))
            await asyncio.Event().wait()  # not confirmed: Telegram keeps it for the next start
            return
        if added:
            self._lanes.put(added)
            self._wake.set()
            if self.on_wait and not added.quick:
                await self.on_wait(item, len(self._lanes))

    async def get(self) -> Any:
        """The next update whose lane is free, or the signal to stop, which goes first."""
        while True:
            self._wake.clear()
            item = self._signals.pop() if self._signals else self._next()
            if item is not None:
                super().put_nowait(item)
                return super().get_nowait()
            await self._wake.wait()

    def _next(self) -> object | None:
        item = self._lanes.take()
        return Update.de_json(self._inbox.body(item.id), self.bot) if item else None

    async def finish(self, id: int, state: str) -> None:
        """Note that an update has been handled and let the next of its lane come."""
        try:
            await self._inbox.mark(id, state)
        except StoreLost as error:
            self._on_lost(str(error))
        self._lanes.done(id)
        self._wake.set()

    @property
    def waiting(self) -> int:
        """Updates that nobody has begun with."""
        return len(self._lanes)

    @property
    def running(self) -> int:
        """Updates that are being handled."""
        return self._lanes.out


class Turnstile(BaseUpdateProcessor):
    """Handles an update and then notes that it is done; lanes have seen to the order."""

    def __init__(self, queue: InboxQueue, slots: int) -> None:
        """Works on behalf of the queue."""
        super().__init__(slots)
        self._queue = queue

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle one update; one that is cancelled stays in the inbox."""
        await coroutine
        if isinstance(update, Update):
            await self._queue.finish(update.update_id, "done")

    async def initialize(self) -> None:
        """Needs nothing."""

    async def shutdown(self) -> None:
        """Holds nothing."""
