"""What only admins may do with the reports and the bot: figures, a fresh index, uploads."""

import logging
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update

from bots.telegram_bot.handlers import questions, uploads
from bots.telegram_bot.handlers.commands import rest_of
from bots.telegram_bot.handlers.uploads import Refused
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Context, Services
from qa.errors import YinjuError

_LOG = logging.getLogger(__name__)
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
            await tell(services, update, "admins-only")

    return handle


async def tell(services: Services, update: Update, code: str, **values: object) -> None:
    """Answer in the bot's own words."""
    await services.reply(update, escape(say(code, services.lang(update.effective_user), **values)))


@for_admins
async def stats(services: Services, update: Update) -> None:
    """Tell how the bot is doing."""
    names = ("answered", "abstained", "refused", "faults", "resent", "strangers")
    counts = {name: round(services.metrics[name]) for name in names}
    ((closed,),) = services.store.read("select count(*) from facts where key glob 'blocked *'")
    outgoing = services.sender.outbox.counts()
    given_up = outgoing.get("given up", 0) + outgoing.get("told", 0)
    await tell(
        services,
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
    async with services.working(update):
        try:
            await services.engine.open()
        except YinjuError as error:
            _LOG.error("the reports cannot be read anew: %s", error)
            number = questions.trouble(services, "reload")
            await tell(services, update, "reload-failed", id=number)
        else:
            await tell(services, update, "reloaded", count=len(services.engine.reports))


@for_admins
async def upload(services: Services, update: Update) -> None:
    """Take a report in and say what was read."""
    message = update.message
    if message is None or message.document is None:
        return
    may_replace = (message.caption or "").strip().lower().startswith("/replace")
    async with services.working(update):
        try:
            code, values = await uploads.take_in(services, message.document, may_replace)
        except Refused as refused:
            code, values = refused.code, refused.values
        await tell(services, update, code, **values)


@for_admins
async def remove(services: Services, update: Update) -> None:
    """Take a report out of the corpus."""
    id = rest_of(update)
    async with services.working(update):
        try:
            code = "removed" if await uploads.remove(services, id) else "remove-what"
        except Refused as refused:
            code = refused.code
        except YinjuError as error:
            _LOG.error("the reports cannot be read anew: %s", error)
            code = "reload-failed"
        await tell(services, update, code, id=id)
