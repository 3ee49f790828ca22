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

from bots.telegram_bot import views
from bots.telegram_bot.addressing import question_of
from bots.telegram_bot.asking import TOP, ask, too_many
from bots.telegram_bot.commands import examples
from bots.telegram_bot.desk import Context, Desk
from bots.telegram_bot.markup import escape, shorten
from bots.telegram_bot.turns import Saved
from bots.telegram_bot.wording import say
from qa.model import Question

_PAGE = 5  # results at a time
_CACHE = 10  # seconds; reports may be reloaded
_MOST = 50


async def inline(update: Update, context: Context) -> None:
    """Offer the answer, then each of its sources; nothing to somebody who has to wait."""
    query, desk = update.inline_query, Desk.of(context)
    if query is None:
        return
    lang, text = desk.lang(query.from_user), query.query.strip()
    what = f"inline {text}"
    if text and (seconds := desk.rates.wait(query.from_user.id, time.time(), what, typing=True)):
        told = too_many(desk, lang, seconds)
        await _offer(query, [], "", told, round(seconds))  # the app asks no sooner
        return
    offset = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
    results = await (_results(desk, text, lang) if text else _examples(desk, lang))
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


async def _examples(desk: Desk, lang: str) -> list[InlineQueryResultArticle]:
    return [
        _article(f"e{n}", text, say("inline-example", lang), escape(text))
        for n, text in enumerate(examples(desk, lang))
    ]


async def _results(desk: Desk, text: str, lang: str) -> list[InlineQueryResultArticle]:
    found = await ask(desk, Question(text, lang=lang), TOP)
    if isinstance(found, str):
        return []
    saved = Saved.of(0, found, lang)
    first = _article("a", saved.text or saved.message, text, _with_question(saved, lang))
    sources = [
        _article(f"s{n}", title, text, html)
        for n, (title, text, html) in enumerate(views.quotations(saved, lang))
    ]
    return [first, *sources][:_MOST]


def _with_question(saved: Saved, lang: str) -> str:
    return f"{escape(shorten(saved.question, 300))}\n\n{views.answer(saved, lang)}"


def _article(id: str, title: str, description: str, html: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(html, parse_mode="HTML")
    title, description = shorten(title, 120), shorten(description, 200)
    return InlineQueryResultArticle(id, title, content, description=description)


async def guest(update: Update, context: Context) -> None:
    """Answer a message that names the bot in a chat it is no member of."""
    message, desk = update.guest_message, Desk.of(context)
    if message is None or not message.guest_query_id:
        return
    user, lang = update.effective_user, desk.lang(update.effective_user)
    seconds = desk.rates.wait(user.id, message.date.timestamp()) if user else 0
    html = escape(too_many(desk, lang, seconds)) or await _guest_answer(desk, update, message)
    with suppress(TelegramError):
        await desk.bot.answer_guest_query(
            message.guest_query_id, _article("a", say("start-title", lang), "", html)
        )


async def _guest_answer(desk: Desk, update: Update, message: Message) -> str:
    lang = desk.lang(update.effective_user)
    found = await ask(desk, Question(question_of(message, desk.bot), lang=lang), TOP)
    if isinstance(found, str):
        return escape(say("trouble", lang, id=found))
    return views.answer(Saved.of(update.update_id, found, lang), lang)
