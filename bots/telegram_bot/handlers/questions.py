"""A question becomes an answer in the chat."""

import logging
import secrets

from telegram import Update

from bots.telegram_bot.engine_pool import EngineTimeout
from bots.telegram_bot.handlers.addressing import asker_of
from bots.telegram_bot.messages import views
from bots.telegram_bot.messages.buttons import under_answer
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Services, conversation_of, lateness
from bots.telegram_bot.storage.turns import Turn
from qa.model import Answer, Question

_LOG = logging.getLogger(__name__)
TOP = 8
"""Citations kept with an answer."""


async def answer(services: Services, update: Update, text: str) -> None:
    """Answer a question, or say why not."""
    message, user = update.effective_message, update.effective_user
    if message is None:
        return
    lang = services.lang(user)
    if update.message and await turned_away(services, update, text):
        return
    history = services.turns.history(conversation_of(message), update.update_id)
    async with services.working(update):
        found = await ask(services, Question(text, history=history, lang=lang))
    if isinstance(found, str):
        await services.reply(update, escape(say("trouble", lang, id=found)))
        return
    saved = Turn.of(update.update_id, found, lang)
    late = lateness(message, lang) if update.message else ""
    await show(services, update, saved, views.answer(saved, lang, late))


async def show(services: Services, update: Update, saved: Turn, html: str) -> None:
    """Send a turn and keep it, and which message shows it."""
    message, user = update.effective_message, update.effective_user
    if message is None:
        return
    keyboard = under_answer(saved, services.lang(user))
    keeping = services.turns.keeping(conversation_of(message), asker_of(update), saved)
    if sent := await services.reply(update, html, keyboard, [keeping]):
        await services.turns.note_shown(sent.chat_id, sent.message_id, saved.id)


async def ask(services: Services, question: Question, top: int = TOP) -> Answer | str:
    """The answer, or, if something broke, the number under which the log tells what."""
    try:
        found = await services.engine.ask(question, top)
    except EngineTimeout:
        return trouble(services, "a question took too long")
    except Exception:
        return trouble(services, "a question could not be answered")
    services.metrics.count(str(found.status))
    return found


def trouble(services: Services, what: str) -> str:
    """The number of a fault that has been logged, to be told instead of the fault itself."""
    number = secrets.token_hex(3)
    services.metrics.count("faults")
    _LOG.exception("%s (%s)", what, number)
    return number


async def turned_away(
    services: Services, update: Update, text: str, code: str = "ask-what"
) -> bool:
    """Whether the question is not even asked; then the person has been told why.

    `code` is the wording for a question of no words, and stands for the command in telling
    questions apart.
    """
    message, user = update.effective_message, update.effective_user
    if message is None:
        return True
    who, at = asker_of(update), message.date.timestamp()
    what, lang = f"{conversation_of(message)} {code} {text}", services.lang(user)
    if not text:
        told = say(code, lang)
    elif services.rates.echoes(who, at, what):
        told = say("echo", lang)
    else:
        told = too_many(services, lang, services.rates.wait(who, at, what))
    if told:
        await services.reply(update, escape(told))
    return bool(told)


def too_many(services: Services, lang: str, seconds: float) -> str:
    """What to say to somebody who has to wait; nothing if he need not."""
    if not seconds:
        return ""
    services.metrics.count("refused")
    return say("too-many", lang, seconds=round(seconds))
