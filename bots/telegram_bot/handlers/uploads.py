"""What an admin does to the corpus: files put in, reports taken out, and what is told of it."""

import logging
from collections.abc import Sequence
from functools import partial

from telegram import Document

from bots.telegram_bot.handlers.fetching import OutOfReach, TooLarge, fetch
from bots.telegram_bot.handlers.questions import trouble
from bots.telegram_bot.messages.markup import shorten
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Services
from qa import adding
from qa.adding import Outcome
from qa.errors import CorpusError, SettingsError, YinjuError
from qa.render import clean
from qa.settings import Settings
from qa.wording import join
from qa.wording import say as say_as_core

_LOG = logging.getLogger(__name__)
_OWN = ("name-taken", "resembles")
"""Refusals with a way out: the core's words for them name options of its command line."""
_NAMED = 300  # UTF-16 units of the names of files with one fault
Lines = list[str]
Lot = Sequence[Outcome]


async def take_in(services: Services, document: Document, options: set[str], lang: str) -> Lines:
    """What became of a file and of each report in it.

    Args:
        services: Of the bot.
        document: The file, an archive of several if need be.
        options: /replace and /similar, where they are wanted.
        lang: To tell it in.
    """
    settings, limit = services.engine.settings, services.settings.upload_limit
    if settings.packaged:
        return [say("upload-packaged", lang)]
    try:
        content = await fetch(services.bot, document, limit)
    except TooLarge:
        return [say("upload-large", lang, limit=f"{limit / 1e6:g}")]
    except OutOfReach:
        return [say("upload-out-of-reach", lang)]
    contents = {document.file_name or "report": content}
    found, fault = await services.engine.change(partial(_put, settings, contents, options))
    told = [*_taken(found, lang), *_refused(found, lang)]
    if len(found) != 1:
        taken = sum(outcome.is_taken for outcome in found)
        told.insert(0, say("upload-count", lang, count=len(found), taken=taken))
    if fault:
        told.append(say(fault, lang))
    if any(outcome.is_taken for outcome in found):
        told += await read_anew(services, lang)
    return told


def _put(
    settings: Settings, contents: dict[str, bytes], options: set[str]
) -> tuple[list[Outcome], str]:
    """What became of each file, and the wording of what kept those behind it out."""
    found: list[Outcome] = []
    try:
        found.extend(
            adding.take_in(
                settings,
                adding.files_of(contents),
                replace="/replace" in options,
                similar="/similar" in options,
            )
        )
    except CorpusError as error:
        _LOG.error("a report cannot be added: %s", error)
        return found, "upload-unwritable"
    return found, ""


def _taken(found: Lot, lang: str) -> Lines:
    return [
        f"{say(f'upload-{one.status}', lang, id=one.id)}\n{_was_read(one, lang)}"
        for one in found
        if one.is_taken
    ]


def _refused(found: Lot, lang: str) -> Lines:
    """Why others were not taken in, each reason once."""
    names: dict[str, list[str]] = {}
    for one in found:
        if not one.is_taken:
            names.setdefault(_why(one, lang), []).append(clean(one.name))
    return [
        say("upload-refused", lang, name=shorten(join(those, lang), _NAMED), why=why)
        for why, those in names.items()
    ]


def _why(outcome: Outcome, lang: str) -> str:
    if outcome.status == "there":
        return say("upload-there", lang, id=outcome.id)
    if outcome.reason in _OWN:
        return say(f"upload-{outcome.reason}", lang, **dict(outcome.values))
    return outcome.tell(lang)


def _was_read(outcome: Outcome, lang: str) -> str:
    """Whose report it is and of when, what that was read from, and what it holds."""
    place, year = (
        say("read-from", lang, value=value, basis=say_as_core(f"rests-on-{basis}", lang))
        if value and basis
        else str(value or say("not-found", lang))
        for value, basis in zip((outcome.place, outcome.year), outcome.rests_on, strict=True)
    )
    held = say("was-read", lang, place=place, year=year, sentences=outcome.sentences,
               figures=outcome.figures)  # fmt: skip
    notes = (say_as_core(code, lang, value=value) for code, value in outcome.notes)
    return "\n".join(filter(None, (clean(outcome.title), held, *notes)))


async def remove(services: Services, id: str, lang: str) -> Lines:
    """What became of a report that is to be taken out."""
    settings, ids = services.engine.settings, [report.id for report in services.engine.reports]
    if settings.packaged:
        return [say("upload-packaged", lang)]
    if id not in ids:
        return [_ids(id, ids, lang)]
    if len(ids) == 1:
        return [say("remove-last", lang)]
    try:
        await services.engine.change(partial(adding.remove, settings, [id]))
    except SettingsError:  # somebody else has just removed it
        return [_ids(id, ids, lang)]
    except CorpusError as error:
        _LOG.error("a report cannot be removed: %s", error)
        return [say("upload-unwritable", lang)]
    return [say("removed", lang, id=id), *await read_anew(services, lang)]


def _ids(wanted: str, ids: Sequence[str], lang: str) -> str:
    """That there is no such report, and the ids that are like it, or else all."""
    like = [id for id in ids if wanted and wanted.lower() in id.lower()]
    return say("remove-what", lang, ids=join(like or ids, lang))


async def read_anew(services: Services, lang: str) -> Lines:
    """Nothing, once questions go to the reports as they are now; else why they do not."""
    try:
        await services.engine.open()
    except YinjuError as error:
        _LOG.error("the reports cannot be read anew: %s", error)
        return [say("reload-failed", lang, id=trouble(services, "reload"))]
    return []
