"""The same question asked of several reports, side by side."""

from collections.abc import Sequence
from dataclasses import replace

from bots.telegram_bot.handlers.questions import ask
from bots.telegram_bot.messages import views
from bots.telegram_bot.services import Services
from bots.telegram_bot.storage.turns import Turn
from qa.model import Answer, Question

_MOST = 12  # reports side by side in one message
Pairs = list[tuple[str, int | None]]


class ComparisonFailed(Exception):
    """A report could not be asked; `number` is that of the fault in the log."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


async def compare(services: Services, id: int, text: str, lang: str) -> Turn:
    """The turn that shows what each report says; those of the places named, else all.

    A question that cannot be asked of any is refused as it always is.

    Raises:
        ComparisonFailed: There is no knowing what they say.
    """
    question = Question(text, lang=lang)
    read = await _answer(services, question)
    if read.reason and read.reason.code != "not-stated":
        return Turn.of(id, read, lang)
    places, years = read.query.places, read.query.years
    pairs = _pairs(services, places, years) or _pairs(services, places, ())
    rows = await _rows(services, question, pairs)
    cited = [row.citation for row in rows if row.citation]
    return Turn(
        id,
        text,
        "\n".join(f"{row.name}: {row.said(lang)}" for row in rows),
        passages=tuple(replace(one, number=n) for n, one in enumerate(cited, 1)),
        html=views.table(text, rows, lang, len(pairs) - len(rows)),
    )


async def others(services: Services, saved: Turn, by_place: bool, lang: str) -> str:
    """The question of a turn asked of other places, or of the other years of its places.

    Raises:
        ComparisonFailed: There is no knowing what they say.
    """
    cited = saved.passages if not saved.code else ()
    places = saved.places or tuple(c.place for c in cited)
    years = saved.years or tuple(c.year for c in cited if c.year)
    if by_place:
        pairs = [p for p in _pairs(services, (), saved.years) if p[0] not in places]
    else:
        pairs = [p for p in _pairs(services, places, ()) if p[1] not in years]
    question = Question(saved.question, history=saved.history, lang=lang)
    rows = await _rows(services, question, pairs)
    return views.table(saved.question, rows, lang, len(pairs) - len(rows))


def _pairs(services: Services, places: Sequence[str], years: Sequence[int]) -> Pairs:
    """The place and year of each report, once."""
    found = (
        (r.place, r.year)
        for r in services.engine.reports
        if (not places or r.place in places) and (not years or r.year in years)
    )
    return list(dict.fromkeys(found))


async def _rows(services: Services, question: Question, pairs: Pairs) -> list[views.Row]:
    return [await _row(services, question, place, year) for place, year in pairs[:_MOST]]


async def _row(services: Services, question: Question, place: str, year: int | None) -> views.Row:
    years = (year,) if year else ()
    found = await _answer(services, replace(question, places=(place,), years=years))
    return views.Row(place, year, found.text, next(iter(found.citations), None))


async def _answer(services: Services, question: Question) -> Answer:
    found = await ask(services, question, 1)
    if isinstance(found, str):
        raise ComparisonFailed(found)
    return found
