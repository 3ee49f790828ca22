"""Places: whose reports a question means, by full or short name, in Han or in Latin letters.

A place in a question is a filter, not a search word; one that no report covers is a reason to
abstain. Names are compiled once, when the index is built, because pinyin is slow to load.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from qa.model import Report
from qa.text import fold

DATA = Path(__file__).parent / "data"
NATION = "全国"
_MOST_READINGS = 12
_ENDINGS = ("镇", "乡", "街道", "县", "区", "市", "省", "自治区")
_ABBREVIATION = re.compile(r"[一-鿿]{2,6}[局厅委办]")


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The places of a question."""

    mentions: tuple[tuple[str, ...], ...]
    """Full names that reports carry, in the order of the question, those of one name together."""
    spans: tuple[tuple[int, int], ...]
    """Where the question names them, offsets from 0."""
    unknown: tuple[str, ...]
    """Places named that no report covers."""

    @property
    def places(self) -> tuple[str, ...]:
        """All places meant."""
        return tuple(dict.fromkeys(place for mention in self.mentions for place in mention))


@cache
def _forms() -> dict[str, Any]:
    table = tomllib.loads((DATA / "place-forms.toml").read_text("utf-8"))
    table["generic"]["words"] = table["generic"]["words"].split()
    return table


@cache
def _provinces() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Full name, short names and English names of each line of the gazetteer."""
    lines = (DATA / "gazetteer.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((full, tuple(s.split("|")), tuple(e.split("|"))) for full, s, e in rows)


def short_name(place: str) -> str:
    """The name without its ending if two characters remain (云乐), else the name."""
    for suffix in _forms()["suffixes"]:
        if place.endswith(suffix) and len(place) - len(suffix) >= 2:
            return place.removesuffix(suffix)
    return place


def _seat(place: str) -> tuple[str, str]:
    """A body's name cut into seat and body: 平潭综合实验区, 社会事业局; no seat if there is none."""
    bodies = _forms()["bodies"]
    if not place.endswith(tuple(bodies["endings"])):
        return "", place
    ends = [place.find(e) + len(e) for e in bodies["seat_endings"] if 1 < place.find(e) < len(place) - len(e)]
    cut = max((e for e in ends if len(place) - e >= 2), default=0) if ends else 0
    first = min((e for e in ends if len(place) - e >= 3), default=cut)
    return place[:first], place[first:]


def han_names(place: str) -> set[str]:
    """Every Chinese name by which a place may be called."""
    names = {place, short_name(place)}
    seat, body = _seat(place)
    if seat:
        core = body
        for ending in _forms()["bodies"]["endings"][:4]:
            core = core.removesuffix(ending) if len(core) - len(ending) >= 2 else core
        names |= {body, seat, short_name(seat), short_name(seat) + body}
        if core.endswith(("片区", "街道", "镇", "乡", "区")):
            names |= {core, short_name(core)}
    for full, shorts, _ in _provinces():
        if place == full:
            names |= set(shorts)
    return {name for name in names if len(name) > 1}


def compile_names(reports: Sequence[Report], words: Iterable[str] = ()) -> bytes:
    """The names of the reports' places, in Han and in Latin letters, to be stored in the index.

    Args:
        reports: The corpus.
        words: Other Chinese names that stand in the reports (places, villages), whose pinyin a
            question may use.
    """
    places = sorted({r.place for r in reports if r.place})
    han: dict[str, list[str]] = {}
    latin: dict[str, list[str]] = {}
    for place in places:
        for name in sorted(han_names(place)):
            han.setdefault(name, []).append(place)
            for spelling in _latin_names(name):
                latin.setdefault(spelling, []).append(place)
        for full, _, english in _provinces():
            if full == place:
                for name in english:
                    latin.setdefault(_key(name), []).append(place)
    names: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        for spelling in sorted(_latin_names(word)):
            names.setdefault(spelling, []).append(word)
    table = {"han": han, "latin": {k: sorted(set(v)) for k, v in sorted(latin.items())}, "names": names}
    return json.dumps(table, ensure_ascii=False).encode()


