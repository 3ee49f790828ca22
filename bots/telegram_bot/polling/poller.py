"""Asking Telegram for updates, for as long as it takes; what cannot be read is passed over."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bots.telegram_bot.delivery.faults import is_a_proxys, pause_of
from bots.telegram_bot.storage.store import StoreLost

_LOG = logging.getLogger(__name__)
_SPACE = 1.0  # seconds between two looks where nothing new is to be seen
_AT_ONCE = 0.2  # seconds; an answer that brings nothing takes longer
_SLACK = 10.0  # seconds that an answer may take on top of what it was asked to wait
_PAUSE = 0.5  # seconds after the first failure
TakeIn = Callable[[Sequence[Update]], Awaitable[None]]


class Poller:
    """Long polling that goes on after every failure, and says how long it has failed."""

    def __init__(
        self, bot: Bot, kinds: Sequence[str], seconds: int, patience: float,
        on_end: Callable[[str], None],
    ) -> None:  # fmt: skip
        """Asks nothing yet.

        Args:
            bot: Through which to ask.
            kinds: Of updates that are wanted.
            seconds: That Telegram may wait for an update.
            patience: Seconds that refusals may last.
            on_end: Told why, once they have lasted longer.
        """
        self._bot, self._kinds, self._seconds = bot, kinds, seconds
        self._patience, self._on_end = patience, on_end
        self._offset: int | None = None
        self._failures = 0
        self._refused_since: float | None = None
        self.last_poll = time.monotonic()
        """When Telegram last answered as it should."""

    @property
    def silence(self) -> float:
        """Seconds since Telegram last answered as it should."""
        return time.monotonic() - self.last_poll

    async def run(self, take_in: TakeIn) -> None:
        """Hand updates over, each batch before it is confirmed, until cancelled."""
        while True:
            asked_at, asked_from = time.monotonic(), self._offset
            try:
                updates = await self._ask()
                await take_in(updates)
            except StoreLost:
                return  # not confirmed: Telegram keeps them for the next start
            except Exception as error:  # whatever it is, polling goes on
                await self._bear(error)
                continue
            self._failures, self._refused_since = 0, None
            self.last_poll = time.monotonic()
            if updates:
                self._offset = updates[-1].update_id + 1
            if self._offset == asked_from and time.monotonic() - asked_at < _AT_ONCE:
                await asyncio.sleep(_SPACE)  # a server that does not wait, or tells the same again

    async def _ask(self) -> Sequence[Update]:
        try:
            # The library's own limits hold for each piece of an answer; this one for all of it.
            async with asyncio.timeout(self._seconds + _SLACK):
                return await self._bot.get_updates(
                    self._offset, timeout=self._seconds, allowed_updates=self._kinds
                )
        except (TelegramError, TimeoutError):
            raise
        except Exception as error:
            _LOG.warning("an update cannot be read (%s)", type(error).__name__)
            return await self._salvage()

    async def _bear(self, error: Exception) -> None:
        """Wait after a failure, longer each time; refusals end it once they have lasted."""
        self._failures += 1
        why = {InvalidToken: "Telegram does not accept the token",
               Conflict: "another program is asking for the updates of this bot",
               }.get(type(error)) if not is_a_proxys(error) else None  # fmt: skip
        _LOG.warning("polling: %s", why or f"failed ({type(error).__name__})")
        if why:
            self._refused_since = self._refused_since or time.monotonic()
            if time.monotonic() - self._refused_since >= self._patience:
                self._on_end(why)
        # No longer than a poll: who watches for silence must not take a pause for deafness.
        pause = min(_PAUSE * 2 ** min(self._failures - 1, 10), self._seconds)
        await asyncio.sleep(max(pause_of(error), pause))

    async def _salvage(self) -> Sequence[Update]:
        """What can be read of the updates; an empty one for each that cannot, to get past it."""
        await asyncio.sleep(_SPACE)
        raw = await self._bot.do_api_request(
            "getUpdates", {"offset": self._offset, "timeout": 0, "limit": 100}
        )
        return [self._read(one) for one in raw if isinstance(one.get("update_id"), int)]

    def _read(self, raw: dict[str, Any]) -> Update:
        try:
            return Update.de_json(raw, self._bot)
        except Exception as error:
            why = type(error).__name__
            _LOG.warning("update %s is passed over: it cannot be read (%s)", raw["update_id"], why)
            return Update(raw["update_id"])
