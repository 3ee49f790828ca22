"""What became of files that were added: for a person, or one JSON object a line."""

import json
from collections.abc import Iterator, Sequence

from qa.adding import Outcome
from qa.render.tables import Table, lines
from qa.render.texts import clean
from qa.wording import say

_COLUMNS = ("status", "id", "place", "year", "title", "sentences", "figures", "remarks")


def tell(outcomes: Sequence[Outcome], lang: str) -> Iterator[str]:
    """The table of what was read, and a line for each file that was not taken."""
    taken = tuple(_row(outcome, lang) for outcome in outcomes if outcome.is_taken)
    if taken:
        heads = {name: say(f"column-{name}", lang) for name in _COLUMNS}
        yield from (line.rstrip("\n") for line in lines(Table(_COLUMNS, taken, heads), "table"))
    for outcome in outcomes:
        if not outcome.is_taken:
            why = outcome.tell(lang) or outcome.id
            yield clean(f"{say(f'status-{outcome.status}', lang)} {outcome.name}: {why}")


def to_json(outcome: Outcome) -> str:
    """An outcome on one line."""
    place_from, year_from = outcome.rests_on
    reason = {"code": outcome.reason, "message": outcome.tell("en")} if outcome.reason else None
    entry = {
        "file": outcome.name,
        "status": outcome.status,
        "id": outcome.id,
        "place": outcome.place,
        "place_from": place_from,
        "year": outcome.year,
        "year_from": year_from,
        "title": outcome.title,
        "sentences": outcome.sentences,
        "figures": outcome.figures,
        "notes": [list(note) for note in outcome.notes],
        "reason": reason,
    }
    return json.dumps(entry, ensure_ascii=False)


def _row(outcome: Outcome, lang: str) -> tuple[str | int, ...]:
    place, year = outcome.rests_on
    return (
        say(f"status-{outcome.status}", lang),
        outcome.id,
        _grounded(outcome.place, place, lang),
        _grounded("" if outcome.year is None else str(outcome.year), year, lang),
        outcome.title,
        outcome.sentences,
        outcome.figures,
        " ".join(say(code, lang, value=value) for code, value in outcome.notes),
    )


def _grounded(value: str, basis: str, lang: str) -> str:
    """A value with what it was read from: 云乐镇 (title)."""
    return f"{value} ({say(f'rests-on-{basis}', lang)})" if value and basis else value or "?"
