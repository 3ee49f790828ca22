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
        other = [asked.replace(name, p) for p in places] if name else examples(reports, lang)
    elif found.reason.code == "unknown-year" and _YEAR.search(asked):
        years = sorted({r.year for r in reports if r.place in query.places and r.year})
        other = [_YEAR.sub(str(year), asked) for year in years[::-1]]
    else:
        subjects = [term.source.lower() for term in query.terms]
        near = [r for r in reports if r.place in query.places] if query.places else reports
        fresh = examples(near, lang)
        other = [one for one in fresh if not any(s in one.lower() for s in subjects)]
    return tuple(one for one in other if one != asked)[:_MOST]


def _as_typed(found: Answer) -> str:
    """The place that no report covers, in the words of the question; empty if it is unclear."""
    query = found.query
    names = [word for word in query.unread if word[:1].isupper()]
    typed = (*query.unknown_places, *(names if len(names) == 1 else ()))
    return next((name for name in typed if name in found.question.text), "")


def examples(reports: Sequence[Report], lang: str) -> list[str]:
    """Questions that some reports may answer, each of a place whose reports state such a thing."""
    found: list[str] = []
    for number in range(_EXAMPLES):
        at = _stating(reports, re.compile(say(f"example-{number}-stated", lang)))
        fresh = [place for place in at if not any(place in one for one in found)]
        found += [say(f"example-{number}", lang, place=place) for place in (fresh or at)[:1]]
    return found or [say("example-any", lang)]


def _stating(reports: Sequence[Report], words: re.Pattern[str]) -> list[str]:
    """The places of the reports that such words stand in, each once."""
    return list(dict.fromkeys(r.place for r in reports if r.place and words.search(r.text)))
