"""@bot QUESTION in any chat, and guest mode: the answer and its sources to choose from."""

from contextlib import suppress

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import TelegramError

from bots.telegram_bot import views
from bots.telegram_bot.addressing import question_of
from bots.telegram_bot.asking import TOP, ask
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
    """Offer the answer, then each of its sources."""
    query, desk = update.inline_query, Desk.of(context)
    if query is None:
        return
    lang, text = desk.lang(query.from_user), query.query.strip()
    offset = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
    results = await (_results(desk, text, lang) if text else _examples(desk, lang))
    page = results[offset : offset + _PAGE]
    more = str(offset + _PAGE) if offset + _PAGE < len(results) else None
    with suppress(TelegramError):  # too late: the person has typed on
        await query.answer(
            page,
            cache_time=_CACHE,
            is_personal=True,
            next_offset=more,
            button=InlineQueryResultsButton(say("inline-private", lang), start_parameter="inline"),
        )


async def _examples(desk: Desk, lang: str) -> list[InlineQueryResultArticle]:
    return [
        _article(f"e{n}", text, say("inline-example", lang), escape(text))
        for n, text in enumerate(examples(desk, lang))
    ]


async def _results(desk: Desk, text: str, lang: str) -> list[InlineQueryResultArticle]:
    found = await ask(desk, Question(text), TOP)
    if isinstance(found, str):
        return []
    saved = Saved.of(0, found, lang)
    first = _article("a", saved.text or saved.message, text, _with_question(saved, lang))
    sources = [
        _article(f"s{n}", title, passage.text, html)
        for n, ((title, html), passage) in enumerate(
            zip(views.quotations(saved, lang), saved.passages, strict=True)
        )
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
    lang = desk.lang(update.effective_user)
    found = await ask(desk, Question(question_of(message, desk.bot)), TOP)
    if isinstance(found, str):
        html = escape(say("trouble", lang, id=found))
    else:
        html = views.answer(Saved.of(update.update_id, found, lang), lang)
    with suppress(TelegramError):
        await desk.bot.answer_guest_query(
            message.guest_query_id, _article("a", say("start-title", lang), "", html)
        )
