"""The bot's life: opened, run until told to stop, stopped within the time of grace."""

import asyncio
import logging
import math
import signal
import time
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from bots.telegram_bot.access.allow_list import AllowList
from bots.telegram_bot.access.rate_limits import RateLimits
from bots.telegram_bot.application import KINDS, App, introduce, make_application, make_bot
from bots.telegram_bot.delivery.faults import fault_of
from bots.telegram_bot.delivery.sender import Sender
from bots.telegram_bot.engine_pool import EnginePool
from bots.telegram_bot.handlers.admission import is_allowed
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.metrics import Metrics
from bots.telegram_bot.polling.inbox import Inbox
from bots.telegram_bot.polling.poller import Poller
from bots.telegram_bot.polling.update_queue import UpdateQueue
from bots.telegram_bot.services import Services, conversation_of
from bots.telegram_bot.settings import BotSettings
from bots.telegram_bot.storage.store import NAME, Store, StoreLost
from bots.telegram_bot.storage.turns import Turns
from bots.telegram_bot.web import Web

_LOG = logging.getLogger(__name__)
_SWEEP = 3600.0  # seconds between two sweeps
_SAVE = 30.0  # seconds between two savings of the counters
_CHECK = 2.0  # seconds between two looks at the file of the store
_LONGEST_POLL = 10  # seconds
_MANY = 40  # questions waiting before people are told so
_TOLD = 60.0  # seconds for which being told once is enough
_SOON = 30.0  # seconds after which it is no use to tell that it is busy
_LONGEST_HELLO = 20.0  # seconds for one of them
_PAUSES = (0.5, 10.0)  # seconds between attempts to reach Telegram at the start


