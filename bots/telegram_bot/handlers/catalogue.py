"""The reports themselves: listed by place, and sent as files."""

import asyncio
import logging
from hashlib import sha256

from telegram import Update

from bots.telegram_bot.messages import buttons, views
from bots.telegram_bot.messages.buttons import Page, Press
from bots.telegram_bot.messages.markup import escape, shorten
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Services
from qa.adding import original
from qa.errors import CorpusError
from qa.model import Citation, Report
from qa.render import clean, label, source

_LOG = logging.getLogger(__name__)
_PLACES = 16  # buttons on a page
_CAPTION = 1000  # UTF-16 units; Telegram takes 1024
_LARGEST = 50_000_000  # bytes of a file that Telegram takes from a bot
_TEXT = ".txt"


def places(services: Services) -> list[str]:
    """The places that reports tell of, each once."""
    return list(dict.fromkeys(r.place for r in services.engine.reports if r.place))


def _groups(services: Services) -> list[str]:
    """What reports are listed under: their places, and nothing for those that name none."""
    return list(dict.fromkeys(report.place for report in services.engine.reports))


def first_page(services: Services, lang: str) -> Page:
    """The places to choose from, or at once the reports if they are few."""
    if len(services.engine.reports) <= views.PER_PAGE:
        return _listed(services, list(services.engine.reports), Press("b", 0), lang)
    return places_page(services, 0, lang)


def matching_page(services: Services, wanted: str, lang: str) -> Page:
    """The reports that hold all words wanted in place, year, title or id, as many as fit a page."""
    words = wanted.lower().split()
    found = [
        report
        for report in services.engine.reports
        if all(word in _searched(report) for word in words)
    ]
    if not found:
        html, keyboard = first_page(services, lang)
        return f"{escape(say('reports-none', lang, wanted=shorten(wanted, 100)))}\n{html}", keyboard
    shown = found[: views.PER_PAGE]
    head = say("reports-fit", lang, count=len(found), wanted=shorten(clean(wanted), 100))
    rest = len(found) - len(shown)
    foot = say("reports-rest", lang, rest=rest) if rest else ""
    return views.matching(head, shown, foot), _files(services, shown, Press("p", 0), 1, lang)


def _searched(report: Report) -> str:
    return f"{report.place} {report.year} {report.title} {report.id}".lower()


def places_page(services: Services, page: int, lang: str) -> Page:
    """A page of the places, the last one if there are fewer."""
    if len(services.engine.reports) <= views.PER_PAGE:
        return first_page(services, lang)
    names = [name or say("no-place", lang) for name in _groups(services)]
    page = min(page, (len(names) - 1) // _PLACES)
    html = views.reports_head(services.engine.reports, lang)
    return html, buttons.places(names, page, _PLACES)


def reports_page(services: Services, pressed: Press, lang: str) -> Page:
    """A page of the reports of a place; of the last one if there are fewer by now."""
    groups = _groups(services)
    place = groups[min(pressed.id, len(groups) - 1)]
    of_it = [report for report in services.engine.reports if report.place == place]
    return _listed(services, of_it, pressed, lang)


def _listed(services: Services, reports: list[Report], pressed: Press, lang: str) -> Page:
    pages = max(1, -(-len(reports) // views.PER_PAGE))
    page = min(pressed.number, pages - 1)
    shown = reports[page * views.PER_PAGE : (page + 1) * views.PER_PAGE]
    here = Press(pressed.verb, pressed.id, page)
    html = views.reports(services.engine.reports, shown, lang)
    return html, _files(services, shown, here, pages, lang)


def _files(
    services: Services, shown: list[Report], here: Press, pages: int, lang: str
) -> buttons.Keyboard:
    order = {report.id: number for number, report in enumerate(services.engine.reports)}
    named = [(order[r.id], label(r.holder, r.year)) for r in shown]
    return buttons.reports(named, here, pages, lang)


async def send(services: Services, update: Update, number: int, lang: str) -> None:
    """Send a report as a file."""
    reports = services.engine.reports
    if number >= len(reports):
        await services.reply(update, escape(say("expired", lang)))
        return
    report = reports[number]
    caption = f"{label(report.holder, report.year)} · {report.title}"
    await services.reply(update, _caption(caption), file=await _file(services, report))


async def send_cited(services: Services, update: Update, citation: Citation, lang: str) -> None:
    """Send the report that a source stands in, and say where in it."""
    found = next((r for r in services.engine.reports if r.id == citation.report), None)
    if found is None:
        await services.reply(update, escape(say("changed", lang)))
        return
    file, caption = await _file(services, found), source(citation, lang)
    if file[0].endswith(_TEXT):
        line = found.text.count("\n", 0, citation.start) + 1
        caption = say("file-at", lang, source=caption, line=line)
    await services.reply(update, _caption(caption), file=file)


def _caption(text: str) -> str:
    return escape(shorten(clean(text), _CAPTION))


async def _file(services: Services, report: Report) -> tuple[str, bytes]:
    """The document that was read, as it came, if it is that still; else what was read in it."""
    try:
        found = await asyncio.to_thread(original, services.engine.settings, report.id)
    except CorpusError as error:
        _LOG.warning("the document of a report cannot be read: %s", error)
        found = None
    if found and len(found[1]) <= _LARGEST and sha256(found[1]).hexdigest() == report.sha256:
        return found
    return f"{report.id}{_TEXT}", report.text.encode()
