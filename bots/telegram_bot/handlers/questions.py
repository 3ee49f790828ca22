"""A question becomes an answer in the chat."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from telegram import Message, Update

from bots.telegram_bot.access.addressing import asker_of
from bots.telegram_bot.engine_process import EngineDied, EngineTimeout
from bots.telegram_bot.handlers.suggestions import suggestions
from bots.telegram_bot.messages import views
from bots.telegram_bot.messages.buttons import Page, under_answer
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Services, conversation_of, lateness
from bots.telegram_bot.storage.store import Statement
from bots.telegram_bot.storage.turns import Turn
from qa.model import LONGEST_QUESTION, Answer, Question

_LOG = logging.getLogger(__name__)
TOP = 8
"""Citations kept with an answer."""
LONGEST = 4096
"""Characters of a question; Telegram's own limit of a message, whoever sends one."""


class NoAnswer(Exception):
    """There is none because something broke; `code` and `number` are what the person is told."""

    def __init__(self, code: str, number: str = "") -> None:
        super().__init__(code)
        self.code, self.number = code, number

    def told(self, lang: str) -> str:
        """What the person is told, as HTML."""
        return escape(say(self.code, lang, id=self.number))


async def answer(services: Services, update: Update, text: str) -> None:
    """Answer a question, or say why not."""
    message, user = update.effective_message, update.effective_user
    if message is None:
        return
    lang = services.lang(user)
    if update.message and await turned_away(services, update, text):
        return
    try:
        async with services.working(update):
            question = Question(text, history=_context(services, update, message), lang=lang)
            found = await ask(services, update, question)
    except NoAnswer as failure:
        await services.reply(update, failure.told(lang))
        return
    turn = Turn.of(services.turns.next_id(), found, lang, message.message_id)
    instead = suggestions(services.engine.reports, found, lang)
    turn = replace(turn, suggestions=instead, pages=views.page_count(turn))
    late = lateness(message, lang) if update.message else ""
    await show(services, update, turn, views.answer(turn, lang, late))


def _context(services: Services, update: Update, message: Message) -> tuple[str, ...]:
    """The questions before it: those of the answer it replies to, else the latest."""
    if replied := message.reply_to_message:
        shown = services.turns.shown_in(message.chat_id, replied.message_id)
        if shown is not None and (turn := services.turns.find(shown, message.chat_id)):
            return turn.context
    return services.turns.history(conversation_of(message, asker_of(update)))


async def answer_anew(services: Services, update: Update, text: str) -> None:
    """Put the answer to an edited question in the place of the former answer, if there is one."""
    message, user = update.edited_message, update.effective_user
    if message is None or not text:
        return
    conversation, lang = conversation_of(message, asker_of(update)), services.lang(user)
    former = services.turns.asked_in(conversation, message.message_id)
    if former is None or former.question == text:
        return
    at = (message.edit_date or message.date).timestamp()
    if told := too_many(services, lang, services.rates.wait(asker_of(update), at, text)):
        await services.reply(update, escape(told))
        return
    shown = services.turns.message_of(message.chat_id, former.id)
    try:
        found = await ask(services, update, Question(text, history=former.history, lang=lang))
    except NoAnswer as failure:
        await _put(services, update, shown, (failure.told(lang), None))
        return
    turn = Turn.of(former.id, found, lang, message.message_id)
    turn = replace(turn, pages=views.page_count(turn))
    keeping = services.turns.keeping(conversation, asker_of(update), turn)
    html = views.answer(turn, lang, say("edited", lang))
    below = under_answer(turn, lang, has_other(services, turn))
    await _put(services, update, shown, (html, below), [keeping], turn.id)


async def _put(
    services: Services, update: Update, shown: int | None, page: Page,
    keeping: Sequence[Statement] = (), turn: int | None = None,
) -> None:  # fmt: skip
    """Show a page in a message of ours; as a fresh one while the former is still on its way."""
    if shown is None:
        await services.reply(update, *page, keeping, turn=turn)
    else:
        await services.edit(update, shown, *page, keeping)


async def show(services: Services, update: Update, turn: Turn, html: str) -> None:
    """Send a turn and keep it."""
    message, user = update.effective_message, update.effective_user
    if message is None:
        return
    keyboard = under_answer(turn, services.lang(user), has_other(services, turn))
    asker = asker_of(update)
    keeping = services.turns.keeping(conversation_of(message, asker), asker, turn)
    await services.reply(update, html, keyboard, [keeping], turn=turn.id)


def has_other(services: Services, turn: Turn) -> tuple[bool, bool]:
    """Whether there are other years of the places of a turn, and other places."""
    cited = turn.passages if not turn.code else ()
    places = set(turn.places or [c.holder for c in cited])
    years = set(turn.years or [c.year for c in cited if c.year])
    known = services.engine.years
    other_years = bool(years) and any(known.get(place, set()) - years for place in places)
    return other_years, bool(known.keys() - places)


async def ask(services: Services, update: Update, question: Question, top: int = TOP) -> Answer:
    """The answer.

    Raises:
        NoAnswer: Something broke; the log tells what under its number.
    """
    id = update.update_id
    try:
        if id in services.inbox.suspects:
            found = await services.engine.ask_apart(question, top)
        else:
            found = await services.engine.ask(question, top, partial(services.inbox.ask, id))
    except EngineDied:
        services.metrics.count("set_aside")
        _LOG.error("update %d has killed two processes and is set aside", id)
        await services.inbox.set_aside(id)
        await services.notify_admins("notice-set-aside")
        raise NoAnswer("set-aside") from None
    except EngineTimeout:
        raise NoAnswer("trouble", trouble(services, "a question took too long")) from None
    except Exception as error:
        raise NoAnswer("trouble", trouble(services, "a question broke", error)) from None
    services.metrics.count(str(found.status))
    return found


def trouble(services: Services, what: str, error: BaseException | None = None) -> str:
    """The number of a fault that has been logged, to be told instead of the fault itself."""
    number = secrets.token_hex(3)
    services.metrics.count("faults")
    _LOG.error("%s (%s)", what, number, exc_info=error)
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
    what, lang = f"{conversation_of(message, who)} {code} {text}", services.lang(user)
    if not text:
        told = say(code, lang)
    elif len(text) > LONGEST:
        told = say("too-long", lang, most=LONGEST_QUESTION)
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
