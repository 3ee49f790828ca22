"""What a pressed button does. The press is answered first; what it says is checked like input."""

import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram import CallbackQuery, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, TelegramError

from bots.telegram_bot.engine_pool import EngineTimeout
from bots.telegram_bot.handlers import questions
from bots.telegram_bot.handlers.commands import examples, reports_page
from bots.telegram_bot.handlers.comparisons import ComparisonFailed, others
from bots.telegram_bot.handlers.feedback import rate
from bots.telegram_bot.messages import buttons, views
from bots.telegram_bot.messages.buttons import LEVELS, Press
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Context, Services
from bots.telegram_bot.storage.turns import Turn

_LOG = logging.getLogger(__name__)
_ASKING = "oe"  # verbs that put questions to the engine
Page = tuple[str, InlineKeyboardMarkup | None]


async def click(update: Update, context: Context) -> None:
    """Do what the button says, if it may."""
    query, services = update.callback_query, Services.of(context)
    if query is None:
        return
    pressed, lang = Press.parse(query.data or ""), services.lang(query.from_user)
    saved = _turn(services, query, pressed)
    if pressed is None or (pressed.verb in _ON_A_TURN and saved is None):
        await _answer(query, say("expired", lang), alert=True)
    elif told := _too_many(services, query, pressed, lang):
        await _answer(query, told, alert=True)
    elif pressed.verb == "r" and saved:
        await rate(services, query, pressed, saved)
        await _answer(query, say("rated", lang))
    elif saved and pressed.verb in _ON_A_TURN:
        await _answer(query)
        await _turn_over(query, _ON_A_TURN[pressed.verb](services, pressed, saved, lang))
    elif pressed.verb == "b":
        await _answer(query)
        await _edit(query, *reports_page(services, pressed.number, lang))
    elif pressed.verb == "e":
        await _answer(query)
        await _example(services, update, pressed, lang)
    else:
        await _answer(query, say("expired", lang), alert=True)


def _turn(services: Services, query: CallbackQuery, pressed: Press | None) -> Turn | None:
    """The turn that the button hangs on, if it is one of this chat."""
    if pressed is None or query.message is None:
        return None
    return services.turns.find(pressed.id, query.message.chat.id)


def _too_many(services: Services, query: CallbackQuery, pressed: Press, lang: str) -> str:
    """What to say to somebody whose button would ask more than he may; a press has no date."""
    if pressed.verb not in _ASKING:
        return ""
    return questions.too_many(services, lang, services.rates.wait(query.from_user.id, time.time()))


async def _answer_page(_desk: Services, _click: Press, saved: Turn, lang: str) -> Page:
    return views.answer(saved, lang), buttons.under_answer(saved, lang)


async def _source_page(_desk: Services, pressed: Press, saved: Turn, lang: str) -> Page:
    number = min(pressed.number, len(saved.passages) - 1)
    pages = views.source_pages(saved.passages[number], lang)
    page = min(pressed.page, len(pages) - 1)
    return pages[page], buttons.under_source(saved, number, page, len(pages), lang)


async def _context_page(services: Services, pressed: Press, saved: Turn, lang: str) -> Page:
    citation = saved.passages[min(pressed.number, len(saved.passages) - 1)]
    level = pressed.word if pressed.word in LEVELS else "p"
    try:
        pieces = await services.engine.sentences(citation.report)
    except (KeyError, EngineTimeout):  # a report that is gone has no context
        pieces = ()
    pages = views.context_pages(pieces, citation, level, lang)
    page = min(pressed.page, len(pages) - 1)
    here = Press("c", saved.id, pressed.number, level, page)
    return pages[page], buttons.under_context(here, len(pages), lang)


async def _others_page(services: Services, pressed: Press, saved: Turn, lang: str) -> Page:
    try:
        html = await others(services, saved, pressed.word == "p", lang)
    except ComparisonFailed as fault:
        html = escape(say("trouble", lang, id=fault.number))
    back = buttons.button(say("button-back", lang), Press("a", saved.id))
    return html, buttons.rows([back])


_ON_A_TURN: dict[str, Callable[[Services, Press, Turn, str], Awaitable[Page]]] = {
    "a": _answer_page,
    "s": _source_page,
    "c": _context_page,
    "o": _others_page,
    "r": _answer_page,
}


async def _turn_over(query: CallbackQuery, page: Awaitable[Page]) -> None:
    try:
        html, keyboard = await page
    except IndexError:  # a source asked of a turn that has none
        return
    await _edit(query, html, keyboard)


async def _edit(query: CallbackQuery, html: str, keyboard: InlineKeyboardMarkup | None) -> None:
    """Show another page in place of the present one; the same one again is no fault."""
    try:
        await query.edit_message_text(html, parse_mode="HTML", reply_markup=keyboard)
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            _LOG.warning("a page could not be shown: %s", error.message)
    except TelegramError as error:
        _LOG.warning("a page could not be shown: %s", type(error).__name__)


async def _answer(query: CallbackQuery, text: str | None = None, alert: bool = False) -> None:
    """Stop the button's spinning; a press of long ago cannot be answered and need not be."""
    with suppress(TelegramError):
        await query.answer(text, show_alert=alert)


async def _example(services: Services, update: Update, pressed: Press, lang: str) -> None:
    texts = examples(services, lang)
    if pressed.id < len(texts):
        await questions.answer(services, update, texts[pressed.id])
