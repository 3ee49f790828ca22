"""Who may come in: one check before every handler, for updates of every kind."""

import logging
from contextlib import suppress

from telegram import ChatMemberUpdated, InlineQueryResultsButton, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bots.telegram_bot.addressing import asker_of, is_addressed, person_of
from bots.telegram_bot.desk import Context, Desk
from bots.telegram_bot.markup import escape
from bots.telegram_bot.settings import BotSettings
from bots.telegram_bot.wording import say

_LOG = logging.getLogger(__name__)


def is_allowed(settings: BotSettings, update: Update) -> bool:
    """Whether the person or the chat of an update is on the list."""
    person, chat = person_of(update), update.effective_chat
    if settings.is_open:
        return True
    if chat and chat.id in settings.chats:
        return True
    known = settings.users | settings.admins
    return person is not None and person.id in known


async def check(update: Update, context: Context) -> None:
    """Let an update through, or refuse it politely, once a person, and stop it here."""
    desk = Desk.of(context)
    desk.metrics.count("updates")
    if update.my_chat_member:
        await _note_return(desk, update.my_chat_member)
    if is_allowed(desk.settings, update):
        return
    desk.metrics.count("strangers")
    with suppress(TelegramError):
        await _refuse(desk, update)
    raise ApplicationHandlerStop


async def _refuse(desk: Desk, update: Update) -> None:
    lang = desk.lang(update.effective_user)
    if update.callback_query:
        await update.callback_query.answer(say("stranger", lang), show_alert=True)
    elif update.inline_query:
        why = InlineQueryResultsButton(say("stranger", lang), start_parameter="inline")
        await update.inline_query.answer([], cache_time=60, is_personal=True, button=why)
    elif update.my_chat_member:
        await leave_unknown(desk, update)
    elif update.message and is_addressed(update.message, desk.bot):
        who = asker_of(update)
        if await desk.store.fact(f"refused {who}", "1"):
            code = "stranger-id" if person_of(update) else "stranger-group"
            await desk.reply(update, escape(say(code, lang, id=who)))


async def _note_return(desk: Desk, change: ChatMemberUpdated) -> None:
    """Forget that a chat was closed to us when it opens again."""
    if change.new_chat_member.status in ("member", "administrator"):
        await desk.store.write("delete from facts where key=?", f"blocked {change.chat.id}")


async def leave_unknown(desk: Desk, update: Update) -> None:
    """Leave a group that is not on the list, when somebody has just added the bot."""
    change = update.my_chat_member
    if not change or change.chat.type == "private":
        return
    if change.new_chat_member.status in ("member", "administrator"):
        _LOG.warning("leaving chat %s, which is not on the list", change.chat.id)
        await desk.bot.leave_chat(change.chat.id)
