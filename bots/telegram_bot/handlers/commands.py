"""The commands for people."""

import io

from telegram import InlineKeyboardMarkup, Update
from telegram.error import TelegramError

from bots.telegram_bot.handlers import questions
from bots.telegram_bot.handlers.addressing import asker_of
from bots.telegram_bot.handlers.comparisons import ComparisonFailed, compare
from bots.telegram_bot.messages import views
from bots.telegram_bot.messages.buttons import Press, button, rows, turning
from bots.telegram_bot.messages.markup import bold, escape
from bots.telegram_bot.messages.wording import LANGS, say
from bots.telegram_bot.services import Context, Services, conversation_of, thread_of
from qa import __version__

_SHOWN = 10  # turns of /history
_EXPORTED = 500


async def start(update: Update, context: Context) -> None:
    """Say what this is, with examples to tap."""
    services = Services.of(context)
    lang = services.lang(update.effective_user)
    head = bold(say("start-title", lang))
    await services.reply(update, f"{head}\n{escape(say('start', lang))}", _examples(services, lang))


def _examples(services: Services, lang: str) -> InlineKeyboardMarkup | None:
    texts = examples(services, lang)
    return rows(*([button(text, Press("e", n))] for n, text in enumerate(texts)))


def examples(services: Services, lang: str) -> list[str]:
    """Questions that the loaded reports may answer."""
    places = list(dict.fromkeys(r.place for r in services.engine.reports if r.place)) or [""]
    return [say(f"example-{n}", lang, place=places[n % len(places)]).strip() for n in range(3)]


async def help_(update: Update, context: Context) -> None:
    """Say what can be done; to admins, what only they can do."""
    services, user = Services.of(context), update.effective_user
    codes = ["help", *(["help-admin"] if services.is_admin(user) else [])]
    await services.reply(
        update, escape("\n\n".join(say(code, services.lang(user)) for code in codes))
    )


async def about(update: Update, context: Context) -> None:
    """Say which program this is and what it does not do."""
    await _say(update, context, "about", version=__version__)


async def _say(update: Update, context: Context, code: str, **values: object) -> None:
    services = Services.of(context)
    await services.reply(update, escape(say(code, services.lang(update.effective_user), **values)))


async def ask(update: Update, context: Context) -> None:
    """Answer what stands behind the command."""
    await questions.answer(Services.of(context), update, _rest(update))


async def compare_(update: Update, context: Context) -> None:
    """Set side by side what each report says."""
    services, text = Services.of(context), _rest(update)
    if await questions.turned_away(services, update, text, "compare-what"):
        return
    lang = services.lang(update.effective_user)
    try:
        async with services.working(update):
            saved = await compare(services, update.update_id, text, lang)
    except ComparisonFailed as fault:
        await _say(update, context, "trouble", id=fault.number)
    else:
        await questions.show(services, update, saved, views.answer(saved, lang))


def _rest(update: Update) -> str:
    text = (update.effective_message and update.effective_message.text) or ""
    return text.partition(" ")[2].strip() or text.partition("\n")[2].strip()


async def reports(update: Update, context: Context) -> None:
    """List the reports."""
    services = Services.of(context)
    html, keyboard = reports_page(services, 0, services.lang(update.effective_user))
    await services.reply(update, html, keyboard)


def reports_page(
    services: Services, page: int, lang: str
) -> tuple[str, InlineKeyboardMarkup | None]:
    """One page of the list of reports with its buttons; the last one if there are fewer."""
    all_of = services.engine.reports
    pages = max(1, -(-len(all_of) // views.PER_PAGE))
    page = min(page, pages - 1)
    return views.reports(all_of, page, lang), turning("b", 0, page, pages)


async def new(update: Update, context: Context) -> None:
    """Forget what was said before."""
    services, message = Services.of(context), update.effective_message
    if message:
        await services.turns.start_anew(conversation_of(message), update.update_id)
        services.rates.forget_last(asker_of(update))
    await _say(update, context, "new")


async def cancel(update: Update, context: Context) -> None:
    """Drop what this person has asked here and not been answered yet."""
    services, message, user = Services.of(context), update.effective_message, update.effective_user
    if message and user:
        lane = f"chat {message.chat_id}"
        count = await services.queue.cancel(lane, user.id, update.update_id)
        await _say(update, context, "cancelled" if count else "cancel-none", count=count)


async def history(update: Update, context: Context) -> None:
    """Show the latest turns."""
    services, message = Services.of(context), update.effective_message
    if message:
        turns = services.turns.since_break(conversation_of(message), update.update_id, _SHOWN)
        await services.reply(update, views.history(turns, services.lang(update.effective_user)))


async def export(update: Update, context: Context) -> None:
    """Send the talk as a Markdown file."""
    services, message = Services.of(context), update.effective_message
    lang = services.lang(update.effective_user)
    turns = message and services.turns.since_break(
        conversation_of(message), update.update_id, _EXPORTED
    )
    if not message or not turns:
        await _say(update, context, "history-empty")
        return
    await services.inbox.mark([update.update_id], "sending")
    try:
        await services.bot.send_document(
            message.chat_id,
            io.BytesIO(views.export(turns, lang).encode()),
            filename="yinju.md",
            message_thread_id=thread_of(message),
            caption=say("again", lang) if update.update_id in services.inbox.resumed else None,
        )
    except TelegramError:
        number = questions.trouble(services, "a talk could not be sent as a file")
        await _say(update, context, "trouble", id=number)


async def lang(update: Update, context: Context) -> None:
    """Choose the language, or say which can be chosen."""
    services, user, wanted = Services.of(context), update.effective_user, _rest(update).lower()
    if user and wanted in LANGS:
        await services.store.write(
            "insert or replace into facts values(?, ?)", f"lang {user.id}", wanted
        )
        services.langs[user.id] = wanted
        await _say(update, context, "lang-set")
    else:
        await _say(update, context, "lang-which")


async def unknown(update: Update, context: Context) -> None:
    """Say that there is no such command."""
    await _say(update, context, "unknown-command")
