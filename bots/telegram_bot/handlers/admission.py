"""Who may come in: one check before every handler, for updates of every kind."""

import logging
from contextlib import suppress

from telegram import ChatMemberUpdated, InlineQueryResultsButton, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bots.telegram_bot.handlers.addressing import asker_of, is_addressed, person_of
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Context, Services
from bots.telegram_bot.settings import BotSettings

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
    services = Services.of(context)
    services.metrics.count("updates")
    if update.my_chat_member:
        await _note_return(services, update.my_chat_member)
    if is_allowed(services.settings, update):
        return
    services.metrics.count("strangers")
    with suppress(TelegramError):
        await _refuse(services, update)
    raise ApplicationHandlerStop


async def _refuse(services: Services, update: Update) -> None:
    lang = services.lang(update.effective_user)
    if update.callback_query:
        await update.callback_query.answer(say("stranger", lang), show_alert=True)
    elif update.inline_query:
        why = InlineQueryResultsButton(say("stranger", lang), start_parameter="inline")
        await update.inline_query.answer([], cache_time=60, is_personal=True, button=why)
    elif update.my_chat_member:
        await leave_unknown(services, update)
    elif update.message and is_addressed(update.message, services.bot):
        who = asker_of(update)
        if await services.store.fact(f"refused {who}", "1"):
            code = "stranger-id" if person_of(update) else "stranger-group"
            await services.reply(update, escape(say(code, lang, id=who)))


async def _note_return(services: Services, change: ChatMemberUpdated) -> None:
    """Forget that a chat was closed to us when it opens again."""
    if change.new_chat_member.status in ("member", "administrator"):
        await services.store.write("delete from facts where key=?", f"blocked {change.chat.id}")


async def leave_unknown(services: Services, update: Update) -> None:
    """Leave a group that is not on the list, when somebody has just added the bot."""
    change = update.my_chat_member
    if not change or change.chat.type == "private":
        return
    if change.new_chat_member.status in ("member", "administrator"):
        _LOG.warning("leaving chat %s, which is not on the list", change.chat.id)
        await services.bot.leave_chat(change.chat.id)
