"""The bot's life: opened, run until told to stop, stopped within the time of grace."""

import asyncio
import logging
import math
import signal
import time
from contextlib import suppress

from telegram import Update
from telegram.error import NetworkError, TelegramError
from telegram.ext import Updater

from bots.telegram_bot.application import KINDS, App, introduce, make_application, make_bot
from bots.telegram_bot.engine_pool import EnginePool
from bots.telegram_bot.handlers.rate_limits import RateLimits
from bots.telegram_bot.messages.delivery import Delivery
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.metrics import Metrics
from bots.telegram_bot.polling.inbox import Inbox
from bots.telegram_bot.polling.update_queue import InboxQueue
from bots.telegram_bot.services import Services, conversation_of
from bots.telegram_bot.settings import BotSettings
from bots.telegram_bot.storage.store import Store, StoreLost
from bots.telegram_bot.storage.turns import Turns
from bots.telegram_bot.web import Web

_LOG = logging.getLogger(__name__)
_SWEEP = 3600  # seconds between two sweeps
_LONGEST_POLL = 10  # seconds
_NUDGE = 0.2  # seconds
_LONG_LINE = 40  # questions waiting before people are told so
_TOLD = 60.0  # seconds for which being told once is enough


class Service:
    """One bot, from start to stop."""

    def __init__(self, settings: BotSettings, core: EnginePool) -> None:
        """Opens the store; the rest comes with `run`."""
        self._settings, self._core = settings, core
        self._stop = asyncio.Event()
        self._why = ""
        self._told: dict[str, float] = {}
        self._whispers: set[asyncio.Task[None]] = set()  # the loop itself keeps no hold on them
        self._store = Store(settings.data / "bot.sqlite", settings.store_patience, self.end)
        inbox = Inbox(self._store)
        self._queue = InboxQueue(inbox, settings.slots)
        self._bot = make_bot(settings, self.end, self._queue.take_in)
        metrics = Metrics()
        self._services = Services(
            settings, self._store, inbox, self._queue, Turns(self._store), core,
            Delivery(self._bot, metrics), metrics, RateLimits(settings.per_minute), self._bot,
        )  # fmt: skip
        self._queue.on_wait = self._tell_place
        self._web = Web(self._services, lambda: time.monotonic() - self._bot.health.last_poll)

    def end(self, why: str = "") -> None:
        """Ask the service to stop; a reason makes it a failure."""
        if why and not self._why:
            _LOG.error("stopping: %s", why)
        self._why = self._why or why
        self._stop.set()

    async def run(self) -> bool:
        """Whether the bot was stopped on purpose, once it has stopped."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(name, self.end)
        await self._core.open()
        if not await self._connect():
            return not self._why
        app = make_application(self._bot, self._queue, self._settings.slots)
        app.bot_data["services"] = self._services
        tasks = await self._start(app)
        await self._stop.wait()
        await self._shut(app, tasks)
        return not self._why

    async def _connect(self) -> bool:
        """Whether Telegram knows us; waits for a server that is away."""
        pause = 0.5
        while not self._stop.is_set():
            try:
                await self._bot.initialize()
                return True
            except NetworkError as error:
                _LOG.warning("Telegram cannot be reached, trying again: %s", type(error).__name__)
            except TelegramError as error:
                self.end(f"Telegram refuses: {type(error).__name__}; check the token")
                return False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), pause)
            pause = min(pause * 2, 10)
        return False

    async def _start(self, app: App) -> list[asyncio.Task[None]]:
        self._web.start(self._queue)  # first: its port may be taken
        await app.initialize()
        await app.start()
        tasks = [asyncio.create_task(self._listen(app)), asyncio.create_task(self._sweep())]
        tasks.append(asyncio.create_task(introduce(self._bot, self._store)))
        tasks.append(asyncio.create_task(self._watch()))
        _LOG.info(
            "ready as @%s, open to %s, %d updates waiting",
            self._bot.username,
            "everyone" if self._settings.is_open else "the list",
            self._queue.waiting,
        )
        return tasks

    async def _listen(self, app: App) -> None:
        """Begin to take updates in; while the server is away this goes on trying."""
        try:
            if self._settings.webhook:
                await self._web.announce(self._bot, KINDS)
            elif app.updater:
                await self._poll(app.updater)
        except TelegramError as error:
            self.end(f"Telegram refuses: {type(error).__name__}; check the token and the webhook")

    async def _poll(self, updater: Updater) -> None:
        await updater.start_polling(
            bootstrap_retries=-1,
            allowed_updates=KINDS,
            timeout=max(1, min(_LONGEST_POLL, int(self._settings.silence / 4))),
            error_callback=lambda error: _LOG.warning("polling: %s", error),
        )
        self._bot.health.beat(well=True)

    async def _watch(self) -> None:
        """End a bot that hears nothing, so that whoever started it can start it anew.

        While the whole network is away a fresh start would not help, and it waits.
        """
        limit, health, heard_since = self._settings.silence, self._bot.health, math.inf
        while limit and not self._settings.webhook:
            await asyncio.sleep(limit / 4)
            now = time.monotonic()
            deaf = now - health.last_poll > limit and await self._is_heard()
            heard_since = min(heard_since, now) if deaf else math.inf
            if now - health.last_try > limit:
                self.end(f"polling has died: no call of it has ended for {limit:g} s")
            elif now - heard_since > limit:
                self.end(f"Telegram answers, but for {limit:g} s not to polling")

    async def _is_heard(self) -> bool:
        try:
            await self._bot.get_me()
        except TelegramError:
            return False
        return True

    async def _sweep(self) -> None:
        while True:
            with suppress(StoreLost):  # the store has said so
                await self._services.inbox.sweep()
                await self._services.turns.sweep()
            await asyncio.sleep(_SWEEP)

    async def _tell_place(self, update: Update, line: int) -> None:
        """Tell who asks that many others are before him; not more than once a minute."""
        message = update.message
        if message is None or line < _LONG_LINE or message.chat.type != "private":
            return
        now, talk = time.monotonic(), conversation_of(message)
        if now - self._told.get(talk, -_TOLD) < _TOLD:
            return
        self._told = {t: at for t, at in self._told.items() if now - at < _TOLD} | {talk: now}
        html = escape(say("busy", self._services.lang(message.from_user), ahead=line))
        task = asyncio.create_task(self._whisper(message.chat_id, html))
        self._whispers.add(task)
        task.add_done_callback(self._whispers.discard)

    async def _whisper(self, chat: int, html: str) -> None:
        with suppress(TelegramError):
            await self._bot.send_message(chat, html, parse_mode="HTML", disable_notification=True)

    async def _shut(self, app: App, tasks: list[asyncio.Task[None]]) -> None:
        """Stop taking in, finish what runs, leave the rest in the inbox."""
        for task in tasks:
            task.cancel()
        await self._web.stop()
        draining = asyncio.create_task(self._drain(app))
        await asyncio.wait({draining}, timeout=self._settings.grace)
        if not draining.done():
            _LOG.warning("%d answers are left for the next start", self._queue.running)
        while not draining.done():  # the library swallows a cancellation that meets its polling
            draining.cancel()
            await asyncio.wait({draining}, timeout=_NUDGE)
        with suppress(asyncio.CancelledError):
            draining.result()
        left = self._queue.waiting + self._queue.running
        _LOG.info("stopped; %d updates wait for the next start", left)
        self._core.close()

    async def _drain(self, app: App) -> None:
        with suppress(TelegramError, RuntimeError):
            if app.updater and app.updater.running:
                await app.updater.stop()
        await app.stop()
        await app.shutdown()
