"""Place names: how they are built, shortened and spelled, compiled once for the index.

云乐镇 may be called 云乐, Yunle or Yun Le town; pinyin is slow to load, so all names are worked out
when the index is built.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice, product
from typing import Any

from qa.language import resources
from qa.language.normalization import han_runs
from qa.language.patterns import lazy_pattern
from qa.language.pinyin import readings_of
from qa.language.tokenization import is_proper, known_words, pos

NATION = "全国"
_MOST_READINGS = 12
_SHORTEST_SPELLING = 4
_NO_NAMES = ("c", "d", "e", "k", "o", "p", "q", "r", "u", "v", "x", "y")
"""First letters of the tags of words that are in no name of a place."""
_LONGEST = 4
"""Characters of a name without its ending."""


@cache
def forms() -> Mapping[str, Any]:
    """How names are built: the tables of place-forms.toml."""
    table = resources.read_toml("query/place-forms.toml")
    return {**table, "generic": {"words": table["generic"]["words"].split()}}


@cache
def provinces() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Full name, short names and English names of each line of the gazetteer."""
    rows = resources.read_rows("query/gazetteer.tsv", 3)
    return tuple((full, tuple(s.split("|")), tuple(e.split("|"))) for full, s, e in rows)


def of_level(places: Sequence[str], text: str) -> Sequence[str]:
    """The places of the level that a question asks for: 各省; all if it names none or none is.

    北京市 and 西藏自治区 are provinces, whatever they end in.
    """
    of_nation = {full for full, _, _ in provinces()}
    for endings, asked in forms()["of_level"].items():
        if lazy_pattern(asked, re.IGNORECASE).search(text):
            ends, are_provinces = tuple(endings.split()), endings == "provinces"
            found = [p for p in places if (p in of_nation) is are_provinces]
            return [p for p in found if are_provinces or p.endswith(ends)] or places
    return places


def short_name(place: str) -> str:
    """The name without its ending if two characters remain (云乐), else the name."""
    for suffix in forms()["suffixes"]:
        if place.endswith(suffix) and len(place) - len(suffix) >= 2:
            return place.removesuffix(suffix)
    return place


def rank_of(place: str) -> str:
    """The ending of a place's name, one for all of the first level."""
    if any(place == full for full, _, _ in provinces()):
        return "省"
    return next((suffix for suffix in forms()["suffixes"] if place.endswith(suffix)), place)


def cut_seat(place: str) -> tuple[str, str]:
    """A body's name cut into seat and body: 平潭综合实验区, 社会事业局; no seat is empty."""
    bodies = forms()["bodies"]
    if not place.endswith(tuple(bodies["endings"])):
        return "", place
    found = ((place.find(ending), len(ending)) for ending in bodies["seat_endings"])
    ends = [at + size for at, size in found if at > 1]
    end = min((e for e in ends if len(place) - e > 2), default=0)
    return place[:end], place[end:]


def seat_before(place: str, text: str) -> str:
    """What a text names right before a place and is where that lies: 青禾县 of 青禾县河东镇.

    Returns:
        All Chinese characters before the place, with whatever leads to the name; empty if they do
        not end like one.
    """
    before = text[: max(0, text.find(place))]
    run = next((run for run in han_runs(before) if before.endswith(run)), "")
    return run if len(run) > 2 and run.endswith(tuple(forms()["bodies"]["seat_endings"])) else ""


def han_names(place: str) -> set[str]:
    """Every Chinese name by which a place may be called."""
    names = {place, short_name(place)}
    seat, body = cut_seat(place)
    if seat:
        core = body
        for ending in forms()["bodies"]["endings"][:4]:
            core = core.removesuffix(ending) if len(core) - len(ending) >= 2 else core
        names |= {body, seat, short_name(seat), short_name(seat) + body}
        if core.endswith(tuple(forms()["like_places"]["within_seat"])):
            names |= {core, short_name(core)}
    for full, shorts, _ in provinces():
        if place == full:
            names |= set(shorts)
    return {name for name in names if len(name) > 1}


