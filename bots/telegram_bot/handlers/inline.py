"""@bot QUESTION in any chat, and guest mode: the answer and its sources to choose from."""

import time
from functools import partial

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
    Update,
)

from bots.telegram_bot.access.addressing import question_of
from bots.telegram_bot.handlers.questions import LONGEST, NoAnswer, ask, too_many
from bots.telegram_bot.handlers.suggestions import examples
from bots.telegram_bot.messages import views
from bots.telegram_bot.messages.markup import escape, shorten
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Context, Services
from bots.telegram_bot.storage.turns import Turn
from qa.model import Question

_PAGE = 5  # results at a time
_CACHE = 10  # seconds; reports may be reloaded
_MOST = 50
_SOON = 10.0  # seconds after which the app has given up waiting
_GUEST_SOON = 60.0
Results = list[InlineQueryResultArticle]


async def inline(update: Update, context: Context) -> None:
    """Offer the answer, then each of its sources; nothing to somebody who has to wait."""
    query, services = update.inline_query, Services.of(context)
    if query is None:
        return
    lang, text, user = services.lang(query.from_user), query.query.strip(), query.from_user.id
    what = f"inline {text}"
    if text and (seconds := services.rates.wait(user, time.time(), what, typing=True)):
        told = too_many(services, lang, seconds)
        _offer(services, update, [], "", (told, round(seconds)))  # the app asks no sooner
        return
    offset = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
    results = await _results(services, update, text, lang) if text else _examples(services, lang)
    more = str(offset + _PAGE) if offset + _PAGE < len(results) else ""
    page = results[offset : offset + _PAGE]
    _offer(services, update, page, more, (say("inline-private", lang), _CACHE))


def _offer(
    services: Services, update: Update, page: Results, more: str, foot: tuple[str, int]
) -> None:
    """Show a page below a button that leads to the private chat.

    `foot` is what the button says, and for how many seconds the app may keep the page.
    """
    button = InlineQueryResultsButton(foot[0], start_parameter="inline")
    if query := update.inline_query:
        answer = partial(
            query.answer, page, foot[1], is_personal=True, next_offset=more or None, button=button
        )
        services.sender.hurry(answer, _SOON)


def _examples(services: Services, lang: str) -> Results:
    return [
        _article(f"e{n}", text, say("inline-example", lang), escape(text))
        for n, text in enumerate(examples(services.engine.reports, lang))
    ]


async def _results(services: Services, update: Update, text: str, lang: str) -> Results:
    try:
        found = await ask(services, update, Question(text[:LONGEST], lang=lang))
    except NoAnswer:
        return []
    turn = Turn.of(0, found, lang)
    first = _article("a", turn.text or turn.message, text, _with_question(turn, lang))
    sources = [
        _article(f"s{n}", title, text, html)
        for n, (title, text, html) in enumerate(views.quotations(turn, lang))
    ]
    return [first, *sources][:_MOST]


def _with_question(turn: Turn, lang: str) -> str:
    return f"{escape(shorten(turn.question, 300))}\n\n{views.answer(turn, lang)}"


def _article(id: str, title: str, description: str, html: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(html, parse_mode="HTML")
    title, description = shorten(title, 120), shorten(description, 200)
    return InlineQueryResultArticle(id, title, content, description=description)


async def guest(update: Update, context: Context) -> None:
    """Answer a message that names the bot in a chat it is no member of; pass over all else."""
    message, services = update.guest_message, Services.of(context)
    if message is None or not message.guest_query_id:
        return
    user, lang = update.effective_user, services.lang(update.effective_user)
    seconds = services.rates.wait(user.id, message.date.timestamp()) if user else 0
    told = escape(too_many(services, lang, seconds))
    html = told or await _guest_answer(services, update, message)
    article = _article("a", say("start-title", lang), "", html)
    answer = partial(services.bot.answer_guest_query, message.guest_query_id, article)
    services.sender.hurry(answer, _GUEST_SOON)


async def _guest_answer(services: Services, update: Update, message: Message) -> str:
    lang = services.lang(update.effective_user)
    question = Question(question_of(message, services.bot)[:LONGEST], lang=lang)
    try:
        found = await ask(services, update, question)
    except NoAnswer as failure:
        return failure.told(lang)
    return views.answer(Turn.of(0, found, lang), lang)
