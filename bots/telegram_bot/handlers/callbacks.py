"""What a pressed button does. The press is answered first; what it says is checked like input."""

import time
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import CallbackQuery, Update

from bots.telegram_bot.engine_process import EngineTimeout
from bots.telegram_bot.handlers import catalogue, comparisons, operator, questions
from bots.telegram_bot.handlers.commands import choose_lang, erase_person
from bots.telegram_bot.handlers.feedback import rate
from bots.telegram_bot.handlers.suggestions import examples
from bots.telegram_bot.messages import buttons, views
from bots.telegram_bot.messages.buttons import LEVELS, Keyboard, Page, Press
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import LANGS, say
from bots.telegram_bot.services import Context, Services
from bots.telegram_bot.storage.turns import Turn

_ASKING = "oegq"  # verbs that put questions to the engine
_FORGET = "x"  # only by whom it is about
_SPINS = 15.0  # seconds for which an app shows that a press is being worked on


async def press(update: Update, context: Context) -> None:
    """Do what the button says, if it may."""
    query, services = update.callback_query, Services.of(context)
    if query is None:
        return
    pressed, lang = Press.parse(query.data or ""), services.lang(query.from_user)
    if pressed is None:
        _answer(services, query, say("expired", lang), alert=True)
    elif told := _too_many(services, query, pressed, lang):
        _answer(services, query, told, alert=True)
    elif pressed.verb == _FORGET and pressed.id == query.from_user.id:
        _answer(services, query)
        await erase_person(services, pressed.id)
        await _edit(services, update, (escape(say("forgotten", lang)), None))
    elif pressed.verb in _ON_A_TURN:
        await _on_a_turn(services, update, query, pressed, lang)
    elif pressed.verb in _ALONE:
        _answer(services, query)
        await _ALONE[pressed.verb](services, update, pressed, lang)
    elif pressed.verb in operator.PRESSES and services.is_admin(query.from_user):
        done = await operator.PRESSES[pressed.verb](services, update, pressed, lang)
        _answer(services, query, done)
    else:
        _answer(services, query, say("expired", lang), alert=True)


async def _on_a_turn(
    services: Services, update: Update, query: CallbackQuery, pressed: Press, lang: str
) -> None:
    """Do what a button under an answer says, if the answer is one of this chat."""
    chat = query.message.chat.id if query.message else 0
    turn = services.turns.find(pressed.id, chat)
    if turn is None:
        _answer(services, query, say("expired", lang), alert=True)
        return
    _answer(services, query, say("rated", lang) if pressed.verb == "r" else None)
    await _ON_A_TURN[pressed.verb](services, update, pressed, turn, lang)


def _too_many(services: Services, query: CallbackQuery, pressed: Press, lang: str) -> str:
    """What to say to somebody whose button would ask more than he may; a press has no date."""
    if pressed.verb not in _ASKING:
        return ""
    return questions.too_many(services, lang, services.rates.wait(query.from_user.id, time.time()))


def _answer(
    services: Services, query: CallbackQuery, text: str | None = None, alert: bool = False
) -> None:
    """Stop the button's spinning; a press of long ago cannot be answered and need not be."""
    services.sender.hurry(partial(query.answer, text, show_alert=alert), _SPINS)


async def _answer_page(services: Services, update: Update, _: Press, turn: Turn, lang: str) -> None:
    await _edit(services, update, (views.answer(turn, lang), _under(services, turn, lang)))


def _under(services: Services, turn: Turn, lang: str, page: int = 0) -> Keyboard:
    return buttons.under_answer(turn, lang, questions.has_other(services, turn), page)


async def _source_page(
    services: Services, update: Update, pressed: Press, turn: Turn, lang: str
) -> None:
    if not turn.passages:  # a source asked of a turn that has none
        return
    number = min(pressed.number, len(turn.passages) - 1)
    pages = views.source_pages(turn.passages[number], lang)
    page = min(pressed.page, len(pages) - 1)
    below = buttons.under_source(turn, number, page, len(pages), lang)
    await _edit(services, update, (pages[page], below))


