"""The same question asked of several reports, side by side."""

from collections.abc import Sequence
from dataclasses import replace

from bots.telegram_bot import views
from bots.telegram_bot.asking import ask
from bots.telegram_bot.desk import Desk
from bots.telegram_bot.turns import Saved
from qa.model import Question
from qa.render import source

_MOST = 12  # reports side by side in one message


async def compare(desk: Desk, text: str, lang: str) -> str:
    """What each report says to a question; those of the places that it names, else all."""
    read = await ask(desk, Question(text), 1)
    named = () if isinstance(read, str) else read.query.places
    return await _table(desk, Question(text), _pairs(desk, named, ()), lang)


async def others(desk: Desk, saved: Saved, by_place: bool, lang: str) -> str:
    """The question of a turn asked of other places, or of the other years of its places."""
    cited = saved.passages if not saved.code else ()
    places = saved.places or tuple(c.place for c in cited)
    years = saved.years or tuple(c.year for c in cited if c.year)
    if by_place:
        pairs = [p for p in _pairs(desk, (), saved.years) if p[0] not in places]
    else:
        pairs = [p for p in _pairs(desk, places, ()) if p[1] not in years]
    return await _table(desk, Question(saved.question, history=saved.history), pairs, lang)


def _pairs(desk: Desk, places: Sequence[str], years: Sequence[int]) -> list[tuple[str, int | None]]:
    """The place and year of each report, once."""
    found = (
        (r.place, r.year)
        for r in desk.core.reports
        if (not places or r.place in places) and (not years or r.year in years)
    )
    return list(dict.fromkeys(found))


async def _table(
    desk: Desk, question: Question, pairs: Sequence[tuple[str, int | None]], lang: str
) -> str:
    cells = [await _cell(desk, question, place, year, lang) for place, year in pairs[:_MOST]]
    return views.table(question.text, cells, lang, max(0, len(pairs) - _MOST))


async def _cell(
    desk: Desk, question: Question, place: str, year: int | None, lang: str
) -> views.Row:
    years = (year,) if year else ()
    found = await ask(desk, replace(question, places=(place,), years=years), 1)
    if isinstance(found, str) or not found.citations:
        return views.Row(place, year, "")
    return views.Row(place, year, found.text, source(found.citations[0], lang))