class Service:
    """One bot, from start to stop."""

    def __init__(self, settings: BotSettings, engine: EnginePool) -> None:
        """Opens the store; the rest comes with `run`."""
        self._settings, self._engine = settings, engine
        self._stop = asyncio.Event()
        self._why = ""
        self._told: dict[str, float] = {}
        self._bot = make_bot(settings)
        self._store = Store(settings.data / NAME, settings.store_patience, self.end)
        self._services = self._assemble()
        self._queue = self._services.queue
        self._queue.on_wait = self._tell_place
        self._poller = Poller(
            self._bot,
            KINDS,
            max(1, int(min(_LONGEST_POLL, (settings.silence or math.inf) / 4))),
            settings.server_patience,
            self.end,
        )
        self._web = Web(self._services, self._poller)

    def _assemble(self) -> Services:
        settings, store = self._settings, self._store
        inbox, metrics = Inbox(store), Metrics(store)
        sender = Sender(self._bot, store, metrics, settings.per_second, settings.delivery_patience)
        services = Services(
            settings, store, inbox, UpdateQueue(inbox, settings.slots), Turns(store),
            AllowList(store), self._engine, sender, metrics, RateLimits(settings.per_minute),
            self._bot,
        )  # fmt: skip
        sender.on_given_up, sender.on_moved = services.on_given_up, services.on_moved
        return services

    def end(self, why: str = "") -> None:
        """Ask the service to stop; a reason makes it a failure."""
        if why and not self._why:
            _LOG.error("stopping: %s", why)
        self._why = self._why or why
        self._stop.set()

    async def run(self) -> bool:
        """Whether the bot was stopped on purpose, once it has stopped."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            with suppress(NotImplementedError, AttributeError):  # Windows
                loop.add_signal_handler(getattr(signal, name), self.end)
        await self._engine.open()
        if await self._connect():
            app = make_application(self._bot)
            app.bot_data["services"] = self._services
            tasks = await self._start(app)
            await self._stop.wait()
            await self._shut(app, tasks)
        await self._bot.shutdown()
        self._engine.close()
        self._store.close()
        return not self._why

    async def _connect(self) -> bool:
        """Whether Telegram knows us; waits for a server that is away."""
        pause = _PAUSES[0]
        while not self._stop.is_set():
            try:
                await self._greet()
                return True
            except Exception as error:  # what a proxy answers may be anything
                name, fault = type(error).__name__, fault_of(error)
            if fault.is_final or fault.why == "unauthorized":
                self.end(f"Telegram refuses: {name}; check the token")
                return False
            _LOG.warning("Telegram cannot be reached, trying again: %s", name)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), max(pause, fault.pause))
            pause = min(pause * 2, _PAUSES[1])
        return False

    async def _greet(self) -> None:
        """Ask Telegram who we are, for no longer than it takes to be told to stop."""
        tasks = [asyncio.create_task(what) for what in (self._bot.initialize(), self._stop.wait())]
        done, _ = await asyncio.wait(
            tasks, timeout=_LONGEST_HELLO, return_when=asyncio.FIRST_COMPLETED
        )
        for task in tasks:
            task.cancel()
        if tasks[0] not in done:
            raise TimeoutError
        tasks[0].result()

    async def _start(self, app: App) -> list[asyncio.Task[None]]:
        self._web.start()  # first: its port may be taken
        await app.initialize()
        await self._services.sender.resume()
        works: list[Coroutine[Any, Any, None]] = [
            self._queue.run(self._bot, app.process_update),
            self._listen(),
            self._keep_house(),
            self._watch(),
            introduce(self._bot, self._store),
        ]
        if self._settings.is_open:
            _LOG.warning("open to everyone: name users or chats in the settings to close it")
        _LOG.info("ready as @%s, %d updates waiting", self._bot.username, self._queue.waiting)
        return [asyncio.create_task(self._guarded(work)) for work in works]

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        """Do a work that is to last; whatever ends it ends the bot, loudly."""
        try:
            await work
        except StoreLost:
            pass  # the store has said so, and asked for the end
        except Exception as error:
            _LOG.exception("a part of the bot has failed")
            self.end(f"a part has failed: {type(error).__name__}")

    async def _listen(self) -> None:
        """Take updates in; while the server is away this goes on trying."""
        try:
            if self._settings.webhook:
                await self._web.announce(self._bot, KINDS)
            else:
                await self._poller.run(self._queue.take_in)
        except TelegramError as error:
            self.end(f"Telegram refuses: {type(error).__name__}; check the token and the webhook")

    async def _watch(self) -> None:
        """End a bot that hears nothing, so that whoever started it can start it anew.

        While the whole network is away a fresh start would not help, and it waits: silence counts
        once Telegram answers all but polling, for which half the time is left.
        """
        half, heard_since = self._settings.silence / 2, math.inf
        while half and not self._settings.webhook:
            await asyncio.sleep(half / 8)
            deaf = self._poller.silence > half and await self._is_heard()
            heard_since = min(heard_since, time.monotonic()) if deaf else math.inf
            if time.monotonic() - heard_since >= half:
                self.end(f"for {self._poller.silence:.0f} s Telegram answered, but not to polling")

    async def _is_heard(self) -> bool:
        try:
            async with asyncio.timeout(self._settings.silence / 4):
                await self._bot.get_me()
        except (TelegramError, TimeoutError):
            return False
        return True

    async def _keep_house(self) -> None:
        """Look after the file: is it there, are the counters in it, what is old in it."""
        swept = saved = -math.inf
        while True:
            now = time.monotonic()
            self._store.check()
            if now - saved > _SAVE:
                await self._save()
                saved = now
            if now - swept > _SWEEP:
                for part in (self._services.inbox, self._services.turns, self._services.allow_list,
                             self._services.sender.outbox):  # fmt: skip
                    await part.sweep()
                swept = now
            await asyncio.sleep(_CHECK)

    async def _save(self) -> None:
        if statements := self._services.metrics.saving():
            await self._store.write_all(statements)

    def _tell_place(self, update: Update, ahead: int) -> None:
        """Tell who asks that many others are before him; not more than once a minute."""
        message, user = update.message, update.effective_user
        if message is None or user is None or ahead < _MANY or message.chat.type != "private":
            return
        if not is_allowed(self._services, update):
            return
        now, place = time.monotonic(), conversation_of(message, user.id)
        if now - self._told.get(place, -_TOLD) < _TOLD:
            return
        self._told = {t: at for t, at in self._told.items() if now - at < _TOLD} | {place: now}
        html = escape(say("busy", self._services.lang(user), ahead=ahead))

        async def tell() -> None:
            await self._bot.send_message(
                message.chat_id, html, parse_mode="HTML", disable_notification=True
            )

        self._services.sender.hurry(tell, _SOON)

    async def _shut(self, app: App, tasks: list[asyncio.Task[None]]) -> None:
        """Stop taking in, finish what runs, leave the rest on disk."""
        until = time.monotonic() + self._settings.grace
        await self._web.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if left := await self._queue.drain(self._settings.grace):
            _LOG.warning("%d answers are left for the next start", left)
        await self._services.sender.drain(max(0.0, until - time.monotonic()))
        with suppress(StoreLost):
            await self._save()
        with suppress(TelegramError, RuntimeError):
            await app.shutdown()
        with suppress(StoreLost):  # a file that is damaged cannot be counted in
            counts = self._services.sender.outbox.counts()
            unsent = counts.get("waiting", 0) + counts.get("sending", 0)
            waiting = self._queue.waiting + left
            told = "stopped; %d updates and %d messages wait for the next start"
            _LOG.info(told, waiting, unsent)
