"""What every handler needs, in one record, and how an update is answered."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, cast

from telegram import Bot, InlineKeyboardMarkup, Message, Update, User
from telegram.error import TelegramError
from telegram.ext import CallbackContext, ExtBot

from bots.telegram_bot.engine_pool import EnginePool
from bots.telegram_bot.handlers.rate_limits import RateLimits
from bots.telegram_bot.messages.delivery import Delivery, Note, Undelivered
from bots.telegram_bot.messages.wording import lang_of_code, say
from bots.telegram_bot.metrics import Metrics
from bots.telegram_bot.polling.inbox import Inbox
from bots.telegram_bot.polling.update_queue import InboxQueue
from bots.telegram_bot.settings import BotSettings
from bots.telegram_bot.storage.store import Statement, Store
from bots.telegram_bot.storage.turns import Turns

Context = CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
_AT_ONCE = 0.5  # seconds within which an answer needs no sign that it is being worked on
_TYPING = 4.5  # seconds that Telegram shows "typing" for, nearly
_REMEMBERED = 10_000  # people
_LATE = 3600  # seconds after which an answer says to which time it belongs


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of the bot."""

    settings: BotSettings
    store: Store
    inbox: Inbox
    queue: InboxQueue
    turns: Turns
    engine: EnginePool
    delivery: Delivery
    metrics: Metrics
    rates: RateLimits
    bot: Bot
    langs: dict[int, str | None] = field(default_factory=dict)
    """Languages that people chose, by their id; None for those who did not."""

    @classmethod
    def of(cls, context: Context) -> "Services":
        """The services of the running bot."""
        return cast("Services", context.bot_data["services"])

    def lang(self, user: User | None) -> str:
        """The language to speak to a person."""
        if user is None:
            return "zh"
        if user.id not in self.langs:
            if len(self.langs) > _REMEMBERED:
                self.langs.clear()
            rows = self.store.read("select value from facts where key=?", f"lang {user.id}")
            self.langs[user.id] = rows[0][0] if rows else None
        return self.langs[user.id] or lang_of_code(user.language_code)

    def is_admin(self, user: User | None) -> bool:
        """Whether a person may do what only admins may."""
        return user is not None and user.id in self.settings.admins

    async def reply(
        self,
        update: Update,
        html: str,
        keyboard: InlineKeyboardMarkup | None = None,
        also: Sequence[Statement] = (),
    ) -> Message | None:
        """The message sent in answer to an update; None if that was given up.

        From here on a crash leaves it unknown whether it was sent, which the inbox notes, in one
        step with what else there is to write.
        """
        message = update.effective_message
        if message is None or update.effective_chat is None:
            return None
        lang = self.lang(update.effective_user)
        note = Note(
            update.effective_chat.id,
            html,
            keyboard,
            thread=thread_of(message),
            reply_to=message.message_id if update.message else None,
            again=say("again", lang),
            is_again=update.update_id in self.inbox.resumed,
        )
        await self.store.write_all([*also, self.inbox.marking(update.update_id, "sending")])
        try:
            return await self.delivery.send(note)
        except Undelivered as failure:
            if failure.why == "forbidden":
                await self.store.fact(f"blocked {note.chat}", "1")
        return None

    @asynccontextmanager
    async def working(self, update: Update) -> AsyncIterator[None]:
        """Shows eyes on the question and "typing" while the body takes its time."""
        task = asyncio.create_task(self._show_work(update))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _show_work(self, update: Update) -> None:
        message = update.effective_message
        await asyncio.sleep(_AT_ONCE)
        if message is None:
            return
        with suppress(TelegramError):
            if update.message:
                await message.set_reaction("👀")
        while True:
            with suppress(TelegramError):
                await self.bot.send_chat_action(
                    message.chat_id, "typing", message_thread_id=thread_of(message)
                )
            await asyncio.sleep(_TYPING)


def thread_of(message: Message) -> int | None:
    """The topic of a message; the general one has no number that may be sent."""
    return message.message_thread_id if message.is_topic_message else None


def conversation_of(message: Message) -> str:
    """The talk that a message belongs to: its chat, or the topic of it."""
    return f"{message.chat_id}:{thread_of(message) or 0}"


def lateness(message: Message, lang: str) -> str:
    """A line that says when an old question was asked; empty for a fresh one."""
    if time.time() - message.date.timestamp() < _LATE:
        return ""
    return say("late", lang, at=message.date.strftime("%Y-%m-%d %H:%M"))
