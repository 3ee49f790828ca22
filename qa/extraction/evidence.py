"""Evidence: whether a clause holds the type of thing that was asked for.

Each function gives a value from 0 (cannot be an answer) to 1 (just what was asked for).
"""

import re
from collections.abc import Sequence
from functools import cache

from qa.extraction.term_matching import Hit
from qa.language import resources
from qa.language.patterns import lazy_pattern
from qa.language.units import classes, kind_of, kinds
from qa.model import Figure, Kind, Query
from qa.retrieval.retriever import Passage

LIST_MARKS = ("、", "》《", "”“")
"""What parts the items of a list; titles and quoted names need no mark between them."""
_LEAST_FIT = 0.25  # a figure of another unit is no answer
_HOLLOW = 0.4  # 一个 hardly ever counts
_ROUGH = 0.93  # 超过500亿斤 tells less than 515.6亿斤
_DATED = 0.4  # a length of time where none was asked for
_BOUNDARY = 0.2  # 5岁以下 says who is meant, not how old
_ITEM, _BEHIND = 12, 3  # what a 、 between them counts, and standing behind the figure
_ADVERBIAL = lazy_pattern(r"[一-鿿]{2,8}(?:方面|[上中时后])")
_LEADS = 0.5  # 硬件建设上 only says of what the next clause tells
_CHANGED = lazy_pattern(
    "(?:提高|提升|增加|增长|上升|上涨|上调|下降|下调|减少|降低|压减|缩短|净增|涨|降)$"
)
_FAR = 40  # characters beyond which a term tells nothing of a figure
_BESIDE = 2  # characters between a figure and what it counts: 达, 了, 为
_MEASURES = frozenset(("money", "share", "length", "area", "weight", "volume", "energy"))


