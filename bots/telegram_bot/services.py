"""What every handler needs, in one record, and how an update is answered."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, cast

from telegram import Bot, InlineKeyboardMarkup, Message, Update, User
from telegram.error import TelegramError
from telegram.ext import CallbackContext, ExtBot

from bots.telegram_bot.access.addressing import asker_of
from bots.telegram_bot.access.allow_list import AllowList
from bots.telegram_bot.access.rate_limits import RateLimits
from bots.telegram_bot.delivery.outbox import Entry, Parcel
from bots.telegram_bot.delivery.sender import Sender
from bots.telegram_bot.engine_pool import EnginePool
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import lang_of_code, say
from bots.telegram_bot.metrics import Metrics
from bots.telegram_bot.polling.inbox import Inbox
from bots.telegram_bot.polling.update_queue import UpdateQueue
from bots.telegram_bot.settings import BotSettings
from bots.telegram_bot.storage.store import Statement, Store
from bots.telegram_bot.storage.turns import Turns

Context = CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
_AT_ONCE = 0.5  # seconds within which an answer needs no sign that it is being worked on
_CROWD = 20  # questions that wait
_TYPING = 4.5  # seconds that Telegram shows "typing" for, nearly
_REMEMBERED = 10_000  # people
_LATE = 3600  # seconds after which an answer says to which time it belongs
_NOTICED = 600.0  # seconds for which admins need hear of a matter once only


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of the bot."""

    settings: BotSettings
    store: Store
    inbox: Inbox
    queue: UpdateQueue
    turns: Turns
    allow_list: AllowList
    engine: EnginePool
    sender: Sender
    metrics: Metrics
    rates: RateLimits
    bot: Bot
    langs: dict[int, str | None] = field(default_factory=dict)
    """Languages that people chose, by their id; None for those who did not."""
    noticed: dict[str, float] = field(default_factory=dict)
    """When admins were last told of a matter."""

    @classmethod
    def of(cls, context: Context) -> "Services":
        """The services of the running bot."""
        return cast("Services", context.bot_data["services"])

    def lang(self, user: User | None) -> str:
        """The language to speak to a person."""
        if user is None:
            return "zh"
        return self.chosen_lang(user.id) or lang_of_code(user.language_code)

    def chosen_lang(self, person: int) -> str | None:
        """The language that a person chose, None if he did not."""
        if person not in self.langs:
            if len(self.langs) > _REMEMBERED:
                self.langs.clear()
            self.langs[person] = self.store.fact(f"lang {person}")
        return self.langs[person]

    def is_admin(self, user: User | None) -> bool:
        """Whether a person may do what only admins may."""
        return user is not None and user.id in self.settings.admins

    async def reply(
        self,
        update: Update,
        html: str,
        keyboard: InlineKeyboardMarkup | None = None,
        also: Sequence[Statement] = (),
        *,
        turn: int | None = None,
        file: tuple[str, bytes] = ("", b""),
    ) -> None:
        """Answer an update: what is sent and that it is answered go onto disk in one step.

        Args:
            update: What is answered; it is closed by this.
            html: The text, or the caption of the file.
            keyboard: Below it.
            also: What else is to be written in the same step.
            turn: The turn that the message will show.
            file: Name and content of a file to send.
        """
        message = update.effective_message
        if message is None:
            return
        missed = self.sender.outbox.missed(message.chat_id)
        if missed:
            note = say("missed", self.lang(update.effective_user), count=missed)
            html = f"{escape(note)}\n\n{html}"
            also = [*also, self.sender.outbox.telling(message.chat_id)]
        parcel = Parcel(
            message.chat_id,
            html,
            _json(keyboard),
            thread=thread_of(message),
            reply_to=message.message_id if update.message or update.edited_message else None,
            filename=file[0],
            again=say("again", self.lang(update.effective_user)),
            turn=turn,
            person=asker_of(update),
            came_at=self.queue.came_at(update.update_id),
        )
        await self.sender.send(parcel, file[1], [*also, self.inbox.closing(update.update_id)])

    async def tell(self, update: Update, code: str, **values: object) -> None:
        """Answer an update in the bot's own words."""
        await self.reply(update, escape(say(code, self.lang(update.effective_user), **values)))

    async def edit(
        self,
        update: Update,
        message: int,
        html: str,
        keyboard: InlineKeyboardMarkup | None,
        also: Sequence[Statement] = (),
    ) -> None:
        """Show another page in a message of ours, by the same rules."""
        if update.effective_chat is None:
            return
        parcel = Parcel(
            update.effective_chat.id, html, _json(keyboard), edits=message, person=asker_of(update)
        )
        await self.sender.send(parcel, also=[*also, self.inbox.closing(update.update_id)])

    async def notify_admins(self, code: str, **values: object) -> None:
        """Tell the admins of something, each matter at most once in a while."""
        now = time.monotonic()
        if now - self.noticed.get(code, -_NOTICED) < _NOTICED:
            return
        self.noticed[code] = now
        for admin in self.settings.admins:
            lang = self.chosen_lang(admin) or "zh"
            html = escape(say(code, lang, **values))
            await self.sender.send(Parcel(admin, html, again=say("again", lang), is_news=True))

    async def on_given_up(self, entry: Entry, why: str) -> None:
        """Note that somebody could not be reached, and tell the admins."""
        if why == "forbidden":
            await self.store.note(f"blocked {entry.parcel.chat}", "1")
        elif not entry.parcel.is_news:
            await self.notify_admins("notice-given-up", why=why)
        if why == "refused" and entry.parcel.filename:  # a text may go where a file may not
            await self._tell_missed(entry.parcel)

    async def _tell_missed(self, parcel: Parcel) -> None:
        lang, outbox = self.chosen_lang(parcel.person) or "zh", self.sender.outbox
        html = escape(say("missed", lang, count=outbox.missed(parcel.chat)))
        note = Parcel(parcel.chat, html, thread=parcel.thread, is_news=True)
        await self.sender.send(note, also=[outbox.telling(parcel.chat)])

    async def on_moved(self, old: int, new: int) -> None:
        """Let a group in under its new number if it was in under the old one."""
        await self.allow_list.move(old, new)
        if old in self.settings.chats:
            await self.allow_list.decide(new, is_allowed=True)

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
        if message is None or self.queue.waiting > _CROWD:  # signs would hold up the answers
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


def _json(keyboard: InlineKeyboardMarkup | None) -> str:
    """What is told of our buttons; the library looks for all that it knows of some."""
    if keyboard is None:
        return ""
    told = [
        [{"text": one.text, "callback_data": one.callback_data} for one in row]
        for row in keyboard.inline_keyboard
    ]
    return json.dumps({"inline_keyboard": told}, ensure_ascii=False)


def thread_of(message: Message) -> int | None:
    """The topic of a message; the general one has no number that may be sent."""
    return message.message_thread_id if message.is_topic_message else None


def conversation_of(message: Message, person: int) -> str:
    """The conversation that a message belongs to: its chat or topic, in groups the person's own."""
    place = f"{message.chat_id}:{thread_of(message) or 0}"
    return place if message.chat.type == "private" else f"{place}:{person}"


def lateness(message: Message, lang: str) -> str:
    """A line that says when an old question was asked; empty for a fresh one."""
    if time.time() - message.date.timestamp() < _LATE:
        return ""
    return say("late", lang, at=message.date.astimezone().strftime("%Y-%m-%d %H:%M %Z"))
