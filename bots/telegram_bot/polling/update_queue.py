"""The way of an update: onto disk, into its chat's queue, to the handlers, closed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from telegram import Bot, Update

from bots.telegram_bot.polling.chat_queues import ChatQueues
from bots.telegram_bot.polling.inbox import Inbox
from bots.telegram_bot.storage.store import StoreLost

_FRESH = 100  # updates kept in memory too; what waits behind them stands on disk only
_HELD = 1.0  # seconds for which an update holds its slot
_LOG = logging.getLogger(__name__)
Handle = Callable[[Update], Awaitable[None]]


class UpdateQueue:
    """Takes updates in by polling or webhook and hands each out when it is its turn."""

    def __init__(self, inbox: Inbox, slots: int) -> None:
        """Lines up what a former run left.

        Args:
            inbox: Where updates are kept.
            slots: The most updates that are handled at once.
        """
        self._inbox = inbox
        self._queues = ChatQueues(slots)
        self._wake = asyncio.Event()
        self._fresh: dict[int, Update] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._cancelled: set[int] = set()
        self.on_wait: Callable[[Update, int], None] | None = None
        """Told of a question that has many before it, and how many."""
        for item in inbox.open_items():
            self._queues.put(item)

    async def take_in(self, updates: Sequence[Update]) -> None:
        """Commit updates in one step and line up those that are new.

        Raises:
            StoreLost: They could not be kept, and must not be confirmed.
        """
        if not updates:
            return
        by_id = {update.update_id: update for update in updates}
        for item in await self._inbox.add(updates):
            self._queues.put(item)
            if len(self._fresh) < _FRESH:
                self._fresh[item.id] = by_id[item.id]
            if self.on_wait and not item.quick:
                self.on_wait(by_id[item.id], len(self._queues))
        self._wake.set()

    async def run(self, bot: Bot, handle: Handle) -> None:
        """Hand out what may go, until cancelled; what has begun by then goes on."""
        while True:
            self._wake.clear()
            while update := self._next(bot):
                task = asyncio.create_task(self._work(update, handle))
                self._tasks[update.update_id] = task
            await self._wake.wait()

    def _next(self, bot: Bot) -> Update | None:
        while item := self._queues.take():
            if item.id in self._cancelled:
                self._pass_over(item.id)
                continue
            try:
                return self._fresh.pop(item.id, None) or Update.de_json(
                    self._inbox.body(item.id), bot
                )
            except StoreLost:
                return None
            except Exception as error:  # whatever it is, it must not end the one who asks
                why = type(error).__name__
                _LOG.error("update %d cannot be read back and stays (%s)", item.id, why)
                self._queues.done(item.id)
        return None

    def _pass_over(self, id: int) -> None:
        self._cancelled.discard(id)
        self._fresh.pop(id, None)
        self._queues.done(id)

    async def _work(self, update: Update, handle: Handle) -> None:
        """Handle an update and close it; what is cut short stays open, unless it is cancelled."""
        id = update.update_id
        timer = asyncio.get_running_loop().call_later(_HELD, self._release, id)
        try:
            await handle(update)
            with suppress(StoreLost):  # it may be handled again after the next start
                await self._inbox.finish(id)
        except asyncio.CancelledError:
            if id not in self._cancelled:
                raise
        finally:
            timer.cancel()
            self._cancelled.discard(id)
            del self._tasks[id]
            self._queues.done(id)
            self._wake.set()

    def _release(self, id: int) -> None:
        self._queues.release(id)
        self._wake.set()

    async def cancel(self, queue: str, user: int, before: int) -> int:
        """How many questions of a person were cancelled, those that wait and the one at work.

        Args:
            queue: Of the chat where he asked.
            user: Who asked.
            before: The update that cancels.
        """
        held = (id for id in self._queues.slow(queue) if id < before)
        ids = [id for id in held if self._inbox.waits_for(id, user)]
        await self._inbox.drop(ids)
        self._cancelled.update(ids)
        for id in self._tasks.keys() & ids:
            self._tasks[id].cancel()
        return len(ids)

    async def drain(self, seconds: float) -> int:
        """How many updates are left for the next start, once no more is done about them."""
        tasks = set(self._tasks.values())
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        left = [task for task in tasks if not task.done()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        return len(left)

    def came_at(self, id: int) -> float | None:
        """When an update that is being handled came in, in seconds since the epoch."""
        return self._queues.came_at(id)

    @property
    def waiting(self) -> int:
        """Updates that nobody has begun with."""
        return len(self._queues)

    @property
    def running(self) -> int:
        """Updates that are being handled."""
        return self._queues.out
