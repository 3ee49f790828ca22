"""What only admins may do: figures, a fresh index, a new report."""

import asyncio
import logging
from pathlib import Path

from telegram import Document, Update
from telegram.error import TelegramError

from bots.telegram_bot import asking
from bots.telegram_bot.desk import Context, Desk
from bots.telegram_bot.markup import escape
from bots.telegram_bot.reading import Refused, checked_name, checked_text
from bots.telegram_bot.wording import say
from qa.adding import add_reports, writable_folder
from qa.errors import CorpusError, YinjuError

_LOG = logging.getLogger(__name__)


async def _say(desk: Desk, update: Update, code: str, **values: object) -> None:
    await desk.reply(update, escape(say(code, desk.lang(update.effective_user), **values)))


async def stats(update: Update, context: Context) -> None:
    """Tell how the bot is doing."""
    desk = Desk.of(context)
    if not desk.is_admin(update.effective_user):
        await _say(desk, update, "admins-only")
        return
    names = ("answered", "abstained", "refused", "faults", "resent", "strangers")
    counts = {name: round(desk.metrics[name]) for name in names}
    hours = round(desk.metrics.uptime / 3600, 1)
    waiting = desk.queue.waiting
    ((closed,),) = desk.store.read("select count(*) from facts where key glob 'blocked *'")
    await _say(
        desk,
        update,
        "stats",
        **counts,
        **desk.turns.totals(),
        waiting=waiting,
        hours=hours,
        closed=closed,
    )


async def reload(update: Update, context: Context) -> None:
    """Read the reports anew."""
    desk = Desk.of(context)
    if not desk.is_admin(update.effective_user):
        await _say(desk, update, "admins-only")
        return
    async with desk.working(update):
        await _reopen(desk, update)


async def _reopen(desk: Desk, update: Update) -> None:
    try:
        await desk.core.open()
    except YinjuError as error:
        _LOG.error("the reports cannot be read anew: %s", error)
        await _say(desk, update, "reload-failed", id=asking.trouble(desk, "reload"))
    else:
        await _say(desk, update, "reloaded", count=len(desk.core.reports))


async def upload(update: Update, context: Context) -> None:
    """Take a report in and say what was read."""
    desk, message = Desk.of(context), update.message
    if message is None or message.document is None:
        return
    if not desk.is_admin(update.effective_user):
        await _say(desk, update, "admins-only")
        return
    async with desk.working(update):
        try:
            code, values = await _take_in(desk, message.document)
        except Refused as refused:
            code, values = refused.code, {}
        await _say(desk, update, code, **values)


async def _take_in(desk: Desk, document: Document) -> tuple[str, dict[str, object]]:
    """What to say about a report that was added.

    Raises:
        Refused: It was not.
    """
    if desk.core.settings.packaged:
        raise Refused("upload-packaged")
    name = checked_name(document.file_name or "")
    limit = desk.settings.upload_limit
    if (document.file_size or 0) > limit:
        raise Refused("upload-large")
    text = checked_text(await _fetch(desk, document, limit), limit)
    path = writable_folder(desk.core.settings) / name
    if path.exists():
        raise Refused("upload-exists")
    try:
        await asyncio.to_thread(add_reports, desk.core.settings, {name: text})
    except CorpusError as error:
        _LOG.error("a report cannot be added: %s", error)
        unwritable = isinstance(error.__cause__, OSError)
        raise Refused("upload-unwritable" if unwritable else "upload-unreadable") from None
    return await _announce(desk, path)


async def _fetch(desk: Desk, document: Document, limit: int) -> bytes:
    try:
        file = await desk.bot.get_file(document.file_id)
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


async def _announce(desk: Desk, path: Path) -> tuple[str, dict[str, object]]:
    try:
        await desk.core.open()
    except YinjuError as error:
        _LOG.warning("an uploaded report is taken back: %s", error)
        path.unlink()
        raise Refused("upload-unreadable") from None
    report = next(r for r in desk.core.reports if r.id == path.stem)
    pieces = await desk.core.sentences(report.id)
    count = sum(s.role == "body" for s in pieces)
    shown = {"id": report.id, "place": report.place, "year": report.year or "", "count": count}
    return "uploaded", {**shown, "title": report.title}
