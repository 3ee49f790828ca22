"""The seam with python-telegram-bot: its queue, but on disk, ordered by chat and bounded."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor

from bots.telegram_bot.polling.chat_queues import ChatQueues, Item
from bots.telegram_bot.polling.inbox import Inbox
from bots.telegram_bot.storage.store import StoreLost

_FRESH = 100  # updates kept in memory too; a longer line stands on disk only
_LOG = logging.getLogger(__name__)


class InboxQueue(asyncio.Queue[object]):
    """Puts onto disk, gets whose turn it is.

    The parent only ever holds what is just being handed over, which keeps its count of unfinished
    tasks, and with it `join`, right.
    """

    def __init__(self, inbox: Inbox, slots: int) -> None:
        """Lines up what a former run left.

        Args:
            inbox: Where updates are kept.
            slots: The most updates that are out at once.
        """
        super().__init__()
        self._inbox = inbox
        self._lanes = ChatQueues(slots)
        self._wake = asyncio.Event()
        self._signals: list[object] = []
        self._fresh: dict[int, Update] = {}
        self._recent: deque[int] = deque(maxlen=_FRESH)
        self._tasks: dict[int, asyncio.Task[Any]] = {}
        self._cancelled: set[int] = set()
        self.bot: Bot | None = None
        self.on_wait: Callable[[Update, int], Awaitable[None]] | None = None
        """Told of a question that has many before it, and how many."""
        for item in inbox.open_items():
            self._lanes.put(item)

    async def put(self, item: object) -> None:
        """Take an update in; never raises, for that would end polling without a word."""
        if not isinstance(item, Update):
            self._signals.append(item)
            self._wake.set()
            return
        await self.take_in([item])

    async def take_in(self, updates: Sequence[Update]) -> None:
        """Commit updates in one step and line up those that are new; never raises either."""
        new = [update for update in updates if update.update_id not in self._recent]
        if not new:
            return
        try:
            items = await self._inbox.add(new)
        except StoreLost:
            await asyncio.Event().wait()  # not confirmed: Telegram keeps it for the next start
            return
        self._recent.extend(update.update_id for update in new)
        by_id = {update.update_id: update for update in new}
        for item in items:
            await self._line_up(item, by_id[item.id])
        self._wake.set()

    async def _line_up(self, item: Item, update: Update) -> None:
        self._lanes.put(item)
        if len(self._fresh) < _FRESH:
            self._fresh[item.id] = update
        if self.on_wait and not item.quick:
            await self.on_wait(update, len(self._lanes))

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
        while item := self._lanes.take():
            if item.id in self._cancelled:
                self._pass_over(item.id)
                continue
            try:
                fresh = self._fresh.pop(item.id, None)
                return fresh or Update.de_json(self._inbox.body(item.id), self.bot)
            except Exception:  # whatever it is, it must not end the one who asks
                _LOG.exception("update %d cannot be read back and is left in the inbox", item.id)
                self._lanes.done(item.id)
        return None

    def _pass_over(self, id: int) -> None:
        self._cancelled.discard(id)
        self._fresh.pop(id, None)
        self._lanes.done(id)

    async def handle(self, id: int, work: Awaitable[Any]) -> None:
        """Do the work of an update and note that it is done; what is cut short stays open."""
        task = self._tasks[id] = asyncio.ensure_future(work)
        if id in self._cancelled:
            task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            if id not in self._cancelled:
                raise
        finally:
            del self._tasks[id]
        await self.finish(id, "done")

    async def cancel(self, lane: str, user: int, before: int) -> int:
        """How many questions of a person were cancelled, those that wait and the one at work."""
        held = (id for id in self._lanes.slow(lane) if id < before)
        ids = [id for id in held if self._inbox.waits_for(id, user)]
        await self._inbox.mark(ids, "done")
        self._cancelled.update(ids)
        for id in self._tasks.keys() & ids:
            self._tasks[id].cancel()
        return len(ids)

    async def finish(self, id: int, state: str) -> None:
        """Note that an update has been handled and let the next of its lane come."""
        with suppress(StoreLost):  # it may be handled again after the next start
            await self._inbox.mark([id], state)
        self._cancelled.discard(id)
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


class InOrderProcessor(BaseUpdateProcessor):
    """Handles an update and then notes that it is done; lanes have seen to the order."""

    def __init__(self, queue: InboxQueue, slots: int) -> None:
        """Works on behalf of the queue."""
        super().__init__(slots)
        self._queue = queue

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle one update; one that is cancelled stays in the inbox."""
        if isinstance(update, Update):
            await self._queue.handle(update.update_id, coroutine)
        else:
            await coroutine

    async def initialize(self) -> None:
        """Needs nothing."""

    async def shutdown(self) -> None:
        """Holds nothing."""