async def _context_page(
    services: Services, update: Update, pressed: Press, turn: Turn, lang: str
) -> None:
    if not turn.passages:
        return
    citation = turn.passages[min(pressed.number, len(turn.passages) - 1)]
    level = pressed.word if pressed.word in LEVELS else "p"
    try:
        pieces = await services.engine.sentences(citation.report)
    except (KeyError, EngineTimeout):  # a report that is gone has no context
        pieces = ()
    pages = views.context_pages(pieces, citation, level, lang)
    page = min(pressed.page, len(pages) - 1)
    here = Press("c", turn.id, pressed.number, level, page)
    await _edit(services, update, (pages[page], buttons.under_context(here, len(pages), lang)))


async def _others_page(
    services: Services, update: Update, pressed: Press, turn: Turn, lang: str
) -> None:
    by_place = pressed.word == "p"
    try:
        html, pages = await comparisons.others(
            services, update, turn, by_place, pressed.number, lang
        )
    except questions.NoAnswer as failure:
        html, pages = failure.told(lang), 1
    await _edit(services, update, (html, buttons.under_others(pressed, pages, lang)))


async def _compared_page(
    services: Services, update: Update, pressed: Press, turn: Turn, lang: str
) -> None:
    page = min(pressed.number, turn.pages - 1)
    try:
        html = views.answer(turn, lang, page=page)
        if turn.html:
            html = await comparisons.compared(services, update, turn, page, lang)
    except questions.NoAnswer as failure:
        html = failure.told(lang)
    await _edit(services, update, (html, _under(services, turn, lang, page)))


async def _suggestion(
    services: Services, update: Update, pressed: Press, turn: Turn, _: str
) -> None:
    if pressed.number < len(turn.suggestions):
        await questions.answer(services, update, turn.suggestions[pressed.number])


async def _report_of(
    services: Services, update: Update, pressed: Press, turn: Turn, lang: str
) -> None:
    if pressed.number < len(turn.passages):
        await catalogue.send_cited(services, update, turn.passages[pressed.number], lang)


async def _verdict(services: Services, update: Update, pressed: Press, turn: Turn, _: str) -> None:
    if update.effective_user:
        await rate(services, update.effective_user.id, pressed, turn)


_ON_A_TURN: dict[str, Callable[[Services, Update, Press, Turn, str], Awaitable[None]]] = {
    "a": _answer_page,
    "s": _source_page,
    "c": _context_page,
    "o": _others_page,
    "g": _compared_page,
    "q": _suggestion,
    "f": _report_of,
    "r": _verdict,
}


async def _example(services: Services, update: Update, pressed: Press, lang: str) -> None:
    texts = examples(services.engine.reports, lang)
    if pressed.id < len(texts):
        await questions.answer(services, update, texts[pressed.id])


async def _lang(services: Services, update: Update, pressed: Press, _: str) -> None:
    if pressed.id < len(LANGS):
        await choose_lang(services, update, LANGS[pressed.id])


async def _places(services: Services, update: Update, pressed: Press, lang: str) -> None:
    await _edit(services, update, catalogue.places_page(services, pressed.number, lang))


async def _place(services: Services, update: Update, pressed: Press, lang: str) -> None:
    await _edit(services, update, catalogue.reports_page(services, pressed, lang))


async def _report(services: Services, update: Update, pressed: Press, lang: str) -> None:
    await catalogue.send(services, update, pressed.id, lang)


_ALONE: dict[str, Callable[[Services, Update, Press, str], Awaitable[None]]] = {
    "e": _example,
    "l": _lang,
    "b": _places,
    "p": _place,
    "d": _report,
}


async def _edit(services: Services, update: Update, page: Page) -> None:
    """Show another page in place of the present one."""
    if message := update.effective_message:
        await services.edit(update, message.message_id, *page)
