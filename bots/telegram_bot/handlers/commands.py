"""The commands for people."""

from telegram import InlineKeyboardMarkup, Message, Update

from bots.telegram_bot.access.addressing import asker_of, person_of
from bots.telegram_bot.handlers import catalogue, questions
from bots.telegram_bot.handlers.comparisons import compare
from bots.telegram_bot.handlers.suggestions import examples
from bots.telegram_bot.messages import buttons, views
from bots.telegram_bot.messages.buttons import Press, button
from bots.telegram_bot.messages.markup import bold, escape
from bots.telegram_bot.messages.wording import LANGS, say
from bots.telegram_bot.services import Context, Services, conversation_of
from bots.telegram_bot.storage.erasing import erasing
from qa import __version__

_SHOWN = 10  # turns of /history
_EXPORTED = 500


async def start(update: Update, context: Context) -> None:
    """Say what this is, with examples to tap."""
    services = Services.of(context)
    lang = services.lang(update.effective_user)
    head = bold(say("start-title", lang))
    html = f"{head}\n{escape(say('start', lang))}"
    await services.reply(update, html, _examples(services, lang))


def _examples(services: Services, lang: str) -> InlineKeyboardMarkup | None:
    texts = examples(services.engine.reports, lang)
    return buttons.rows(*([button(text, Press("e", n))] for n, text in enumerate(texts)))


async def help_(update: Update, context: Context) -> None:
    """Say what can be done; to admins, what only they can do."""
    services, user = Services.of(context), update.effective_user
    codes, lang = ["help"], services.lang(user)
    if services.is_admin(user):
        codes.append("help-admin")
    await services.reply(update, escape("\n\n".join(say(code, lang) for code in codes)))


async def about(update: Update, context: Context) -> None:
    """Say which program this is and what it does not do."""
    await Services.of(context).tell(update, "about", version=__version__)


async def ask(update: Update, context: Context) -> None:
    """Answer what stands behind the command."""
    await questions.answer(Services.of(context), update, rest_of(update))


async def compare_(update: Update, context: Context) -> None:
    """Set side by side what each report says."""
    services, text = Services.of(context), rest_of(update)
    if await questions.turned_away(services, update, text, "compare-what"):
        return
    lang = services.lang(update.effective_user)
    try:
        async with services.working(update):
            turn = await compare(services, update, text, lang)
    except questions.NoAnswer as failure:
        await services.reply(update, failure.told(lang))
    else:
        await questions.show(services, update, turn, views.answer(turn, lang))


def rest_of(update: Update) -> str:
    """What stands behind the command."""
    text = (update.effective_message and update.effective_message.text) or ""
    parts = text.split(maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


async def reports(update: Update, context: Context) -> None:
    """List the reports, or those that what stands behind the command fits."""
    services, wanted = Services.of(context), rest_of(update)
    lang = services.lang(update.effective_user)
    page = catalogue.matching_page(services, wanted, lang) if wanted else None
    await services.reply(update, *(page or catalogue.first_page(services, lang)))


async def new(update: Update, context: Context) -> None:
    """Forget what was said before."""
    services, message = Services.of(context), update.effective_message
    if message:
        await services.turns.start_anew(_conversation(update, message))
        services.rates.forget_last(asker_of(update))
    await services.tell(update, "new")


def _conversation(update: Update, message: Message) -> str:
    return conversation_of(message, asker_of(update))


async def cancel(update: Update, context: Context) -> None:
    """Drop what this person has asked here and not been answered yet."""
    services, message, user = Services.of(context), update.effective_message, update.effective_user
    if message and user:
        queue = f"chat {message.chat_id}"
        count = await services.queue.cancel(queue, user.id, update.update_id)
        await services.tell(update, "cancelled" if count else "cancel-none", count=count)


async def history(update: Update, context: Context) -> None:
    """Show the latest turns."""
    services, message = Services.of(context), update.effective_message
    if message:
        turns = services.turns.since_break(_conversation(update, message), _SHOWN)
        lang = services.lang(update.effective_user)
        await services.reply(update, views.history(turns, lang))


async def export(update: Update, context: Context) -> None:
    """Send the conversation as a Markdown file."""
    services, message = Services.of(context), update.effective_message
    lang = services.lang(update.effective_user)
    turns = message and services.turns.since_break(_conversation(update, message), _EXPORTED)
    if not turns:
        await services.tell(update, "history-empty")
        return
    file = ("yinju.md", views.export(turns, lang).encode())
    await services.reply(update, "", file=file)


async def lang(update: Update, context: Context) -> None:
    """Choose the language, or offer those that can be chosen."""
    services, wanted = Services.of(context), rest_of(update).lower()
    if wanted in LANGS:
        await choose_lang(services, update, wanted)
        return
    html = escape(say("lang-which", services.lang(update.effective_user)))
    await services.reply(update, html, buttons.languages())


async def choose_lang(services: Services, update: Update, wanted: str) -> None:
    """Speak a language to a person from now on."""
    if user := update.effective_user:
        await services.store.note(f"lang {user.id}", wanted)
        services.langs[user.id] = wanted
        await services.reply(update, escape(say("lang-set", wanted)))


async def forget(update: Update, context: Context) -> None:
    """Ask whether what is kept of a person is really to be erased: a tap on the menu is a slip."""
    services, person = Services.of(context), person_of(update)
    lang = services.lang(person)
    if person is None:  # a group that speaks for itself cannot press as itself
        await erase_person(services, asker_of(update))
        await services.tell(update, "forgotten")
        return
    sure = buttons.confirm(say("button-forget", lang), Press("x", person.id))
    await services.reply(update, escape(say("forget-sure", lang)), sure)


async def erase_person(services: Services, person: int) -> None:
    """Erase what is kept of a person."""
    await services.store.write_all(erasing(person))
    services.langs.pop(person, None)


async def unknown(update: Update, context: Context) -> None:
    """Say that there is no such command."""
    await Services.of(context).tell(update, "unknown-command")
