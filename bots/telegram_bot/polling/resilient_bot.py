"""A bot whose polling survives what the plain one dies or spins on."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import ExtBot

_LOG = logging.getLogger(__name__)
_SPACE = 1.0  # seconds between two looks at updates that cannot be read


class PollingHealth:
    """When polling was last seen alive, by the monotonic clock."""

    def __init__(self) -> None:
        """Alive now."""
        self.refused_since: float | None = None
        self.last_poll = self.last_try = time.monotonic()

    def beat(self, well: bool = False) -> None:
        """Note that getUpdates came back, well or not."""
        self.last_try = time.monotonic()
        if well:
            self.refused_since, self.last_poll = None, self.last_try


class ResilientBot(ExtBot[Any]):
    """Goes on polling after 401, 404, 409 and unreadable updates; gives up only after a while."""

    def __init__(
        self,
        token: str,
        *,
        patience: float,
        on_end: Callable[[str], None],
        on_updates: Callable[[Sequence[Update]], Awaitable[None]],
        **rest: Any,
    ) -> None:
        """Says what happens to whom it may concern.

        Args:
            token: Of the bot.
            patience: Seconds that refusals may last.
            on_end: Told why, once they have lasted longer.
            on_updates: Given all updates of one answer at once, before they are confirmed.
            rest: For the library.
        """
        super().__init__(token, **rest)
        self._on_updates = on_updates
        self._patience, self._on_end, self._health = patience, on_end, PollingHealth()

    @property
    def health(self) -> "PollingHealth":
        """How polling goes."""
        return self._health

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """The next updates.

        Raises:
            TelegramError: Polling failed for now.
        """
        try:
            updates = await super().get_updates(*args, **kwargs)
        except InvalidToken:
            # The library's loop would end for ever, silently; this one it tries again after.
            self._refused("Telegram does not accept the token")
            raise NetworkError("the token was refused") from None
        except Conflict:
            self._refused("another program is asking for the updates of this bot")
            raise
        except TelegramError:
            raise
        except Exception as error:
            _LOG.error("an update cannot be read: %s", type(error).__name__)
            updates = await self._salvage(kwargs.get("offset"))
        finally:
            self._health.beat()
        self._health.beat(well=True)
        await self._on_updates(updates)
        return updates

    def _refused(self, why: str) -> None:
        now = time.monotonic()
        self._health.refused_since = self._health.refused_since or now
        _LOG.warning("%s", why)
        if now - self._health.refused_since >= self._patience:
            self._on_end(why)

    async def _salvage(self, offset: int | None) -> tuple[Update, ...]:
        """What can be read of the updates; an empty one for each that cannot, to get past it."""
        await asyncio.sleep(_SPACE)
        raw = await self.do_api_request(
            "getUpdates", {"offset": offset, "timeout": 0, "limit": 100}
        )
        return tuple(self._read(one) for one in raw if isinstance(one.get("update_id"), int))

    def _read(self, raw: dict[str, Any]) -> Update:
        try:
            return Update.de_json(raw, self)
        except Exception:
            _LOG.exception("update %s is passed over: it cannot be read", raw["update_id"])
            return Update(raw["update_id"])
