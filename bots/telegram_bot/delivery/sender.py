"""Sending, with one written rule for each way in which it fails.

not connected            nothing was sent: tried again until it is
429                      tried again after the time asked for, if that is bearable
fate unknown             sent once more after a pause, marked as sent again
400 about the markup     sent once more as plain text
400 about the place      sent to the chat itself, or quietly given up
403                      given up, the chat is marked
"""

import asyncio
import logging
from dataclasses import dataclass, replace

import httpx
from telegram import Bot, InlineKeyboardMarkup, Message, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bots.telegram_bot.messages.markup import plain
from bots.telegram_bot.metrics import Metrics

_LOG = logging.getLogger(__name__)
_PAUSE = 3.0  # seconds before something whose fate is unknown is sent again
_LONGEST_WAIT = 120  # seconds that a 429 may ask for
_LONGEST_BACKOFF = 10.0
_ROUNDS = 8
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True)
class Note:
    """A message to be sent."""

    chat: int
    html: str
    keyboard: InlineKeyboardMarkup | None = None
    thread: int | None = None
    reply_to: int | None = None
    again: str = ""
    """What stands before it if it may be there already."""
    is_again: bool = False
    is_plain: bool = False

    @property
    def text(self) -> str:
        """What goes over the wire."""
        text = plain(self.html) if self.is_plain else self.html
        return f"{self.again}\n{text}" if self.is_again else text


class Undelivered(Exception):
    """It was given up."""

    def __init__(self, why: str) -> None:
        """`why` is one word: forbidden, flood, refused, unknown or rounds."""
        super().__init__(why)
        self.why = why


class Delivery:
    """Sends notes through the bot."""

    def __init__(self, bot: Bot, metrics: Metrics) -> None:
        """Counts what it does in the metrics."""
        self._bot, self._metrics = bot, metrics

    async def send(self, note: Note) -> Message:
        """The message as sent, once it has been.

        Raises:
            Undelivered: It was given up.
        """
        for _ in range(_ROUNDS):
            try:
                message = await self._attempt(note)
                self._metrics.count("sent")
                return message
            except RetryAfter as error:
                await self._wait(error)
            except ChatMigrated as error:
                note = replace(note, chat=error.new_chat_id, reply_to=None)
            except Forbidden as error:
                raise self._give_up("forbidden", error) from None
            except BadRequest as error:
                note = self._mend(note, error)
            except NetworkError as error:
                note = await self._resend(note, error)
        raise self._give_up("rounds", None)

    async def _attempt(self, note: Note) -> Message:
        backoff = 0.2
        while True:
            try:
                return await self._post(note)
            except NetworkError as error:
                if not isinstance(error.__cause__, _UNSENT):
                    raise
                self._metrics.count("unconnected")
            await asyncio.sleep(backoff)
            backoff = min(backoff * 2, _LONGEST_BACKOFF)

    async def _post(self, note: Note) -> Message:
        reply = None
        if note.reply_to:
            reply = ReplyParameters(note.reply_to, allow_sending_without_reply=True)
        return await self._bot.send_message(
            note.chat,
            note.text,
            parse_mode=None if note.is_plain else "HTML",
            message_thread_id=note.thread,
            reply_parameters=reply,
            reply_markup=note.keyboard,
        )

    async def _wait(self, error: RetryAfter) -> None:
        seconds = error._retry_after.total_seconds()  # the public one warns of a change to come
        if seconds > _LONGEST_WAIT:
            raise self._give_up("flood", error) from None
        self._metrics.count("throttled")
        await asyncio.sleep(seconds + 0.1)

    def _mend(self, note: Note, error: BadRequest) -> Note:
        """The note without what Telegram objects to."""
        words = error.message.lower()
        if "parse entities" in words and not note.is_plain:
            _LOG.error("our markup was refused: %s", error.message)
            return replace(note, is_plain=True)
        if "thread not found" in words and note.thread:
            return replace(note, thread=None)
        if "repl" in words and "not found" in words and note.reply_to:
            return replace(note, reply_to=None)
        raise self._give_up("refused", error) from None

    async def _resend(self, note: Note, error: NetworkError) -> Note:
        if note.is_again:
            raise self._give_up("unknown", error) from None
        self._metrics.count("resent")
        _LOG.warning("an answer may not have arrived and is sent again: %s", type(error).__name__)
        await asyncio.sleep(_PAUSE)
        return replace(note, is_again=True)

    def _give_up(self, why: str, error: Exception | None) -> Undelivered:
        self._metrics.count(f"undelivered_{why}")
        _LOG.warning("an answer was given up (%s): %s", why, error)
        return Undelivered(why)
