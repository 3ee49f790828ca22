"""Who may come in: one check before every handler, for updates of every kind."""

import logging
import time
from functools import partial

from telegram import ChatMemberUpdated, InlineQueryResultsButton, Update
from telegram.ext import ApplicationHandlerStop

from bots.telegram_bot.access.addressing import asker_of, is_addressed, person_of
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Context, Services

_LOG = logging.getLogger(__name__)
_SOON = 10.0  # seconds after which a refusal by button or inline is of no use
_WHILE = 600.0  # seconds for which leaving a chat is tried


def is_allowed(services: Services, update: Update) -> bool:
    """Whether the person or the chat of an update may ask.

    Who was shut out stays out, whichever group he writes in; admins always may.
    """
    settings, allow_list = services.settings, services.allow_list
    person, chat = person_of(update), update.effective_chat
    if person and person.id in settings.admins:
        return True
    here = [one.id for one in (person, chat) if one]
    verdicts = [allow_list.verdict(id) for id in here]
    if False in verdicts:
        return False
    listed = settings.users | settings.chats
    return settings.is_open or True in verdicts or any(id in listed for id in here)


async def check(update: Update, context: Context) -> None:
    """Let an update through, or refuse it politely, once a person and day, and stop it here."""
    services = Services.of(context)
    services.metrics.count("updates")
    if update.my_chat_member:
        await _note_return(services, update.my_chat_member)
    if is_allowed(services, update):
        return
    services.metrics.count("strangers")
    await _refuse(services, update)
    raise ApplicationHandlerStop


async def _refuse(services: Services, update: Update) -> None:
    lang = services.lang(update.effective_user)
    if query := update.callback_query:
        told = say("stranger", lang)
        services.sender.hurry(partial(query.answer, told, show_alert=True), _SOON)
    elif inline := update.inline_query:
        why = InlineQueryResultsButton(say("stranger", lang), start_parameter="inline")
        answer = partial(inline.answer, [], cache_time=60, is_personal=True, button=why)
        services.sender.hurry(answer, _SOON)
    elif update.my_chat_member:
        await leave_unknown(services, update)
    elif update.message and is_addressed(update.message, services.bot):
        await _refuse_message(services, update, lang)


async def _refuse_message(services: Services, update: Update, lang: str) -> None:
    """Say who may not ask, with a code by which an admin can let him in, and tell the admins."""
    who, day = asker_of(update), time.strftime("%Y-%m-%d")
    if not await services.store.note(f"refused {who}", day):
        return
    if services.allow_list.verdict(who) is False:
        await services.reply(update, escape(say("stranger", lang)))
        return
    pairing = await services.allow_list.code_for(who)
    wording = "stranger-id" if person_of(update) else "stranger-group"
    await services.reply(update, escape(say(wording, lang, id=who, pairing=pairing)))
    await services.notify_admins("notice-stranger", id=who, pairing=pairing)


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
        services.sender.hurry(partial(services.bot.leave_chat, change.chat.id), _WHILE)
