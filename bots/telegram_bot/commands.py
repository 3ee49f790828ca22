"""The commands for people."""

import io

from telegram import InlineKeyboardMarkup, Update
from telegram.error import TelegramError

from bots.telegram_bot import asking, views
from bots.telegram_bot.addressing import asker_of
from bots.telegram_bot.buttons import Click, button, rows, turning
from bots.telegram_bot.compare import Broken, compare
from bots.telegram_bot.desk import Context, Desk, talk_of, thread_of
from bots.telegram_bot.markup import bold, escape
from bots.telegram_bot.wording import LANGS, say
from qa import __version__

_SHOWN = 10  # turns of /history
_EXPORTED = 500


async def start(update: Update, context: Context) -> None:
    """Say what this is, with examples to tap."""
    desk = Desk.of(context)
    lang = desk.lang(update.effective_user)
    head = bold(say("start-title", lang))
    await desk.reply(update, f"{head}\n{escape(say('start', lang))}", _examples(desk, lang))


def _examples(desk: Desk, lang: str) -> InlineKeyboardMarkup | None:
    texts = examples(desk, lang)
    return rows(*([button(text, Click("e", n))] for n, text in enumerate(texts)))


def examples(desk: Desk, lang: str) -> list[str]:
    """Questions that the loaded reports may answer."""
    places = list(dict.fromkeys(r.place for r in desk.core.reports if r.place)) or [""]
    return [say(f"example-{n}", lang, place=places[n % len(places)]).strip() for n in range(3)]


async def help_(update: Update, context: Context) -> None:
    """Say what can be done; to admins, what only they can do."""
    desk, user = Desk.of(context), update.effective_user
    codes = ["help", *(["help-admin"] if desk.is_admin(user) else [])]
    await desk.reply(update, escape("\n\n".join(say(code, desk.lang(user)) for code in codes)))


async def about(update: Update, context: Context) -> None:
    """Say which program this is and what it does not do."""
    await _say(update, context, "about", version=__version__)


async def _say(update: Update, context: Context, code: str, **values: object) -> None:
    desk = Desk.of(context)
    await desk.reply(update, escape(say(code, desk.lang(update.effective_user), **values)))


async def ask(update: Update, context: Context) -> None:
    """Answer what stands behind the command."""
    await asking.answer(Desk.of(context), update, _rest(update))


async def compare_(update: Update, context: Context) -> None:
    """Set side by side what each report says."""
    desk, text = Desk.of(context), _rest(update)
    if await asking.turned_away(desk, update, text, "compare-what"):
        return
    lang = desk.lang(update.effective_user)
    try:
        async with desk.working(update):
            saved = await compare(desk, update.update_id, text, lang)
    except Broken as fault:
        await _say(update, context, "trouble", id=fault.number)
    else:
        await asking.show(desk, update, saved, views.answer(saved, lang))


def _rest(update: Update) -> str:
    text = (update.effective_message and update.effective_message.text) or ""
    return text.partition(" ")[2].strip() or text.partition("\n")[2].strip()


async def reports(update: Update, context: Context) -> None:
    """List the reports."""
    desk = Desk.of(context)
    html, keyboard = reports_page(desk, 0, desk.lang(update.effective_user))
    await desk.reply(update, html, keyboard)


def reports_page(desk: Desk, page: int, lang: str) -> tuple[str, InlineKeyboardMarkup | None]:
    """One page of the list of reports with its buttons; the last one if there are fewer."""
    all_of = desk.core.reports
    pages = max(1, -(-len(all_of) // views.PER_PAGE))
    page = min(page, pages - 1)
    return views.reports(all_of, page, lang), turning("b", 0, page, pages)


async def new(update: Update, context: Context) -> None:
    """Forget what was said before."""
    desk, message = Desk.of(context), update.effective_message
    if message:
        await desk.turns.start_anew(talk_of(message), update.update_id)
        desk.rates.forget_last(asker_of(update))
    await _say(update, context, "new")


async def cancel(update: Update, context: Context) -> None:
    """Drop what this person has asked here and not been answered yet."""
    desk, message, user = Desk.of(context), update.effective_message, update.effective_user
    if message and user:
        lane = f"chat {message.chat_id}"
        count = await desk.queue.cancel(lane, user.id, update.update_id)
        await _say(update, context, "cancelled" if count else "cancel-none", count=count)


async def history(update: Update, context: Context) -> None:
    """Show the latest turns."""
    desk, message = Desk.of(context), update.effective_message
    if message:
        turns = desk.turns.since_break(talk_of(message), update.update_id, _SHOWN)
        await desk.reply(update, views.history(turns, desk.lang(update.effective_user)))


async def export(update: Update, context: Context) -> None:
    """Send the talk as a Markdown file."""
    desk, message = Desk.of(context), update.effective_message
    lang = desk.lang(update.effective_user)
    turns = message and desk.turns.since_break(talk_of(message), update.update_id, _EXPORTED)
    if not message or not turns:
        await _say(update, context, "history-empty")
        return
    await desk.inbox.mark([update.update_id], "sending")
    try:
        await desk.bot.send_document(
            message.chat_id,
            io.BytesIO(views.export(turns, lang).encode()),
            filename="yinju.md",
            message_thread_id=thread_of(message),
            caption=say("again", lang) if update.update_id in desk.inbox.resumed else None,
        )
    except TelegramError:
        number = asking.trouble(desk, "a talk could not be sent as a file")
        await _say(update, context, "trouble", id=number)


async def lang(update: Update, context: Context) -> None:
    """Choose the language, or say which can be chosen."""
    desk, user, wanted = Desk.of(context), update.effective_user, _rest(update).lower()
    if user and wanted in LANGS:
        await desk.store.write(
            "insert or replace into facts values(?, ?)", f"lang {user.id}", wanted
        )
        desk.langs[user.id] = wanted
        await _say(update, context, "lang-set")
    else:
        await _say(update, context, "lang-which")


async def unknown(update: Update, context: Context) -> None:
    """Say that there is no such command."""
    await _say(update, context, "unknown-command")
