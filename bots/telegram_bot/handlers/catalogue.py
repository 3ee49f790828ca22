"""The reports themselves: listed by place, and sent as files."""

from telegram import Update

from bots.telegram_bot.messages import buttons, views
from bots.telegram_bot.messages.buttons import Keyboard, Press
from bots.telegram_bot.messages.markup import escape
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Services
from qa.model import Citation, Report
from qa.render import label, source

_PLACES = 16  # buttons on a page
Page = tuple[str, Keyboard]


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
    order = {report.id: number for number, report in enumerate(services.engine.reports)}
    named = [(order[r.id], label(r.place or r.id, r.year)) for r in shown]
    here = Press(pressed.verb, pressed.id, page)
    html = views.reports(services.engine.reports, shown, lang)
    return html, buttons.reports(named, here, pages, lang)


async def send(services: Services, update: Update, number: int, lang: str) -> None:
    """Send a report as a file."""
    reports = services.engine.reports
    if number < len(reports):
        report = reports[number]
        caption = escape(f"{label(report.place or report.id, report.year)} · {report.title}")
        await _send(services, update, report, caption[:1000])
    else:
        await services.reply(update, escape(say("expired", lang)))


async def send_cited(services: Services, update: Update, citation: Citation, lang: str) -> None:
    """Send the report that a source stands in, and say where in it."""
    found = next((r for r in services.engine.reports if r.id == citation.report), None)
    if found is None:
        await services.reply(update, escape(say("changed", lang)))
        return
    line = found.text.count("\n", 0, citation.start) + 1
    where = say("file-at", lang, source=source(citation, lang), line=line)
    await _send(services, update, found, escape(where))


async def _send(services: Services, update: Update, report: Report, caption: str) -> None:
    file = (f"{report.id}.txt", report.text.encode())
    await services.reply(update, caption, file=file)
