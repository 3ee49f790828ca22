"""What may be asked instead of a question that was refused."""

import re
from collections.abc import Sequence

from bots.telegram_bot.messages.wording import say
from qa.model import Answer, Report

_MOST = 3
_EXAMPLES = 3
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def suggestions(reports: Sequence[Report], found: Answer, lang: str) -> tuple[str, ...]:
    """Questions about what the reports do cover, nearest to the one that was asked."""
    if found.reason is None:
        return ()
    asked, query = found.question.text, found.query
    places = list(dict.fromkeys(r.place for r in reports if r.place))
    other: list[str] = []
    if query.unknown_places:
        name = _as_typed(found)
        other = [asked.replace(name, p) for p in places] if name else examples(places, lang)
    elif found.reason.code == "unknown-year" and _YEAR.search(asked):
        years = sorted({r.year for r in reports if r.place in query.places and r.year})
        other = [_YEAR.sub(str(year), asked) for year in years[::-1]]
    else:
        subjects = [term.source.lower() for term in query.terms]
        fresh = examples(query.places or places, lang)
        other = [one for one in fresh if not any(s in one.lower() for s in subjects)]
    return tuple(one for one in other if one != asked)[:_MOST]


def _as_typed(found: Answer) -> str:
    """The place that no report covers, in the words of the question; empty if it is unclear."""
    query = found.query
    names = [word for word in query.unread if word[:1].isupper()]
    typed = (*query.unknown_places, *(names if len(names) == 1 else ()))
    return next((name for name in typed if name in found.question.text), "")


def examples(places: Sequence[str], lang: str) -> list[str]:
    """Questions that the reports of some places may answer."""
    at = places or [""]
    return [say(f"example-{n}", lang, place=at[n % len(at)]).strip() for n in range(_EXAMPLES)]
