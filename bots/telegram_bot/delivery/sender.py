"""Sending, by one rule.

A thing is done when Telegram has it, has refused it for good, or when it was given up after hours,
with a record.

not connected, 401, 404, 409   nothing was sent: tried again after growing pauses
429                            tried again after the time asked for
5xx, no JSON, a dropped line   fate unknown: tried again after growing pauses, marked as such
400 about markup, topic, reply sent without what Telegram objects to
400 about anything else, 403   refused for good
the group has moved            sent to where it is now

Each chat has its own queue, in order, on disk. Whoever sends waits for the first attempt only, so
that a chat that cannot be reached holds nothing that another one needs.
"""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from aiolimiter import AsyncLimiter
from telegram import Bot

from bots.telegram_bot.delivery.faults import Fault, fault_of
from bots.telegram_bot.delivery.outbox import Entry, Outbox, Parcel
from bots.telegram_bot.delivery.posting import post
from bots.telegram_bot.metrics import Metrics
from bots.telegram_bot.storage.moving import moving
from bots.telegram_bot.storage.store import Statement, Store, StoreLost

_LOG = logging.getLogger(__name__)
_AT_ONCE = 0.8  # seconds that whoever sends waits for what is slow
_LONGEST_CALL = 30.0  # seconds
_PAUSES = (0.5, 60.0)  # seconds after the first failure, and at most
_HURRIED = (0.2, 3.0)  # the same for what is soon of no use
_LEAST_TRIES = 4  # before anything is given up, whatever the clock says
_LONGEST_REST = 86400.0  # seconds, whatever Telegram asks for
_MOST_MOVES = 3  # of a chat before it is tried as anything else is
_GROUP = (20, 60)  # messages into one group within so many seconds, Telegram's own limit
_POLL = 0.05


@dataclass(slots=True)
class _Delivery:
    """What is on its way to one chat."""

    worker: asyncio.Task[None]
    rests: bool = False
    """Whether it waits after a failure."""
    watchers: dict[int, "asyncio.Future[None]"] = field(default_factory=dict)

    def tell(self, ids: Sequence[int]) -> None:
        """Let those go on who wait for parcels."""
        for id in ids:
            watcher = self.watchers.pop(id, None)
            if watcher and not watcher.done():
                watcher.set_result(None)