def _latin_names(name: str) -> set[str]:
    """The pinyin spellings of a name, joined, without tones; 乐 is both le and yue."""
    from pypinyin import Style, pinyin  # 100 ms, and only building an index needs it

    readings = pinyin(name, style=Style.NORMAL, heteronym=True, errors="ignore")
    spellings = {"".join(r).replace("ü", "v") for r in list(product(*readings))[:_MOST_READINGS]}
    return {s for s in spellings if len(s) > 3}


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


class Places:
    """The names of the places that reports cover, ready to look up."""

    def __init__(self, compiled: bytes) -> None:
        """Loads what `compile_names` gave."""
        table = json.loads(compiled)
        self._han: dict[str, list[str]] = table["han"]
        self._latin: dict[str, list[str]] = table["latin"]
        self._names: dict[str, list[str]] = table["names"]
        self.all = tuple(sorted({p for found in self._han.values() for p in found}))
        ordered = sorted(self._han, key=lambda n: (-len(n), n))
        self._pattern = re.compile("|".join(map(re.escape, ordered)) or r"(?!)")

    def nation(self, text: str) -> tuple[str, ...]:
        """The nation, if its reports are there and the text speaks of it in passing."""
        if NATION in self.all and re.search(_forms()["nation"]["words"], text):
            return (NATION,)
        return ()

    def names_of(self, latin: str) -> tuple[str, ...]:
        """The Chinese names in the reports that a Latin spelling may mean (Liucun: 刘村)."""
        key = _key(re.sub(r"['’]s$", "", latin))
        return tuple(self._names.get(key) or self._names.get(key + "cun") or ())

    def find_han(self, text: str, is_place: Callable[[str], bool]) -> PlaceReading:
        """The places that the Han characters of a folded question name.

        Args:
            text: The question.
            is_place: Whether a word is the name of a place according to the dictionary; such a
                word right before a known place (上海彭浦) only says where that lies.
        """
        found: list[list[str]] = []
        spans: list[tuple[int, int]] = []
        matches = list(self._pattern.finditer(text))
        for i, match in enumerate(matches):
            parent = i + 1 < len(matches) and matches[i + 1].start() == match.end()
            start = self._with_parent(text, match.start(), is_place)
            spans.append((start, match.end()))
            if not parent or self._nested(match[0], matches[i + 1][0]):
                found.append(self._han[match[0]])
        for match in _ABBREVIATION.finditer(text):
            if not any(a < match.end() and match.start() < b for a, b in spans):
                if meant := self._abbreviated(match[0]):
                    found.append(meant)
                    spans.append(match.span())
        return PlaceReading(_resolve(found), tuple(spans), ())

    def _abbreviated(self, name: str) -> list[str]:
        """The bodies whose name holds these characters in this order: 市监局."""
        for cut in range(len(name) - 1):
            pattern = re.compile(".*".join(map(re.escape, name[cut:])) + "$")
            meant = [p for p in self.all if pattern.search(_seat(p)[1]) and _seat(p)[0]]
            if meant and len(name) - cut > 2:
                return meant
        return []

    def _nested(self, seat: str, body: str) -> bool:
        """Whether two neighbouring names agree: 平潭 and 社会事业局."""
        return bool(set(self._han[seat]) & set(self._han[body]))

    @staticmethod
    def _with_parent(text: str, start: int, is_place: Callable[[str], bool]) -> int:
        """Where the mention begins once the name of a place before it is counted in."""
        for length in (5, 4, 3, 2):
            if start >= length and is_place(text[start - length : start]):
                return start - length
        return start

    def find_latin(self, text: str, is_word: Callable[[str], bool]) -> PlaceReading:
        """The places that the Latin words of a question name, tolerant of spacing and slips.

        Args:
            text: The question.
            is_word: Whether a lower-case English word is an ordinary one, which no slip is
                mended to a place.
        """
        words = [(m[0], *m.span()) for m in re.finditer(r"[A-Za-z]+(?:['’\-][A-Za-z]+)*", text)]
        words = [(re.sub(r"['’]s$", "", w), a, b) for w, a, b in words]
        found: list[list[str]] = []
        spans: list[tuple[int, int]] = []
        unknown: list[str] = []
        at = 0
        while at < len(words):
            for length in (4, 3, 2, 1):
                chunk = words[at : at + length]
                hit = self._lookup([w for w, _, _ in chunk], is_word) if len(chunk) == length else None
                if hit:
                    found.append(hit)
                    spans.append((chunk[0][1], chunk[-1][2]))
                    at += length
                    break
            else:
                unknown += self._unknown(words, at, is_word)
                at += 1
        return PlaceReading(_resolve(found), tuple(spans), tuple(dict.fromkeys(unknown)))

    def _lookup(self, words: list[str], is_word: Callable[[str], bool]) -> list[str] | None:
        """The places that these words name, as a whole."""
        suffixes = _latin_suffixes()
        core, ending = words, ""
        for size in (3, 2, 1):
            if len(words) > size and (tail := " ".join(words[-size:]).lower()) in suffixes:
                core, ending = words[:-size], tail
                break
        if not ending and words[0].lower() in suffixes and len(words) > 2 and words[1].lower() == "of":
            core, ending = words[2:], words[0].lower()
        key = _key("".join(core))
        if any(w.lower() in suffixes or (len(core) > 1 and is_word(w.lower())) for w in core) and key not in self._latin:
            return None
        hit = self._latin.get(key)
        if not hit and ending:
            hit = [p for e in suffixes[ending] for p in self._latin.get(key + e, ())] or None
        if hit and (ending or words[0][:1].isupper() or len(core) > 1 or not is_word(key)):
            return hit
        if len(key) < 5 or is_word(key) or not words[0][:1].isupper():
            return None
        close = [k for k in self._latin if k[0] == key[0] and abs(len(k) - len(key)) < 2 and _one_slip(k, key)]
        return self._latin[min(close)] if close else None

    def _unknown(self, words: list[tuple[str, int, int]], at: int, is_word: Callable[[str], bool]) -> list[str]:
        """The word, if it is spelled like a place and no report covers it."""
        word = words[at][0]
        following = words[at + 1][0].lower() if at + 1 < len(words) else ""
        for full, _, english in _provinces():
            if full not in self.all and word.lower() in {e.lower() for e in english}:
                return [full]
        like_name = word[:1].isupper() and not is_word(word.lower())
        if like_name and following in _latin_suffixes() and not self.names_of(word):
            return [f"{word} {following}"]
        return []

    def unknown_han(self, words: Sequence[str], in_corpus: Callable[[str], bool]) -> tuple[str, ...]:
        """The places among the words of a question that no report covers.

        Args:
            words: The question cut into words, the known places taken out.
            in_corpus: Whether a word stands in the reports.
        """
        generic = tuple(_forms()["generic"]["words"])
        found = []
        for before, word in zip(("", *words), words, strict=False):
            name = before.strip() + word if word in _ENDINGS else word
            if (
                name.endswith(_ENDINGS)
                and len(name) > max(1, len(word) - 1)
                and name not in _ENDINGS
                and not name.endswith(generic)
                and not in_corpus(name)
            ):
                found.append(name)
        head = next((w for w in words if w.strip()), "")
        for full, shorts, _ in _provinces():
            # 浙江 at the head is what is asked of; 台湾 elsewhere is something to look for.
            if head in (full, *shorts) and full not in self.all and not found:
                found.append(full)
        return tuple(dict.fromkeys(found))


@cache
def _latin_suffixes() -> dict[str, tuple[str, ...]]:
    """English and pinyin endings, each with the pinyin that the full name would end in."""
    endings: dict[str, set[str]] = {}
    for forms in _forms()["suffixes"].values():
        for form in forms:
            endings.setdefault(form, set()).add(forms[-1])
    return {form: tuple(sorted(tails)) for form, tails in endings.items()}


def _resolve(found: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The mentions: names that agree narrow each other, others stand side by side."""
    groups: list[list[str]] = []
    for places in found:
        for i, group in enumerate(groups):
            if common := [p for p in group if p in places]:
                groups[i] = common
                break
        else:
            groups.append(list(places))
    return tuple(dict.fromkeys(map(tuple, groups)))


def _one_slip(left: str, right: str) -> bool:
    """Whether two spellings differ by one letter changed, added, dropped or swapped."""
    if len(left) > len(right):
        left, right = right, left
    head = 0
    while head < len(left) and left[head] == right[head]:
        head += 1
    a, b = left[head:], right[head:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and len(a) > 1 and a[2:] == b[2:])
    return a == b[1:]
