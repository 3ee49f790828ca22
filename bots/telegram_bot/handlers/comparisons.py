"""The same question asked of several reports, side by side, a page at a time."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import Update

from bots.telegram_bot.handlers.questions import ask
from bots.telegram_bot.messages import views
from bots.telegram_bot.services import Services
from bots.telegram_bot.storage.turns import Turn
from qa.model import Question

_PER_PAGE = 12  # reports side by side in one message
Pairs = list[tuple[str, int | None]]


async def compare(services: Services, update: Update, text: str, lang: str) -> Turn:
    """The turn that shows what each report says; those of the places named, else all.

    A question that cannot be asked of any is refused as it always is.

    Raises:
        NoAnswer: There is no knowing what they say.
    """
    question, id = Question(text, lang=lang), services.turns.next_id()
    read = await ask(services, update, question, 1)
    if read.reason and read.reason.code != "not-stated":
        return Turn.of(id, read, lang)
    places, years = read.query.places, read.query.years
    pairs = _pairs(services, places, years) or _pairs(services, places, ())
    rows, pages = await _rows(services, update, question, pairs, 0)
    cited = [row.citation for row in rows if row.citation]
    return Turn(
        id,
        text,
        "\n".join(f"{row.name}: {row.said(lang)}" for row in rows),
        passages=tuple(replace(one, number=n) for n, one in enumerate(cited, 1)),
        places=places,
        years=years,
        html=views.table(text, rows, lang, len(pairs)),
        pages=pages,
    )


async def compared(services: Services, update: Update, turn: Turn, page: int, lang: str) -> str:
    """A page of a comparison, as HTML.

    Raises:
        NoAnswer: There is no knowing what the reports say.
    """
    if page == 0:
        return turn.html
    pairs = _pairs(services, turn.places, turn.years) or _pairs(services, turn.places, ())
    rows, _ = await _rows(services, update, Question(turn.question, lang=lang), pairs, page)
    return views.table(turn.question, rows, lang, len(pairs))


async def others(
    services: Services, update: Update, turn: Turn, by_place: bool, page: int, lang: str
) -> tuple[str, int]:
    """The question of a turn asked of other places, or of the other years of its places.

    Returns:
        A page as HTML, and how many there are.

    Raises:
        NoAnswer: There is no knowing what they say.
    """
    cited = turn.passages if not turn.code else ()
    places = turn.places or tuple(c.holder for c in cited)
    years = turn.years or tuple(c.year for c in cited if c.year)
    if by_place:
        pairs = [p for p in _pairs(services, (), turn.years) if p[0] not in places]
        pairs = pairs or [p for p in _pairs(services, (), ()) if p[0] not in places]
    else:
        pairs = [p for p in _pairs(services, places, ()) if p[1] not in years]
    question = Question(turn.question, history=turn.history, lang=lang)
    rows, pages = await _rows(services, update, question, pairs, page)
    return views.table(turn.question, rows, lang, len(pairs)), pages


def _pairs(services: Services, places: Sequence[str], years: Sequence[int]) -> Pairs:
    """The place and year of each report, once."""
    found = (
        (r.holder, r.year)
        for r in services.engine.reports
        if (not places or r.holder in places) and (not years or r.year in years)
    )
    return list(dict.fromkeys(found))


async def _rows(
    services: Services, update: Update, question: Question, pairs: Pairs, page: int
) -> tuple[list[views.Row], int]:
    """The rows of a page, the last one if there are fewer, and how many pages there are."""
    pages = max(1, -(-len(pairs) // _PER_PAGE))
    start = min(page, pages - 1) * _PER_PAGE
    shown = pairs[start : start + _PER_PAGE]
    return [await _row(services, update, question, *pair) for pair in shown], pages


async def _row(
    services: Services, update: Update, question: Question, place: str, year: int | None
) -> views.Row:
    years = (year,) if year else ()
    found = await ask(services, update, replace(question, places=(place,), years=years), 1)
    return views.Row(place, year, found.text, next(iter(found.citations), None))
