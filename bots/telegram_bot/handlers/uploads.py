"""A report that an admin sends: checked, fetched within its limit, added, announced."""

import asyncio
import logging
import re
import unicodedata
from hashlib import sha256
from pathlib import Path, PurePath

import httpx
from telegram import Bot, Document
from telegram.error import TelegramError

from bots.telegram_bot.services import Services
from qa.adding import add_reports, writable_folder
from qa.errors import CorpusError, SettingsError, YinjuError

_LOG = logging.getLogger(__name__)
ENDINGS = frozenset(("txt",))
"""Of the files that `qa.adding` takes."""
_UNFIT = re.compile(r"[^\w\-]+")
_LONGEST = 80  # characters of a name
_FETCH = 60.0  # seconds
Outcome = tuple[str, dict[str, object]]
"""The wording for what came of it, and its values."""


class Refused(Exception):
    """A report was not taken in; `code` is the wording that says why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


async def take_in(services: Services, document: Document, may_replace: bool) -> Outcome:
    """What to say about a report that was added, or replaced if that is wanted.

    Raises:
        Refused: It was not.
    """
    if services.engine.settings.packaged:
        raise Refused("upload-packaged")
    name, limit = report_name(document.file_name or ""), services.settings.upload_limit
    if (document.file_size or 0) > limit:
        raise Refused("upload-large")
    content = await _fetch(services.bot, document, limit)
    digest = sha256(content).hexdigest()
    same = next((r.id for r in services.engine.reports if r.sha256 == digest), None)
    if same:
        raise Refused("upload-there", id=same)
    former = _former(services, name) if may_replace else None
    await _add(services, name, content, former)
    return await _announce(services, name, former)


def report_name(name: str) -> str:
    """The file name as it is kept: blanks, brackets and the like become dashes.

    Raises:
        Refused: Nothing is left of it, or it leads out of its folder.
    """
    name = unicodedata.normalize("NFC", name)
    stem, dot, ending = name.rpartition(".")
    if not dot or stem.startswith(".") or re.search(r"[/\\\0\n]", name):
        raise Refused("upload-name")
    stem = _UNFIT.sub("-", stem).strip("-")
    if not stem or len(stem) > _LONGEST or ending.lower() not in ENDINGS:
        raise Refused("upload-name")
    return f"{stem}.{ending.lower()}"


async def _fetch(bot: Bot, document: Document, limit: int) -> bytes:
    try:
        file = await bot.get_file(document.file_id)
    except TelegramError as error:
        _LOG.warning("a file could not be fetched: %s", type(error).__name__)
        large = "too big" in error.message.lower()
        raise Refused("upload-large" if large else "upload-unreadable") from None
    # A path that is not the server's own would be read from this machine's disk.
    if not (file.file_path or "").startswith(("https://", "http://")):
        raise Refused("upload-unreadable")
    if (file.file_size or 0) > limit:
        raise Refused("upload-large")
    return await _download(str(file.file_path), limit)


async def _download(address: str, limit: int) -> bytes:
    """The bytes of a file; the library's own way reads it whole, however large it is."""
    content = bytearray()
    try:
        async with (
            asyncio.timeout(_FETCH),
            httpx.AsyncClient() as client,
            client.stream("GET", address) as answer,
        ):
            answer.raise_for_status()
            async for piece in answer.aiter_raw():
                content += piece
                if len(content) > limit:
                    raise Refused("upload-large")
    except (httpx.HTTPError, TimeoutError) as error:
        _LOG.warning("a file could not be fetched: %s", type(error).__name__)
        raise Refused("upload-unreadable") from None
    return bytes(content)


def _former(services: Services, name: str) -> tuple[Path, bytes] | None:
    """The file of the report that has a name now, and what it holds."""
    for path in files_of(services, PurePath(name).stem):
        return path, path.read_bytes()
    return None


def files_of(services: Services, id: str) -> list[Path]:
    """The files of a report."""
    folder = writable_folder(services.engine.settings)
    return [path for path in folder.iterdir() if path.is_file() and path.stem == id]


async def _add(
    services: Services, name: str, content: bytes, former: tuple[Path, bytes] | None
) -> None:
    """Put a report into the corpus: the one door for all formats that the core reads.

    Raises:
        Refused: It is none, or another has its name, or it cannot be written.
    """
    if former:
        former[0].unlink()
    try:
        await asyncio.to_thread(add_reports, services.engine.settings, {name: content})
    except (CorpusError, SettingsError) as error:
        _LOG.error("a report cannot be added: %s", error)
        _put_back(former)
        if isinstance(error.__cause__, OSError):
            raise Refused("upload-unwritable") from None
        there = files_of(services, PurePath(name).stem)
        raise Refused("upload-exists" if there and not former else "upload-unreadable") from None


def _put_back(former: tuple[Path, bytes] | None) -> None:
    if former:
        former[0].write_bytes(former[1])


async def _announce(services: Services, name: str, former: tuple[Path, bytes] | None) -> Outcome:
    try:
        await services.engine.open()
        report = next(r for r in services.engine.reports if r.id == PurePath(name).stem)
    except (YinjuError, StopIteration) as error:
        _LOG.warning("an uploaded report is taken back: %s", type(error).__name__)
        (writable_folder(services.engine.settings) / name).unlink(missing_ok=True)
        _put_back(former)
        raise Refused("upload-unreadable") from None
    pieces = await services.engine.sentences(report.id)
    count = sum(s.role == "body" for s in pieces)
    shown = {"id": report.id, "place": report.place, "year": report.year or "", "count": count}
    return "uploaded", {**shown, "title": report.title}


async def remove(services: Services, id: str) -> bool:
    """Whether there was a report of that id; it is taken out of the corpus.

    Raises:
        Refused: The corpus is the shipped one, or cannot be written, or would be left empty.
    """
    if services.engine.settings.packaged:
        raise Refused("upload-packaged")
    files = files_of(services, id)
    if not files or all(r.id != id for r in services.engine.reports):
        return False
    if len(services.engine.reports) == 1:
        raise Refused("remove-last")
    try:
        for path in files:
            path.unlink()
    except OSError as error:
        _LOG.error("a report cannot be removed: %s", error)
        raise Refused("upload-unwritable") from None
    await services.engine.open()
    return True