class Sender:
    """Brings out what the outbox holds, chat by chat."""

    def __init__(
        self, bot: Bot, store: Store, metrics: Metrics, per_second: float, patience: float
    ) -> None:
        """Sends nothing yet.

        Args:
            bot: Through which to send.
            store: Where the outbox is.
            metrics: Told of all that happens.
            per_second: Messages over all chats; 0 for no limit.
            patience: Seconds after which a thing that could not be sent is given up.
        """
        self._bot, self._store, self._metrics = bot, store, metrics
        self.outbox = Outbox(store)
        self._patience = patience
        self._pace = AsyncLimiter(per_second, 1) if per_second else None
        self._paces: dict[int, AsyncLimiter] = {}
        self._deliveries: dict[str, _Delivery] = {}
        self._hurried: set[asyncio.Task[None]] = set()
        self.on_given_up: Callable[[Entry, str], Awaitable[None]] | None = None
        """Told of what was given up, and why."""
        self.on_moved: Callable[[int, int], Awaitable[None]] | None = None
        """Told of a group that has another number, before and after."""

    async def resume(self) -> None:
        """Go on with what a former run left."""
        await self.outbox.recover()
        for queue in self.outbox.open_queues():
            self._open(queue)

    async def put_off(self, parcel: Parcel, seconds: float) -> None:
        """Put a parcel on disk, to be sent after a while."""
        _, statements = self.outbox.put(parcel, due=time.time() + seconds)
        await self._store.write_all(statements)
        self._open(parcel.queue)

    async def send(self, parcel: Parcel, file: bytes = b"", also: Sequence[Statement] = ()) -> None:
        """Put a parcel on disk, in one step with what else there is to write, and send it.

        It returns once the parcel has arrived or was given up, or as soon as that takes longer.

        Raises:
            StoreLost: It could not be put on disk, and will not be sent.
        """
        is_sending = parcel.queue not in self._deliveries and self._has_room(parcel.chat)
        id, statements = self.outbox.put(parcel, file, is_sending=is_sending)
        await self._store.write_all([*also, *statements])
        delivery = self._open(parcel.queue)
        if delivery.rests:
            return
        delivery.watchers[id] = watcher = asyncio.get_running_loop().create_future()
        with suppress(TimeoutError):
            await asyncio.wait_for(watcher, _AT_ONCE)

    def wake(self, queue: str) -> None:
        """Send what has been put into a queue from elsewhere."""
        self._open(queue)

    def _open(self, queue: str) -> _Delivery:
        delivery = self._deliveries.get(queue)
        if delivery is None:
            delivery = self._deliveries[queue] = _Delivery(asyncio.create_task(self._work(queue)))
        return delivery

    async def _work(self, queue: str) -> None:
        """Send what is in a queue, one after the other, until it is empty."""
        delivery = self._deliveries[queue]
        try:
            while entry := self.outbox.first(queue):
                # A clock that was set back does not make the rest longer than it was to be.
                if (rest := entry.due - max(time.time(), entry.at)) > 0:
                    await self._rest(delivery, entry, rest)
                elif pause := await self._try(entry):
                    await self._rest(delivery, entry, pause)
                else:
                    delivery.tell([entry.id])
        except StoreLost:  # the end is near; what is on disk is sent after the next start
            delivery.rests = True
        finally:
            delivery.tell(list(delivery.watchers))
            if self._deliveries.get(queue) is delivery and not delivery.rests:
                del self._deliveries[queue]

    async def _rest(self, delivery: _Delivery, entry: Entry, seconds: float) -> None:
        delivery.rests = True
        delivery.tell(list(delivery.watchers))
        await asyncio.sleep(min(seconds, _LONGEST_REST))
        delivery.rests = False
        await self.outbox.hasten(entry.id)

    async def _try(self, entry: Entry) -> float:
        """Seconds after which a parcel is to be tried again; 0 if there is nothing to wait for."""
        await self._keep_pace(entry.parcel.chat)
        if not entry.is_sending:
            await self.outbox.begin(entry.id)
        try:
            async with asyncio.timeout(_LONGEST_CALL):
                message = await post(self._bot, entry.parcel, entry.file)
        except Exception as error:
            return await self._bear(entry, fault_of(error))
        await self._arrived(entry.id, entry.parcel, message)
        return 0

    async def _arrived(self, id: int, parcel: Parcel, message: int | None) -> None:
        shown: list[Statement] = []
        if message and parcel.turn is not None:
            values = (parcel.chat, message, parcel.turn)
            shown.append(("insert or replace into shown values(?, ?, ?)", values))
        await self.outbox.close(id, shown)
        self._metrics.count("sent")
        if parcel.may_be_there:
            self._metrics.count("resent")
        if parcel.came_at:
            self._metrics.observe("answer_seconds", time.time() - parcel.came_at)

    async def _bear(self, entry: Entry, fault: Fault) -> float:
        """Keep, mend or give up what could not be sent; seconds to wait until the next attempt."""
        self._metrics.count(f"failed_{fault.why}")
        if fault.moved_to and entry.tries < _MOST_MOVES:
            await self.outbox.postpone(entry.id, entry.parcel, 0.0, 1)
            await self.move(entry.parcel.chat, fault.moved_to)
            return 0
        mended = _mend(entry.parcel, fault)
        if mended != entry.parcel and not fault.may_have_arrived:
            await self.outbox.postpone(entry.id, mended, 0.0, 1)
            return 0
        if fault.is_final or self._is_too_old(entry):
            await self._give_up(entry, fault)
            return 0
        pause = fault.pause or min(_PAUSES[0] * 2 ** min(entry.tries, 10), _PAUSES[1])
        pause *= 1 + random.random() / 10  # so that not all chats come back at the same moment
        await self.outbox.postpone(entry.id, mended, time.time() + pause, 1)
        return pause

    def _is_too_old(self, entry: Entry) -> bool:
        return entry.tries + 1 >= _LEAST_TRIES and time.time() - entry.at > self._patience

    async def _give_up(self, entry: Entry, fault: Fault) -> None:
        _LOG.warning("an answer was given up (%s) %s", fault.why, fault.words)
        self._metrics.count(f"undelivered_{fault.why}")
        await self.outbox.give_up(entry, fault.why)
        if self.on_given_up:
            await self.on_given_up(entry, fault.why)

    async def move(self, old: int, new: int) -> None:
        """Carry over all that is kept of a group that has another number now."""
        await self._store.write_all(moving(old, new))
        if self.on_moved:
            await self.on_moved(old, new)
        for kind in ("chat", "news"):
            self._open(f"{kind} {new}")

    def _has_room(self, chat: int) -> bool:
        """Whether something could be sent to a chat at once."""
        return all(pace.has_capacity() for pace in self._paces_of(chat))

    async def _keep_pace(self, chat: int) -> None:
        for pace in self._paces_of(chat):
            await pace.acquire()

    def _paces_of(self, chat: int) -> list[AsyncLimiter]:
        if self._pace is None:
            return []
        if chat > 0:
            return [self._pace]
        return [self._paces.setdefault(chat, AsyncLimiter(*_GROUP)), self._pace]

    def hurry(self, call: Callable[[], Awaitable[object]], seconds: float) -> None:
        """Make a call that does no harm twice, and is of no use after some seconds."""
        task = asyncio.create_task(self._hurry(call, time.monotonic() + seconds))
        self._hurried.add(task)
        task.add_done_callback(self._hurried.discard)

    async def _hurry(self, call: Callable[[], Awaitable[object]], until: float) -> None:
        pause = _HURRIED[0]
        while True:
            try:
                async with asyncio.timeout(max(0.1, until - time.monotonic())):
                    await call()
                return
            except Exception as error:
                fault = fault_of(error)
            rest = max(pause, fault.pause)
            if fault.is_final or time.monotonic() + rest > until:
                self._metrics.count(f"missed_{fault.why}")
                return
            await asyncio.sleep(rest)
            pause = min(2 * pause, _HURRIED[1])

    async def drain(self, seconds: float) -> None:
        """Let what is on its way arrive, and leave the rest on disk."""
        until = time.monotonic() + seconds
        while self._is_busy() and time.monotonic() < until:
            await asyncio.sleep(_POLL)
        tasks = [one.worker for one in self._deliveries.values()] + list(self._hurried)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _is_busy(self) -> bool:
        return bool(self._hurried) or any(not one.rests for one in self._deliveries.values())

    @property
    def resting(self) -> int:
        """Chats that wait after a failure."""
        return sum(one.rests for one in self._deliveries.values())


def _mend(parcel: Parcel, fault: Fault) -> Parcel:
    """The parcel without what Telegram objects to, or marked if it may have arrived."""
    words = fault.words.lower()
    if fault.may_have_arrived and not parcel.edits:
        return replace(parcel, may_be_there=True)
    if "parse entities" in words and not parcel.is_plain:
        _LOG.error("our markup was refused: %s", fault.words)
        return replace(parcel, is_plain=True)
    if "thread not found" in words and parcel.thread:
        return replace(parcel, thread=None)
    if "repl" in words and "not found" in words and parcel.reply_to:
        return replace(parcel, reply_to=None)
    return parcel
