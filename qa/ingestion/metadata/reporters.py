"""Who reports: the place or body whose report a text is, its level and its issuer."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from qa.ingestion.metadata.words import find_value, pattern, table
from qa.language.normalization import is_han
from qa.language.patterns import any_of

_ISSUED = 5000  # characters in which an archive's head names the issuer
_SIGNED = 400  # characters at the end in which a report is signed
_LEVELS = ("国家", "省", "市", "县", "乡镇", "村", "部门")
_PLACES = ("省", "市", "县", "乡镇")
_REACH = 6  # characters of the longest word that ends like a place and names none
_ONCE = 2  # the weight of a name that says nothing: it stands there once


@cache
def _ends(levels: tuple[str, ...]) -> re.Pattern[str]:
    words = [end for level in levels for end in table("levels")[level]]
    return re.compile(rf"{any_of(words)}$")


def find_level(place: str) -> str:
    """Return the level of a place by the end of its name: 国家, 省, 市, 县, 乡镇 or 部门."""
    ends = [
        (len(end), level)
        for level, words in table("levels").items()
        for end in words
        if place.endswith(end)
    ]
    return str(max(ends)[1]) if ends else ""


def _is_place(name: str, levels: tuple[str, ...] = _LEVELS[:5]) -> bool:
    return (
        len(name) >= 2
        and _ends(levels).search(name) is not None
        and name not in table("names")["not-places"]
        and not name.endswith(tuple(table("names")["not-villages"]))
    )


def find_place(text: str, lines: list[str], title: str, issuer: str) -> tuple[str, str]:
    """Return the place that reports, and what that rests on.

    Args:
        text: Of the report.
        lines: At its head.
        title: Of the report.
        issuer: As its file names it.
    """
    state = table("state")
    head = "\n".join(line[:200] for line in lines)
    if named := place_in(title):
        return named, "title"
    if any(sign in head for sign in state["signs"]):
        return str(state["place"]), "head"
    if named := _spoken_for(head):
        return named, "head"
    if named := place_in(find_value(text[:_ISSUED], table("titles")["issuer-labels"])):
        return named, "issuer"
    if named := _signing(head, text[-_SIGNED:]):
        return named, "issuer"
    if named := _leading(title):
        return named, "title"
    if named := _frequent(text):
        return named, "text"
    return place_in(issuer), "file"


def _spoken_for(head: str) -> str:
    """Return the place whose assembly is spoken to, or for whose government."""
    named = (m[1] for name in ("assembly", "speaker") for m in pattern(name).finditer(head))
    return next(filter(_is_place, named), "")


def _signing(head: str, end: str) -> str:
    """Return the place or the body in the head of a letter, or under which it is signed."""
    found = [*pattern("letterhead").finditer(head), *pattern("signature").finditer(end)]
    return next(filter(None, (place_in("".join(match[1].split())) for match in found)), "")


def place_in(title: str) -> str:
    """Return the place or the body whose report a title names at its head; empty if it does not."""
    rest = pattern("before").sub("", title.strip())
    name = pattern("about").split(rest, maxsplit=1)[0]
    if not pattern("han").fullmatch(name) or not _is_place(name, _LEVELS):
        return ""
    nested = pattern("nested").match(name)
    return nested[1] if nested and _is_place(nested[1]) else name


def _leading(title: str) -> str:
    """Return the place that a title of no report begins with: 青山县固定资产投资稳中有进."""
    rest = pattern("before").sub("", title.strip())
    for match in pattern("leading").finditer(rest):
        name = match[0]
        # 盐城市 and 厦门市 end like 城市 and 门市; a body of theirs tells that they are places.
        told = pattern("leading-body").match(rest, match.end()) or not _holds_common(name)
        if match.start() == 0 and told and _is_place(name, _PLACES):
            return name
    return ""


def _frequent(text: str) -> str:
    """Return the place that a text names most, names of governments counting more."""
    names = _candidates(pattern("speaks-for").sub("，", text))
    if not names:
        return ""
    short, count = max(names.items(), key=lambda item: (item[1], item[0]))
    if count < _ONCE:
        return ""
    longer = [n for n, c in names.items() if n.endswith(short) and c * 10 >= count * 8]
    return max(longer, key=lambda name: (len(name), name))


def _candidates(text: str) -> Counter[str]:
    """Return names that end like places, each with how often and how weightily it stands there."""
    ends = any_of(end for level in _PLACES for end in table("levels")[level] if len(end) < 3)
    governments = any_of(table("names")["governments"])
    own = Counter(match[1] for match in re.finditer(rf"{pattern('owning').pattern}({ends})", text))
    found: Counter[str] = Counter()
    other = any_of(table("names")["not-before"])
    for match in re.finditer(rf"{ends}(?!{other})(?P<body>{governments})?", text):
        stop = match.start("body") if match["body"] else match.end()
        end = text[match.start() : stop]
        weight = (4 if match["body"] else 1) * (1 + own[end])
        if not _is_common(text[max(stop - _REACH, 0) : stop]):
            found.update(dict.fromkeys(_names(text, match.start(), stop), weight))
    return found


def _names(text: str, end: int, stop: int) -> Iterator[str]:
    """Yield the names of up to four characters and an end that stand before `stop`."""
    for start in range(end - 1, max(end - 5, -1), -1):
        name = text[start:stop]
        if not pattern("han").fullmatch(name):
            return
        rest = name[1:] if _may_begin(name[0], text[start - 1 : start]) else name
        if _is_place(name, _PLACES) and not _holds_common(rest):
            yield name


def _may_begin(char: str, before: str) -> bool:
    """Return whether a word that stands in no name begins one: 和平区 behind a comma."""
    names = table("names")
    return char in names["may-begin"] and (
        not is_han(before) or before in names["may-begin-behind"]
    )


def _is_common(name: str) -> bool:
    return any(map(name.endswith, table("names")["not-places"]))


def _holds_common(name: str) -> bool:
    inside = any(word in name for word in table("names")["not-inside"])
    return inside or _is_common(name) or pattern("counted").search(name) is not None


def find_issuer(text: str, place: str) -> str:
    """Return the body that issued the report of a place, as an archive's head or the text says."""
    if issuer := find_value(text[:_ISSUED], table("titles")["issuer-labels"]):
        return issuer
    level, state, bodies = find_level(place), table("state"), table("bodies")
    if place == state["place"]:
        return str(state["issuer"])
    if level in ("", "部门"):
        return place
    if named := re.search(rf"{re.escape(place)}({any_of(bodies['named'])})", text):
        return place + named[1]
    usual = (body for end, body in bodies["usual"].items() if place.endswith(end))
    return place + str(next(usual, bodies["default"]))