def evidence(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """How well a clause fits the type of the question."""
    lead = _ADVERBIAL.fullmatch(passage.folded[slice(*clause)])
    return (_LEADS if lead else 1.0) * _evidence(query, passage, clause)


def _evidence(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    if query.person:
        return name(query, passage, clause, {"person": 1.0}, 0.0)
    match query.kind:
        case Kind.COUNT | Kind.AMOUNT | Kind.COMPARE:
            return quantity(query, passage, clause)
        case Kind.WHEN:
            return date(query, passage, clause)
        case Kind.WHO:
            worth = {"person": 1.0} if query.byline else _PERSONS
            return name(query, passage, clause, worth, 0.4)
        case Kind.WHAT:
            return name(query, passage, clause, _NAMES, 0.5 if query.named else 0.75)
        case Kind.LIST:
            return enumeration(passage, clause)
        case Kind.WHY | Kind.HOW | Kind.YESNO:
            return marker(query.kind, passage, clause)
        case Kind.ACROSS if query.extreme or query.units:
            return quantity(query, passage, clause)
        case _:
            return 1.0


def quantity(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """The best fit among the figures of a clause."""
    best = max((fit(query, f) for f in figures_in(passage, clause)), default=0.0)
    if best < _LEAST_FIT and query.strict:
        return 0.0
    return best * narrowing(query, passage.folded[slice(*clause)])


def narrowing(query: Query, text: str) -> float:
    """1, or less for a figure of something narrower than what is asked: 人均 for the whole."""
    worth = 1.0
    for asked, narrows, value in _narrowing():
        if narrows.search(text) and not asked.search(query.text):
            worth *= value
    return worth


@cache
def _narrowing() -> tuple[tuple[re.Pattern[str], re.Pattern[str], float], ...]:
    """What a question says that means it, what a clause says, and what its figure is worth else."""
    table = resources.read_toml("extraction/narrowing.toml")
    return tuple(
        (re.compile(entry["asked"], re.I), re.compile(entry["clause"]), float(entry["worth"]))
        for entry in table["narrowing"]
    )


def bound(
    query: Query, passage: Passage, clause: tuple[int, int], hits: Sequence[Sequence[Hit]]
) -> float:
    """How closely a term and a figure of the unit asked for stand together in a clause.

    Args:
        query: The question as it was read.
        passage: The sentence.
        clause: Where to look, as offsets in the sentence.
        hits: Where each term stands in the sentence.
    """
    if not query.kind.wants_figure or query.kind is Kind.ACROSS:
        return 0.0
    best = 0.0
    for figure in figures_in(passage, clause):
        worth = fit(query, figure)
        for hit in (h for found in hits for h in found):
            gap = max(hit.start - figure.end, figure.start - hit.end)
            if 0 <= gap <= _BESIDE:
                best = max(best, worth * hit.strength)
    return best


def focus_of(
    query: Query, passage: Passage, clause: tuple[int, int], hits: Sequence[Sequence[Hit]]
) -> tuple[int, int]:
    """The stretch of a clause that matters most: the figure asked for, else where a term stands.

    Args:
        query: The question as it was read.
        passage: The sentence.
        clause: Where to look, as offsets in the sentence.
        hits: Where each term stands in the sentence.
    """
    inside = [[h for h in found if clause[0] <= h.start and h.end <= clause[1]] for found in hits]
    figures = figures_in(passage, clause)
    if query.kind.wants_figure and figures:
        figure = max(
            figures, key=lambda f: (fit(query, f), -_distance(passage.folded, f, inside), -f.start)
        )
        return figure.start, figure.end
    first = min((h for found in inside for h in found), default=None)
    return (first.start, first.end) if first else (clause[0], clause[0])


def _distance(text: str, figure: Figure, hits: Sequence[Sequence[Hit]]) -> int:
    """How far the terms of a clause stand from a figure, in characters, all added up."""
    return sum(min([_FAR, *(_gap(text, figure, hit) for hit in found)]) for found in hits if found)


def _gap(text: str, figure: Figure, hit: Hit) -> int:
    """Characters between a term and a figure; what is counted stands before, in the same item."""
    if hit.end <= figure.start:
        return figure.start - hit.end + _ITEM * text.count("、", hit.end, figure.start)
    return (
        max(0, hit.start - figure.end) + _BEHIND + _ITEM * text.count("、", figure.end, hit.start)
    )


def figures_in(passage: Passage, clause: tuple[int, int]) -> list[Figure]:
    """The figures that stand inside a clause."""
    start, end = clause
    return [f for f in passage.analysis.figures if start <= f.start and f.end <= end]


def fit(query: Query, figure: Figure) -> float:
    """How well the unit of a figure is the one asked for."""
    value = _unit_fit(query, figure)
    if kind_of(figure.unit) == "time" and figure.relation in ("<=", ">="):
        value *= _BOUNDARY
    if figure.relation not in ("=", "range"):
        value *= _ROUGH
    if figure.text[0].isdigit() or figure.relation != "=":
        return value
    if figure.text == "一个":
        return value * _HOLLOW
    # 一名 often counts nothing, and 三个 in a slogan no more.
    return value * (0.7 if figure.low == 1 or not query.units else 0.9)


def _unit_fit(query: Query, figure: Figure) -> float:
    unit = figure.unit
    if query.units == kinds()["share"] and kind_of(unit) != "share":
        # 每月提高183元 tells how much more as 提高8% does.
        return 0.8 if _CHANGED.search(figure.of) else 0.1
    if not query.units:
        if kind_of(unit) == "time":
            return _DATED  # 产量创20年新高
        measure = kind_of(unit) in _MEASURES
        if query.kind is Kind.AMOUNT:
            return 1.0 if measure else 0.4
        return 0.6 if measure else 0.8
    if not unit:
        # 1亿3千万 alone counts persons or things, hardly yuan or kilometres.
        return 0.3 if kind_of(query.units[0]) in _MEASURES else 0.7
    if unit in query.units:
        return 1.0 if unit == query.units[0] or kind_of(unit) != "things" else 0.9
    if any(unit in alike and set(query.units) & alike for alike in classes()):
        return 0.8
    if "个" in (unit, *query.units) and {kind_of(unit), *map(kind_of, query.units)} == {"things"}:
        return 0.5
    return 0.2 if kind_of(unit) in {kind_of(u) for u in query.units} else 0.1


def date(query: Query, passage: Passage, clause: tuple[int, int]) -> float:
    """1 for a date as exact as asked for, less for another or for a length of time."""
    start, end = clause
    dates = [
        s.text
        for s in passage.analysis.spans
        if s.kind == "date" and start <= s.start and s.end <= end
    ]
    wanted = next((p for asked, p in _exactness() if asked.search(query.text)), None)
    if dates:
        return 1.0 if wanted is None or any(wanted.search(d) for d in dates) else 0.5
    durations = (f for f in figures_in(passage, clause) if kind_of(f.unit) == "time")
    return 0.8 if any(durations) else 0.0


@cache
def _exactness() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What a question for a date says, and what the date must hold then; the first decides."""
    table = resources.read_toml("extraction/dates.toml")
    return tuple((re.compile(e["asked"], re.I), re.compile(e["holds"])) for e in table["exactness"])


_PERSONS = {"person": 1.0, "organisation": 0.9, "role": 0.9}
_NAMES = {"brand": 1.0, "document": 1.0, "organisation": 0.85}


def name(
    query: Query, passage: Passage, clause: tuple[int, int], worth: dict[str, float], least: float
) -> float:
    """The worth of the best typed span in a clause; one that the question names is no answer.

    Args:
        query: The question as it was read.
        passage: The sentence.
        clause: Where to look, as offsets in the sentence.
        worth: Of each kind of span.
        least: What a clause without such a span is worth.
    """
    asked = [word for term in query.terms for word in term.words]
    best = least
    inside = [s for s in passage.analysis.spans if clause[0] <= s.start and s.end <= clause[1]]
    named = {(s.kind, s.start) for s in inside if _named(s.text, asked)}
    for span in inside:
        # 镇党委 right before 法治建设委员会 only says whose committee it is.
        if (span.kind, span.start) not in named and (span.kind, span.end) not in named:
            best = max(best, worth.get(span.kind, 0.0))
    return best


def _named(text: str, asked: Sequence[str]) -> bool:
    """Whether words of the question make up most of a span."""
    covered = set()
    for word in asked:
        at = text.find(word)
        covered |= set(range(at, at + len(word))) if at >= 0 else set()
    return 2 * len(covered) > len(text.strip("“”《》"))


def enumeration(passage: Passage, clause: tuple[int, int]) -> float:
    """1 for a clause that lists, less for one that does not."""
    text = passage.sentence.text[slice(*clause)]
    return min(1.0, 0.6 + 0.2 * sum(map(text.count, LIST_MARKS)))


@cache
def _markers() -> dict[str, re.Pattern[str]]:
    table = resources.read_toml("extraction/markers.toml")
    return {kind: re.compile("|".join(words.split())) for kind, words in table.items()}


def marker(kind: Kind, passage: Passage, clause: tuple[int, int]) -> float:
    """1 for a clause that gives a reason, means or ruling in so many words, less for others."""
    pattern = _markers()[kind]
    if pattern.search(passage.sentence.text[slice(*clause)]):
        return 1.0
    if kind is Kind.YESNO:
        return 0.7
    return 0.9 if pattern.search(passage.sentence.text) else 0.7
