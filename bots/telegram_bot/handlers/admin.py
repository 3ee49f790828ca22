"""What only admins may do with the reports and the bot: figures, a fresh index, uploads."""

from collections.abc import Callable, Coroutine, Sequence
from functools import wraps
from typing import Any

from telegram import Update

from bots.telegram_bot.handlers import uploads
from bots.telegram_bot.handlers.commands import rest_of
from bots.telegram_bot.messages.markup import escape, fill
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Context, Services

Command = Callable[[Services, Update], Coroutine[Any, Any, None]]
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def for_admins(command: Command) -> Handler:
    """The handler of a command that everybody else is told is not for them."""

    @wraps(command)
    async def handle(update: Update, context: Context) -> None:
        services = Services.of(context)
        if services.is_admin(update.effective_user):
            await command(services, update)
        else:
            await services.tell(update, "admins-only")

    return handle


@for_admins
async def stats(services: Services, update: Update) -> None:
    """Tell how the bot is doing."""
    names = ("answered", "abstained", "refused", "faults", "resent", "strangers")
    counts = {name: round(services.metrics[name]) for name in names}
    ((closed,),) = services.store.read("select count(*) from facts where key glob 'blocked *'")
    outgoing = services.sender.outbox.counts()
    given_up = outgoing.get("given up", 0) + outgoing.get("told", 0)
    await services.tell(
        update,
        "stats",
        **counts,
        **services.turns.totals(),
        waiting=services.queue.waiting,
        unsent=outgoing.get("waiting", 0) + outgoing.get("sending", 0),
        given_up=given_up,
        aside=services.inbox.counts().get("aside", 0),
        hours=round(services.metrics.uptime / 3600, 1),
        closed=closed,
    )


@for_admins
async def reload(services: Services, update: Update) -> None:
    """Read the reports anew."""
    lang = services.lang(update.effective_user)
    async with services.working(update):
        lines = await uploads.read_anew(services, lang)
    await _list(
        services, update, lines or [say("reloaded", lang, count=len(services.engine.reports))]
    )


@for_admins
async def upload(services: Services, update: Update) -> None:
    """Take reports in and say what was read."""
    message, lang = update.message, services.lang(update.effective_user)
    if message is None or message.document is None:
        return
    options = set((message.caption or "").lower().split())
    async with services.working(update):
        lines = await uploads.take_in(services, message.document, options, lang)
    await _list(services, update, lines)


@for_admins
async def remove(services: Services, update: Update) -> None:
    """Take a report out of the corpus."""
    async with services.working(update):
        lines = await uploads.remove(
            services, rest_of(update), services.lang(update.effective_user)
        )
    await _list(services, update, lines)


async def _list(services: Services, update: Update, lines: Sequence[str]) -> None:
    """Answer with as many of the lines as a message holds."""
    await services.reply(update, fill(map(escape, lines)))
