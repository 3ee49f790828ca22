"""@bot QUESTION in any chat, and guest mode: the answer and its sources to choose from."""

import time
from contextlib import suppress

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
    Update,
)
from telegram.error import TelegramError

from bots.telegram_bot.handlers.addressing import question_of
from bots.telegram_bot.handlers.commands import examples
from bots.telegram_bot.handlers.questions import TOP, ask, too_many
from bots.telegram_bot.messages import views
from bots.telegram_bot.messages.markup import escape, shorten
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Context, Services
from bots.telegram_bot.storage.turns import Turn
from qa.model import Question

_PAGE = 5  # results at a time
_CACHE = 10  # seconds; reports may be reloaded
_MOST = 50


async def inline(update: Update, context: Context) -> None:
    """Offer the answer, then each of its sources; nothing to somebody who has to wait."""
    query, services = update.inline_query, Services.of(context)
    if query is None:
        return
    lang, text = services.lang(query.from_user), query.query.strip()
    what = f"inline {text}"
    if text and (
        seconds := services.rates.wait(query.from_user.id, time.time(), what, typing=True)
    ):
        told = too_many(services, lang, seconds)
        await _offer(query, [], "", told, round(seconds))  # the app asks no sooner
        return
    offset = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
    results = await (_results(services, text, lang) if text else _examples(services, lang))
    more = str(offset + _PAGE) if offset + _PAGE < len(results) else ""
    page = results[offset : offset + _PAGE]
    await _offer(query, page, more, say("inline-private", lang), _CACHE)


async def _offer(
    query: InlineQuery, page: list[InlineQueryResultArticle], more: str, label: str, seconds: int
) -> None:
    """Show a page below a button that leads to the private chat, to be kept for some seconds."""
    button = InlineQueryResultsButton(label, start_parameter="inline")
    with suppress(TelegramError):  # too late: the person has typed on
        await query.answer(
            page, cache_time=seconds, is_personal=True, next_offset=more or None, button=button
        )


async def _examples(services: Services, lang: str) -> list[InlineQueryResultArticle]:
    return [
        _article(f"e{n}", text, say("inline-example", lang), escape(text))
        for n, text in enumerate(examples(services, lang))
    ]


async def _results(services: Services, text: str, lang: str) -> list[InlineQueryResultArticle]:
    found = await ask(services, Question(text, lang=lang), TOP)
    if isinstance(found, str):
        return []
    saved = Turn.of(0, found, lang)
    first = _article("a", saved.text or saved.message, text, _with_question(saved, lang))
    sources = [
        _article(f"s{n}", title, text, html)
        for n, (title, text, html) in enumerate(views.quotations(saved, lang))
    ]
    return [first, *sources][:_MOST]


def _with_question(saved: Turn, lang: str) -> str:
    return f"{escape(shorten(saved.question, 300))}\n\n{views.answer(saved, lang)}"


def _article(id: str, title: str, description: str, html: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(html, parse_mode="HTML")
    title, description = shorten(title, 120), shorten(description, 200)
    return InlineQueryResultArticle(id, title, content, description=description)


async def guest(update: Update, context: Context) -> None:
    """Answer a message that names the bot in a chat it is no member of."""
    message, services = update.guest_message, Services.of(context)
    if message is None or not message.guest_query_id:
        return
    user, lang = update.effective_user, services.lang(update.effective_user)
    seconds = services.rates.wait(user.id, message.date.timestamp()) if user else 0
    html = escape(too_many(services, lang, seconds)) or await _guest_answer(
        services, update, message
    )
    with suppress(TelegramError):
        await services.bot.answer_guest_query(
            message.guest_query_id, _article("a", say("start-title", lang), "", html)
        )


async def _guest_answer(services: Services, update: Update, message: Message) -> str:
    lang = services.lang(update.effective_user)
    found = await ask(services, Question(question_of(message, services.bot), lang=lang), TOP)
    if isinstance(found, str):
        return escape(say("trouble", lang, id=found))
    return views.answer(Turn.of(update.update_id, found, lang), lang)
