"""Places: whose reports a question means, by full or short name, in Han or in Latin letters.

A place in a question is a filter, not a search word; one that no report covers is a reason to
abstain.
"""

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from qa.language.normalization import blank, is_han
from qa.language.patterns import lazy_pattern
from qa.language.tokenization import is_proper, known_words, pos
from qa.query import cues
from qa.query.latin_places import LatinPlaces
from qa.query.place_names import (
    NATION,
    cut_seat,
    forms,
    is_elsewhere,
    key_of,
    latin_names,
    latin_suffixes,
    may_end,
    provinces,
    rank_of,
    seat_at,
    short_name,
    whole_name,
)


class PlaceReading(NamedTuple):
    """The places of a question."""

    mentions: tuple[tuple[str, ...], ...]
    """Full names that reports carry, in the order of the question, those of one name together."""
    spans: tuple[tuple[int, int], ...]
    """Where the question names them, offsets from 0."""
    unknown: tuple[str, ...]
    """Places named that no report covers."""
    heard: tuple[tuple[str, str], ...] = ()
    """Names with a slip, each with the place it was taken for."""

    @property
    def places(self) -> tuple[str, ...]:
        """All places meant."""
        return tuple(dict.fromkeys(place for mention in self.mentions for place in mention))


class Places:
    """The names of the places that reports cover, ready to look up."""

    def __init__(
        self,
        compiled: bytes,
        spelled: Callable[[str], Sequence[str]],
        sounding: Callable[[str], Sequence[str]],
    ) -> None:
        """Loads the places.

        Args:
            compiled: What `compile_names` gave.
            spelled: Gives the other names in the reports that have a Latin spelling.
            sounding: Gives all words in the reports that sound like a Latin spelling.
        """
        self._spelled, self._sounding = spelled, sounding
        table = json.loads(compiled)
        self._han: dict[str, list[str]] = table["han"]
        self._latin: dict[str, list[str]] = table["latin"]
        self.all = tuple(sorted({p for found in self._han.values() for p in found}))
        self._sizes = sorted({len(name) for name in self._han})

    def find(
        self, text: str, is_place: Callable[[str], bool], is_word: Callable[[str], bool]
    ) -> PlaceReading:
        """The places that a folded question names, but for the nation where it is not asked of.

        Args:
            text: The question.
            is_place: As for `find_han`.
            is_word: As for `find_latin`.
        """
        found = self._find(text, is_place, is_word)
        if found.mentions != ((NATION,),) or not cues.has("in_nation", text):
            return found
        # 占全国几成 is asked of a place, not of the nation.
        left = self._find(cues.without("in_nation", text), is_place, is_word)
        return found._replace(mentions=left.mentions)

    def _find(
        self, text: str, is_place: Callable[[str], bool], is_word: Callable[[str], bool]
    ) -> PlaceReading:
        han = self.find_han(text, is_place)
        latin = self.find_latin(blank(text, han.spans), is_word)
        mentions = tuple(dict.fromkeys((*han.mentions, *latin.mentions)))
        if len(mentions) > 1:
            # 全国十大 beside another place is no place of its own.
            mentions = tuple(m for m in mentions if m != (NATION,))
        if not mentions and (nation := self._nation(text)):
            mentions = (nation,)
        unknown = (*han.unknown, *latin.unknown)
        return PlaceReading(mentions, (*han.spans, *latin.spans), unknown, latin.heard)

    def _nation(self, text: str) -> tuple[str, ...]:
        """The nation, if its reports are there and the text speaks of it in passing."""
        if NATION in self.all and re.search(forms()["nation"]["words"], text):
            return (NATION,)
        return ()

    def names_of(self, latin: str) -> tuple[str, ...]:
        """The Chinese names in the reports that a Latin spelling may mean (Liucun: 刘村).

        With a capital it may be a name that no dictionary knows.
        """
        key = key_of(re.sub(r"['’]s$", "", latin))
        listed = self._spelled(key) or self._spelled(key + "cun")
        return tuple(listed or (self._sounding(key) if latin[:1].isupper() else ()))

    def _is_told(self, latin: str) -> bool:
        """Whether the reports have a name so spelled."""
        return bool(self._spelled(key_of(latin)))

    def _is_listed(self, latin: str, ending: str) -> bool:
        """Whether the reports have a name so spelled, or with this ending: Tancheng, town."""
        key = key_of(latin)
        tails = latin_suffixes()[ending]
        return bool(self._spelled(key)) or any(map(self._sounding, (key + t for t in tails)))

    def find_han(self, text: str, is_place: Callable[[str], bool]) -> PlaceReading:
        """The places that the Han characters of a folded question name.

        Args:
            text: The question.
            is_place: Whether a word is the name of a place according to the dictionary; such a
                word right before a known place (上海彭浦) only says where that lies.
        """
        found: list[list[str]] = []
        spans: list[tuple[int, int]] = []
        named = self._named(text)
        matches = [m for m in named if not is_elsewhere(text, m.start(), m[0], self._han[m[0]])]
        foreign = [m.start() for m in named if m not in matches]
        other = [self._of_other_level(text, match) for match in matches]
        for i, match in enumerate(matches):
            if other[i]:
                spans.append((match.start(), match.end() + 1))
                continue
            parent = (
                i + 1 < len(matches)
                and matches[i + 1].start() == match.end()
                and not self._peers(match[0], matches[i + 1][0])
            )
            start = self._with_parent(text, match.start(), is_place)
            # 浙江省长 is the 省长 of 浙江, not somebody long in 浙江省.
            office = text[match.end() : match.end() + 1] == "长" and match[0][:-1] in self._han
            spans.append((start, match.end() - office))
            if not parent or self._nested(match[0], matches[i + 1][0]):
                found.append(self._han[match[0]])
        rest = text
        for start, end in spans:
            rest = rest[:start] + " " * (end - start) + rest[end:]
        for match in _abbreviation().finditer(rest):
            cut, meant = self._abbreviated(match[0])
            start = match.start() + cut
            if meant and is_elsewhere(text, start, match[0][cut:], meant):
                foreign.append(start)
            elif meant:
                found.append(meant)
                spans.append(match.span())
        unknown = [seat_at(rest[:start]) for start in foreign]
        spans += [(at - len(seat), at) for at, seat in zip(foreign, unknown, strict=True) if seat]
        strange = dict.fromkeys(filter(None, (*other, *unknown)))
        return PlaceReading(_resolve(found), tuple(spans), tuple(strange))

    def _named(self, text: str) -> list[re.Match[str]]:
        """Where a text holds a name, of several at one place the longest."""
        # There may be thousands of names, of which a question holds few.
        pieces = (text[at : at + n] for n in self._sizes for at in range(len(text) - n + 1))
        held = sorted({piece for piece in pieces if piece in self._han}, key=lambda n: (-len(n), n))
        return list(re.finditer("|".join(map(re.escape, held)), text)) if held else []

    def _of_other_level(self, text: str, match: re.Match[str]) -> str:
        """The name with an ending that none of its places has: 北山镇 where there is 北山县."""
        ending = text[match.end() : match.end() + 1]
        bare = all(short_name(place) == match[0] for place in self._han[match[0]])
        held = any(place[-1] == ending for place in self._han[match[0]])
        if ending not in forms()["like_places"]["levels"] or not bare or held:
            return ""
        word = next(iter(known_words(text[match.end() : match.end() + 4])), "")
        return match[0] + ending if word == ending else ""

    def _abbreviated(self, name: str) -> tuple[int, list[str]]:
        """The bodies whose name holds these characters in this order: 市监局; where it begins."""
        for cut in range(len(name) - 1):
            pattern = re.compile(".*".join(map(re.escape, name[cut:])) + "$")
            meant = [p for p in self.all if pattern.search(cut_seat(p)[1]) and cut_seat(p)[0]]
            if meant and len(name) - cut > 2:
                return cut, meant
        return 0, []

    def _peers(self, name: str, behind: str) -> bool:
        """Whether two neighbouring names are of one rank and so both meant: 四川河南各有多少."""
        ranks = [{rank_of(place) for place in self._han[n]} for n in (name, behind)]
        return bool(ranks[0] & ranks[1])

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
        if not re.search("[A-Za-z]", text):
            return PlaceReading((), (), ())
        latin = LatinPlaces(self._latin, self.all, is_word, self._is_told, self._is_listed)
        found, spans, unknown, heard = latin.find(text)
        strange = tuple(dict.fromkeys(unknown))
        return PlaceReading(_resolve(found), tuple(spans), strange, tuple(heard))

    def as_heard(self, unknown: Sequence[str]) -> dict[str, str]:
        """Names that no report covers, by the places of reports that sound like them.

        荷糖镇 is 荷塘镇 to whom types by sound; 宿州市, which there is, is no 苏州市. Empty where
        one of them sounds like none, or like several.
        """
        heard = {name: self._sounds_like(name) for name in unknown}
        return heard if all(heard.values()) else {}

    def heard_within(
        self, text: str, cut: Callable[[str], Sequence[str]], in_corpus: Callable[[str], bool]
    ) -> dict[str, str]:
        """As `as_heard`, of names that do not look like one: 云了镇 is 云乐镇.

        Args:
            text: The question.
            cut: Cuts a text into words; a name begins and ends with one.
            in_corpus: Whether a word stands in the reports, which is then no slip.
        """
        ends = {place[-1] for place in self.all}
        edges = list(accumulate(map(len, cut(text)), initial=0))
        last = (edge for edge in edges[1:] if text[edge - 1] in ends)
        names = (text[a:b] for b in last for a in edges if a + 2 < b <= a + self._sizes[-1])
        strange = (n for n in names if n not in self._han and all(map(is_han, n)))
        heard = {name: self._sounds_like(name) for name in strange if not in_corpus(name)}
        return {name: place for name, place in heard.items() if place}

    def _sounds_like(self, name: str) -> str:
        """The one place that a name sounds like, in as many characters; empty if there is none."""
        short = short_name(name)
        if is_proper(name) or is_proper(short) or (len(short) > 1 and pos(short)):
            return ""  # a place of its own, or a word: 新型县
        alike = {p for key in latin_names(name) for p in self._latin.get(key, ())}
        alike = {p for p in alike if p[-1] == name[-1] and len(p) == len(name)}
        return alike.pop() if len(alike) == 1 else ""

    def unknown_han(
        self, text: str, cut: Callable[[str], Sequence[str]], in_corpus: Callable[[str], bool]
    ) -> tuple[str, ...]:
        """The places in the Chinese part of a question that no report covers.

        Args:
            text: The question, the known places blanked out.
            cut: Cuts a text into words.
            in_corpus: Whether a word stands in the reports.
        """
        if not _may_name(text):
            return ()
        words = cut(text)
        generic = tuple(forms()["generic"]["words"])
        endings = tuple(forms()["like_places"]["endings"])
        found = []
        for at, (before, word) in enumerate(zip(("", *words), words, strict=False)):
            name = before.strip() + word if word in endings else word
            like_place = name.endswith(endings) and name not in endings
            like_place = like_place and name[0] not in forms()["like_places"]["asking"]
            if not like_place or name.endswith(generic) or in_corpus(name):
                continue
            if word not in endings:
                found.append(name)
            elif may_end(before, word):
                found.append(whole_name(words[:at], word))
        head = next((w for w in words if w.strip()), "")
        for full, shorts, _ in provinces():
            # 浙江 at the head is what is asked of; 台湾 elsewhere is something to look for.
            if head in (full, *shorts) and full not in self.all and not found:
                found.append(full)
        return tuple(dict.fromkeys(found))


@cache
def _abbreviation() -> re.Pattern[str]:
    return lazy_pattern(forms()["like_places"]["abbreviation"])


def _may_name(text: str) -> bool:
    """Whether a text holds an ending of places or opens with a province; most do neither."""
    names = tuple(name for full, shorts, _ in provinces() for name in (full, *shorts))
    endings = forms()["like_places"]["endings"]
    return any(ending in text for ending in endings) or text.lstrip().startswith(names)


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
