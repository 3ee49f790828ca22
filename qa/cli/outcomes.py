"""What became of files that were added: a table for a person, or one JSON object a line."""

import json
from collections.abc import Iterator, Sequence

from qa.adding import Outcome
from qa.cli.tables import lay_out
from qa.render import clean
from qa.wording import say

_COLUMNS = ("file", "status", "id", "place", "year", "title", "sentences", "figures", "remarks")


def to_table(outcomes: Sequence[Outcome], lang: str) -> Iterator[str]:
    """The table as lines; nothing if there are no outcomes."""
    rows = [tuple(map(clean, _row(outcome, lang))) for outcome in outcomes]
    heads = tuple(say(f"column-{name}", lang) for name in _COLUMNS)
    return lay_out([heads, *rows]) if rows else iter(())


def to_json(outcome: Outcome) -> str:
    """An outcome on one line."""
    place_from, year_from = outcome.rests_on
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
        "reason": {"code": outcome.reason, "message": outcome.tell("en")}
        if outcome.reason
        else None,
    }
    return json.dumps(entry, ensure_ascii=False)


def _row(outcome: Outcome, lang: str) -> tuple[str, ...]:
    status = say(f"status-{outcome.status}", lang)
    if not outcome.is_taken:
        return outcome.name, status, outcome.id, "", "", "", "", "", outcome.tell(lang)
    place, year = outcome.rests_on
    remarks = [say(code, lang, value=value) for code, value in outcome.notes]
    return (
        outcome.name,
        status,
        outcome.id,
        _grounded(outcome.place, place, lang),
        _grounded("" if outcome.year is None else str(outcome.year), year, lang),
        outcome.title,
        str(outcome.sentences),
        str(outcome.figures),
        " ".join(remarks),
    )


def _grounded(value: str, basis: str, lang: str) -> str:
    """A value with what it was read from: 云乐镇 (title)."""
    return f"{value} ({say(f'rests-on-{basis}', lang)})" if value and basis else value or "?"
