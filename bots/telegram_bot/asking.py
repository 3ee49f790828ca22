"""A question becomes an answer in the chat."""

import logging
import secrets

from telegram import Update

from bots.telegram_bot import views
from bots.telegram_bot.addressing import asker_of
from bots.telegram_bot.buttons import under_answer
from bots.telegram_bot.core import Stuck
from bots.telegram_bot.desk import Desk, lateness, talk_of
from bots.telegram_bot.markup import escape
from bots.telegram_bot.turns import Saved
from bots.telegram_bot.wording import say
from qa.model import Answer, Question

_LOG = logging.getLogger(__name__)
TOP = 8
"""Citations kept with an answer."""


async def answer(desk: Desk, update: Update, text: str) -> None:
    """Answer a question, or say why not."""
    message, user = update.effective_message, update.effective_user
    if message is None:
        return
    lang = desk.lang(user)
    if update.message and await turned_away(desk, update, text):
        return
    history = desk.turns.history(talk_of(message), update.update_id)
    async with desk.working(update):
        found = await ask(desk, Question(text, history=history, lang=lang))
    if isinstance(found, str):
        await desk.reply(update, escape(say("trouble", lang, id=found)))
        return
    saved = Saved.of(update.update_id, found, lang)
    late = lateness(message, lang) if update.message else ""
    await show(desk, update, saved, views.answer(saved, lang, late))


async def show(desk: Desk, update: Update, saved: Saved, html: str) -> None:
    """Send a turn and keep it, and which message shows it."""
    message, user = update.effective_message, update.effective_user
    if message is None:
        return
    keyboard = under_answer(saved, desk.lang(user))
    keeping = desk.turns.keeping(talk_of(message), asker_of(update), saved)
    if sent := await desk.reply(update, html, keyboard, [keeping]):
        await desk.turns.note_shown(sent.chat_id, sent.message_id, saved.id)


async def ask(desk: Desk, question: Question, top: int = TOP) -> Answer | str:
    """The answer, or, if something broke, the number under which the log tells what."""
    try:
        found = await desk.core.ask(question, top)
    except Stuck:
        return trouble(desk, "a question took too long")
    except Exception:
        return trouble(desk, "a question could not be answered")
    desk.metrics.count(str(found.status))
    return found


def trouble(desk: Desk, what: str) -> str:
    """The number of a fault that has been logged, to be told instead of the fault itself."""
    number = secrets.token_hex(3)
    desk.metrics.count("faults")
    _LOG.exception("%s (%s)", what, number)
    return number


async def turned_away(desk: Desk, update: Update, text: str, code: str = "ask-what") -> bool:
    """Whether the question is not even asked; then the person has been told why.

    `code` is the wording for a question of no words, and stands for the command in telling
    questions apart.
    """
    message, user = update.effective_message, update.effective_user
    if message is None:
        return True
    who, at = asker_of(update), message.date.timestamp()
    what, lang = f"{talk_of(message)} {code} {text}", desk.lang(user)
    if not text:
        told = say(code, lang)
    elif desk.rates.echoes(who, at, what):
        told = say("echo", lang)
    else:
        told = too_many(desk, lang, desk.rates.wait(who, at, what))
    if told:
        await desk.reply(update, escape(told))
    return bool(told)


def too_many(desk: Desk, lang: str, seconds: float) -> str:
    """What to say to somebody who has to wait; nothing if he need not."""
    if not seconds:
        return ""
    desk.metrics.count("refused")
    return say("too-many", lang, seconds=round(seconds))
