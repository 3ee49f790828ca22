"""The wiring: the bot and its handlers in their order."""

import logging
from functools import partial
from typing import Any

from telegram import BotCommand, BotCommandScopeAllGroupChats, LinkPreviewOptions, Message, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    TypeHandler,
    filters,
)

from bots.telegram_bot.access.addressing import is_addressed, question_of
from bots.telegram_bot.handlers import admin, commands, inline, operator
from bots.telegram_bot.handlers.admission import check
from bots.telegram_bot.handlers.callbacks import press
from bots.telegram_bot.handlers.feedback import react
from bots.telegram_bot.handlers.questions import answer, answer_anew, trouble
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import LANGS, say
from bots.telegram_bot.request import Request
from bots.telegram_bot.services import Context, Services
from bots.telegram_bot.settings import BotSettings
from bots.telegram_bot.storage.store import Store, StoreLost

_LOG = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]
KINDS = (
    "message", "edited_message", "callback_query", "inline_query", "message_reaction",
    "my_chat_member", "guest_message",
)  # fmt: skip
_SEND_TIMEOUT = 25.0  # seconds; a shorter one only makes more answers of unknown fate
_POLL_TIMEOUT = 5.0  # seconds on top of those that Telegram is asked to wait
_FOR_PEOPLE = {
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
    "forget": commands.forget,
    "about": commands.about,
}
MENU = tuple(_FOR_PEOPLE)
GROUP_MENU = ("ask", "compare", "reports", "new", "help")
_FOR_ADMINS = {
    "stats": admin.stats,
    "reload": admin.reload,
    "remove": admin.remove,
    "allow": operator.allow,
    "block": operator.block,
    "people": operator.people,
    "review": operator.look_over,
    "undelivered": operator.undelivered,
    "erase": operator.erase,
    "broadcast": operator.broadcast,
}
COMMANDS = _FOR_PEOPLE | _FOR_ADMINS


def make_bot(settings: BotSettings) -> ExtBot[None]:
    """The bot, with timeouts that fit long polling and answers that must arrive."""
    request = partial(Request, settings.base_url, largest=settings.upload_limit)
    return ExtBot(
        settings.token,
        base_url=f"{settings.base_url}/bot",
        base_file_url=f"{settings.base_url}/file/bot",
        request=request(_SEND_TIMEOUT),
        get_updates_request=request(_POLL_TIMEOUT),
        defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
    )


def make_application(bot: ExtBot[None]) -> App:
    """The application with all handlers; it is fed from outside."""
    app: App = ApplicationBuilder().bot(bot).updater(None).build()
    app.add_handler(TypeHandler(Update, check), group=-1)
    only = filters.UpdateType.MESSAGE
    for name, callback in COMMANDS.items():
        app.add_handler(CommandHandler(name, callback, filters=only))
    app.add_handler(CallbackQueryHandler(press))
    app.add_handler(InlineQueryHandler(inline.inline))
    app.add_handler(MessageReactionHandler(react))
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, moved))
    app.add_handler(MessageHandler(only, message))
    app.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, edited))
    app.add_handler(TypeHandler(Update, inline.guest))
    app.add_error_handler(on_error)
    return app


async def message(update: Update, context: Context) -> None:
    """Answer a message that speaks to the bot; keep silent about the others."""
    services, said = Services.of(context), update.message
    if said is None or not is_addressed(said, services.bot):
        return
    is_private = said.chat.type == "private"
    if said.document and is_private and services.is_admin(said.from_user):
        await admin.upload(update, context)
    elif said.text and said.text.startswith("/"):
        if is_private:
            await commands.unknown(update, context)
    elif said.text or said.caption:
        await answer(services, update, question_of(said, services.bot))
    elif said.document and (is_private or services.is_admin(said.from_user)):
        code = "upload-private" if services.is_admin(said.from_user) else "upload-admins"
        await services.tell(update, code)
    elif is_private and said.effective_attachment:
        await services.tell(update, "not-text")


async def edited(update: Update, context: Context) -> None:
    """Answer an edited question in the place of its first answer."""
    services, said = Services.of(context), update.edited_message
    if said and is_addressed(said, services.bot):
        text = question_of(said, services.bot)
        if text.startswith("/ask"):
            text = text.partition(" ")[2]
        await answer_anew(services, update, text.strip())


async def moved(update: Update, context: Context) -> None:
    """Carry over what is kept of a group that becomes a supergroup."""
    said = update.effective_message
    if isinstance(said, Message) and said.migrate_to_chat_id:
        await Services.of(context).sender.move(said.chat_id, said.migrate_to_chat_id)


async def on_error(update: object, context: Context) -> None:
    """Log what went wrong under a number and tell the person that number only."""
    if not isinstance(update, Update) or isinstance(context.error, StoreLost):
        return  # the store says itself that the end is near; the update stays in the inbox
    services = Services.of(context)
    number = trouble(services, "an update could not be handled", context.error)
    await services.notify_admins("notice-fault", id=number)
    if update.message:
        lang = services.lang(update.effective_user)
        await services.reply(update, escape(say("trouble", lang, id=number)))


async def introduce(bot: ExtBot[None], store: Store) -> None:
    """Set the menus and the description where they have changed; failing is no disaster."""
    for lang in LANGS:
        menus = [_menu(MENU, lang), _menu(GROUP_MENU, lang)]
        words = say("short-description", lang)
        code = "zh" if lang == "zh" else None  # whoever has no menu of his own gets English
        key, shown = f"menu {lang}", repr((menus, words))
        if store.fact(key) == shown:
            continue
        try:
            await bot.set_my_commands(menus[0], language_code=code)
            await bot.set_my_commands(menus[1], BotCommandScopeAllGroupChats(), language_code=code)
            await bot.set_my_short_description(words, language_code=code)
            await store.note(key, shown)
        except TelegramError as error:
            _LOG.warning("the menu could not be set: %s", type(error).__name__)


def _menu(names: tuple[str, ...], lang: str) -> list[BotCommand]:
    return [BotCommand(name, say(f"menu-{name}", lang)) for name in names]
