"""The wiring: the bot's parts put together, handlers in their order."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import BotCommand, BotCommandScopeAllGroupChats, LinkPreviewOptions, Update
from telegram.error import TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    TypeHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bots.telegram_bot.handlers import admin, commands, inline
from bots.telegram_bot.handlers.access import check
from bots.telegram_bot.handlers.addressing import is_addressed, question_of
from bots.telegram_bot.handlers.callbacks import click
from bots.telegram_bot.handlers.feedback import react
from bots.telegram_bot.handlers.questions import answer, trouble
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import LANGS, say
from bots.telegram_bot.polling.resilient_bot import ResilientBot
from bots.telegram_bot.polling.update_queue import InboxQueue, InOrderProcessor
from bots.telegram_bot.services import Context, Services
from bots.telegram_bot.settings import BotSettings
from bots.telegram_bot.storage.store import Store, StoreLost

_LOG = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]
KINDS = [
    "message", "callback_query", "inline_query", "message_reaction", "my_chat_member",
    "guest_message",
]  # fmt: skip
"""Edited messages are left out: an edit is no new question."""
_POOL = 8  # connections; each one more slows every call
_SEND_TIMEOUT = 25.0  # seconds; a shorter one only makes more answers of unknown fate
_COMMANDS = {
    "start": commands.start,
    "help": commands.help_,
    "ask": commands.ask,
    "compare": commands.compare_,
    "reports": commands.reports,
    "new": commands.new,
    "cancel": commands.cancel,
    "history": commands.history,
    "export": commands.export,
    "lang": commands.lang,
    "about": commands.about,
    "stats": admin.stats,
    "reload": admin.reload,
}
MENU = tuple(name for name in _COMMANDS if name not in ("stats", "reload"))
GROUP_MENU = ("ask", "compare", "reports", "new", "help")


def make_bot(
    settings: BotSettings,
    on_end: Callable[[str], None],
    on_updates: Callable[[Sequence[Update]], Awaitable[None]],
) -> ResilientBot:
    """The bot, with timeouts that fit long polling and answers that must arrive."""
    limiter = None
    if settings.per_second:
        limiter = AIORateLimiter(overall_max_rate=settings.per_second, max_retries=0)
    return ResilientBot(
        settings.token,
        patience=settings.server_patience,
        on_end=on_end,
        on_updates=on_updates,
        base_url=f"{settings.base_url}/bot",
        base_file_url=f"{settings.base_url}/file/bot",
        request=HTTPXRequest(_POOL, read_timeout=_SEND_TIMEOUT, pool_timeout=_SEND_TIMEOUT),
        get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=5.0),
        rate_limiter=limiter,
        defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
    )


def make_application(bot: ResilientBot, queue: InboxQueue, slots: int) -> App:
    """The application with all handlers."""
    queue.bot = bot
    builder = ApplicationBuilder().bot(bot).update_queue(queue)
    app: App = builder.concurrent_updates(InOrderProcessor(queue, slots)).build()
    app.add_handler(TypeHandler(Update, check), group=-1)
    only = filters.UpdateType.MESSAGE
    for name, callback in _COMMANDS.items():
        app.add_handler(CommandHandler(name, callback, filters=only))
    app.add_handler(CallbackQueryHandler(click))
    app.add_handler(InlineQueryHandler(inline.inline))
    app.add_handler(MessageReactionHandler(react))
    app.add_handler(
        MessageHandler(only & filters.Document.ALL & filters.ChatType.PRIVATE, admin.upload)
    )
    app.add_handler(MessageHandler(only, message))
    app.add_handler(TypeHandler(Update, rest))
    app.add_error_handler(on_error)
    return app


async def message(update: Update, context: Context) -> None:
    """Answer a message that speaks to the bot; keep silent about the others."""
    services, said = Services.of(context), update.message
    if said is None or not is_addressed(said, services.bot):
        return
    if said.text and said.text.startswith("/"):
        if said.chat.type == "private":
            await commands.unknown(update, context)
        return
    if said.text:
        await answer(services, update, question_of(said, services.bot))
    elif said.chat.type == "private" and said.effective_attachment:
        await services.reply(update, escape(say("not-text", services.lang(said.from_user))))


async def rest(update: Update, context: Context) -> None:
    """Take guests in; pass over what is nothing to us."""
    if update.guest_message:
        await inline.guest(update, context)


async def on_error(update: object, context: Context) -> None:
    """Log what went wrong under a number and tell the person that number only."""
    if not isinstance(update, Update):
        _LOG.warning("polling: %s", context.error)
        return
    if isinstance(context.error, StoreLost):  # the end is near, and the update stays in the inbox
        return
    services = Services.of(context)
    try:
        raise context.error or RuntimeError
    except Exception:
        number = trouble(services, "an update could not be handled")
    if update.message:
        await services.reply(
            update, escape(say("trouble", services.lang(update.effective_user), id=number))
        )


async def introduce(bot: ResilientBot, store: Store) -> None:
    """Set the menus and the description where they have changed; failing is no disaster."""
    for lang in LANGS:
        menus = [_menu(MENU, lang), _menu(GROUP_MENU, lang)]
        words = say("short-description", lang)
        code = "zh" if lang == "zh" else None  # whoever has no menu of his own gets English
        try:
            if store.read(
                "select 1 from facts where key=? and value=?", f"menu {lang}", repr((menus, words))
            ):
                continue
            await bot.set_my_commands(menus[0], language_code=code)
            await bot.set_my_commands(menus[1], BotCommandScopeAllGroupChats(), language_code=code)
            await bot.set_my_short_description(words, language_code=code)
            await store.fact(f"menu {lang}", repr((menus, words)))
        except TelegramError as error:
            _LOG.warning("the menu could not be set: %s", type(error).__name__)


def _menu(names: tuple[str, ...], lang: str) -> list[BotCommand]:
    return [BotCommand(name, say(f"menu-{name}", lang)) for name in names]