def compile_names(places: Iterable[str]) -> bytes:
    """The names of places, in Han and in Latin letters, to be stored in the index."""
    han: dict[str, list[str]] = {}
    latin: dict[str, list[str]] = {}
    for place in places:
        for name in sorted(han_names(place)):
            han.setdefault(name, []).append(place)
            for spelling in latin_names(name):
                latin.setdefault(spelling, []).append(place)
        for full, _, english in provinces():
            if full == place:
                for name in english:
                    latin.setdefault(key_of(name), []).append(place)
    sorted_latin = {spelling: sorted(set(found)) for spelling, found in sorted(latin.items())}
    return json.dumps({"han": han, "latin": sorted_latin}, ensure_ascii=False).encode()


def latin_names(name: str) -> set[str]:
    """The pinyin spellings of a name, joined, without tones; 乐 is both le and yue."""
    spellings = set(map("".join, islice(product(*readings_of(name)), _MOST_READINGS)))
    return {s for s in spellings if len(s) >= _SHORTEST_SPELLING}


def key_of(text: str) -> str:
    """The letters and digits of a name in small letters, by which spellings are looked up."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


@cache
def latin_suffixes() -> dict[str, tuple[str, ...]]:
    """English and pinyin endings, each with the pinyin that the full name would end in.

    In the plural too, which stands behind several names: Juzhen and Yunle towns.
    """
    endings: dict[str, set[str]] = {}
    for spellings in forms()["suffixes"].values():
        for spelling in spellings:
            for form in (spelling, _plural(spelling)):
                endings.setdefault(form, set()).add(spellings[-1])
    return {spelling: tuple(sorted(tails)) for spelling, tails in endings.items()}


def is_elsewhere(text: str, start: int, name: str, places: Sequence[str]) -> bool:
    """Whether a body is named as that of another seat than its own: 青山县民政局.

    Args:
        text: The question.
        start: Where the body begins.
        name: Of the body as the question says it; with its seat it is surely meant.
        places: Those that may be so called.
    """
    seats = [cut_seat(place)[0] for place in places]
    alone = all(seat and not name.startswith(short_name(seat)) for seat in seats)
    before = text[:start]
    own = before.endswith(tuple(n for seat in seats for n in (seat, short_name(seat)) if n))
    return alone and not own and ends_seat(before)


def ends_seat(text: str) -> bool:
    """Whether a text ends with the name of a seat: 青山县, but not 全县."""
    if not text.endswith(tuple(forms()["bodies"]["seat_endings"])):
        return False
    run = lazy_pattern("[一-鿿]*$").search(text)
    generic = tuple(word for word in forms()["generic"]["words"] if len(word) > 1)
    return len(run[0] if run else "") > 2 and not text.endswith(generic)


def seat_at(text: str) -> str:
    """The seat that a text ends with, in which what is known is blank; empty if it is known."""
    ending = next((e for e in forms()["bodies"]["seat_endings"] if text.endswith(e)), "")
    words = list(known_words(text.removesuffix(ending))) if ending else []
    return whole_name(words, ending) if words and words[-1].strip() else ""


def may_end(word: str, ending: str) -> bool:
    """Whether a word before an ending may end a name: no 的 does, nor 老旧 where it is 街道."""
    may_be_name = len(ending) == 1 or len(word) == 1 or is_proper(word)
    return may_be_name and not (pos(word) or "").startswith(_NO_NAMES)


def whole_name(words: Sequence[str], ending: str) -> str:
    """The name that ends so, which a dictionary that does not know it cuts up: 云, 乐, 镇."""
    name = ""
    for word in reversed(words):
        tag = pos(word) or "n"
        whole = len(name) > 1 and (len(word) > 1 or tag[0] != "n")
        if not word.strip() or tag.startswith(_NO_NAMES) or whole or len(name + word) > _LONGEST:
            break
        name = word + name
    return (name or words[-1].strip()) + ending
