"""What only admins may do: figures, a fresh index, a new report."""

import asyncio
import logging
from pathlib import Path

from telegram import Document, Update
from telegram.error import TelegramError

from bots.telegram_bot.handlers import questions
from bots.telegram_bot.handlers.uploads import Refused, checked_name, checked_text
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Context, Services
from qa.adding import add_reports, writable_folder
from qa.errors import CorpusError, YinjuError

_LOG = logging.getLogger(__name__)


async def _say(services: Services, update: Update, code: str, **values: object) -> None:
    await services.reply(update, escape(say(code, services.lang(update.effective_user), **values)))


async def stats(update: Update, context: Context) -> None:
    """Tell how the bot is doing."""
    services = Services.of(context)
    if not services.is_admin(update.effective_user):
        await _say(services, update, "admins-only")
        return
    names = ("answered", "abstained", "refused", "faults", "resent", "strangers")
    counts = {name: round(services.metrics[name]) for name in names}
    hours = round(services.metrics.uptime / 3600, 1)
    waiting = services.queue.waiting
    ((closed,),) = services.store.read("select count(*) from facts where key glob 'blocked *'")
    await _say(
        services,
        update,
        "stats",
        **counts,
        **services.turns.totals(),
        waiting=waiting,
        hours=hours,
        closed=closed,
    )


async def reload(update: Update, context: Context) -> None:
    """Read the reports anew."""
    services = Services.of(context)
    if not services.is_admin(update.effective_user):
        await _say(services, update, "admins-only")
        return
    async with services.working(update):
        await _reopen(services, update)


async def _reopen(services: Services, update: Update) -> None:
    try:
        await services.engine.open()
    except YinjuError as error:
        _LOG.error("the reports cannot be read anew: %s", error)
        await _say(services, update, "reload-failed", id=questions.trouble(services, "reload"))
    else:
        await _say(services, update, "reloaded", count=len(services.engine.reports))


async def upload(update: Update, context: Context) -> None:
    """Take a report in and say what was read."""
    services, message = Services.of(context), update.message
    if message is None or message.document is None:
        return
    if not services.is_admin(update.effective_user):
        await _say(services, update, "admins-only")
        return
    async with services.working(update):
        try:
            code, values = await _take_in(services, message.document)
        except Refused as refused:
            code, values = refused.code, {}
        await _say(services, update, code, **values)


async def _take_in(services: Services, document: Document) -> tuple[str, dict[str, object]]:
    """What to say about a report that was added.

    Raises:
        Refused: It was not.
    """
    if services.engine.settings.packaged:
        raise Refused("upload-packaged")
    name = checked_name(document.file_name or "")
    limit = services.settings.upload_limit
    if (document.file_size or 0) > limit:
        raise Refused("upload-large")
    text = checked_text(await _fetch(services, document, limit), limit)
    path = writable_folder(services.engine.settings) / name
    if path.exists():
        raise Refused("upload-exists")
    try:
        await asyncio.to_thread(add_reports, services.engine.settings, {name: text})
    except CorpusError as error:
        _LOG.error("a report cannot be added: %s", error)
        unwritable = isinstance(error.__cause__, OSError)
        raise Refused("upload-unwritable" if unwritable else "upload-unreadable") from None
    return await _announce(services, path)


async def _fetch(services: Services, document: Document, limit: int) -> bytes:
    try:
        file = await services.bot.get_file(document.file_id)
        # A path that is not the server's own would be read from this machine's disk.
        if not (file.file_path or "").startswith(("https://", "http://")):
            raise Refused("upload-unreadable")
        if (file.file_size or 0) > limit:
            raise Refused("upload-large")
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        _LOG.warning("a file could not be fetched: %s", type(error).__name__)
        large = "too big" in error.message.lower()
        raise Refused("upload-large" if large else "upload-unreadable") from None


async def _announce(services: Services, path: Path) -> tuple[str, dict[str, object]]:
    try:
        await services.engine.open()
    except YinjuError as error:
        _LOG.warning("an uploaded report is taken back: %s", error)
        path.unlink()
        raise Refused("upload-unreadable") from None
    report = next(r for r in services.engine.reports if r.id == path.stem)
    pieces = await services.engine.sentences(report.id)
    count = sum(s.role == "body" for s in pieces)
    shown = {"id": report.id, "place": report.place, "year": report.year or "", "count": count}
    return "uploaded", {**shown, "title": report.title}
