"""What a report says about itself: place, level, year, title and issuer, read from its text."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from qa.ingestion.boilerplate import find_boilerplate, find_lines
from qa.ingestion.headings import read_marker
from qa.language import resources
from qa.language.normalization import unify_radicals
from qa.language.numerals import integer_of

HEAD = 40
"""Lines at the head of a report among which its title and its speaker are looked for."""
SAMPLE = 200_000
"""Characters of a report that are read for its place and year."""
TITLE = 60
"""Characters of the longest title."""

_YEAR = r"(?:(?:19|20)\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})"
_YEARS = re.compile(rf"(?<!\d)({_YEAR})(?=\s*年)")
_COVERED = re.compile(
    rf"(?<![\d—－–~～至-])({_YEAR})(?=\s*年(?!\s*[—－–~～至-])"
    r"(?![^。\n]{0,20}(?:将|计划|安排|打算|思路|要点)))"
)
_MEETING = re.compile(
    rf"({_YEAR})年.{{1,12}}?在?[^。]{{0,40}}(?:会议|大会)上|会议[，,]?\s*({_YEAR})年\d"
)
_DATED = re.compile(rf"^[（(]?({_YEAR})年.{{1,8}}[日)）]$", re.MULTILINE)
_ASSEMBLY = re.compile(
    r"((?:(?![在日月年])[一-鿿]){2,12}?)第?[\d一二三四五六七八九十]{1,4}届\s*人民代表大会"
)
_SPEAKER = re.compile(r"我代表([一-鿿]{2,16}?)(?:人民政府|向|，|,)")
_ABOUT = re.compile(
    rf"关于|{_YEAR}|人民政府|政府(?:工作|信息)|工作报告|法治|依法|年度|办事处|政务|国民经济|\s"
    r"|(?<=区)(?:管委会|管理委员会|党工委)"
)
_BEFORE = re.compile(rf"^(?:{_YEAR}年度?|关于|中共[一-鿿]{{2,16}}?委员会|[\s、])+")
# 旌德县云乐镇 is 云乐镇: of nested places the last one reports.
_NESTED = re.compile(
    r"^(?:[一-鿿]{1,9}?(?:省|自治区|自治州|市|地区|县|区|旗))+"
    r"([一-鿿]{1,8}(?:镇|乡|街道|县|区|市|旗))$"
)
_QUOTED = re.compile(r"《[^》]{0,80}》")
_HAN = re.compile(r"[一-鿿]+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Place, level, year, title and issuer of a report; empty or None where it is silent."""

    place: str
    level: str
    year: int | None
    title: str
    issuer: str
    place_from: str = ""
    """What the place rests on: title, head (who speaks, to whom), issuer, text (it is named most)
    or file (what the file says outside its text)."""
    year_from: str = ""
    """What the year rests on: title, head, text or file."""


@cache
def _data() -> Mapping[str, Any]:
    return resources.read_toml("ingestion/metadata.toml")


def _one_of(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def _ends(levels: tuple[str, ...]) -> re.Pattern[str]:
    words = [end for level in levels for end in _data()["levels"][level]]
    return re.compile(rf"(?:{_one_of(words)})$")


@cache
def _title_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{_one_of(_data()['titles']['ends'])})(?:[（(].{{1,12}}[)）])?$")


def read_metadata(text: str, title: str = "", date: str = "", issuer: str = "") -> Metadata:
    """Return what a report says about itself.

    Args:
        text: Of the report.
        title: As its file names it outside the text, if it does.
        date: When it was published, as the file says.
        issuer: As the file names it.
    """
    sample = unify_radicals(text[:SAMPLE])
    lines = _head(sample)
    found = _find_title(sample, lines) or title
    place, place_from = _find_place(sample, lines, found, issuer)
    year, year_from = _find_year(sample, lines, found, date)
    return Metadata(
        place=place,
        level=find_level(place),
        year=year,
        title=found or _make_title(sample, place, year),
        issuer=_find_issuer(sample, place),
        place_from=place_from,
        year_from=year_from,
    )


def find_level(place: str) -> str:
    """Return the level of a place by the end of its name: 国家, 省, 市, 县, 乡镇 or 部门."""
    ends = [
        (len(end), level)
        for level, words in _data()["levels"].items()
        for end in words
        if place.endswith(end)
    ]
    return str(max(ends)[1]) if ends else ""


def _value(text: str, labels: list[str]) -> str:
    """Return what stands behind the first of the labels that an archive's head has."""
    match = re.search(rf"^\s*(?:{_one_of(labels)})[:：][ \t　]*(\S.*?)\s*$", text, re.MULTILINE)
    return match[1] if match else ""


def _head(text: str) -> list[str]:
    """Return the first lines of a report that are no page furniture."""
    boilerplate = find_boilerplate(text[:20_000])
    found = []
    for start, end in find_lines(text[:20_000]):
        left = max((stop for place, stop in boilerplate if place <= start < stop), default=start)
        right = min((place for place, _ in boilerplate if left < place < end), default=end)
        if left < right and (line := text[left:right].strip()):
            found.append(line)
    return found[:HEAD]


def _find_title(text: str, lines: list[str]) -> str:
    if title := _value(text[:5000], _data()["titles"]["title-labels"]):
        return " ".join(title.split())
    found = list(_title_lines(lines))
    if found:
        return max(found, key=lambda line: (bool(_YEARS.search(line)), -found.index(line)))
    first = lines[0] if lines else ""
    blank = re.match(rf"(\S{{4,{TITLE}}})\s", first)
    if blank and _title_end().search(blank[1]):
        return blank[1]
    plain = 4 <= len(first) <= 40 and first[-1] not in "。；;：:，,！!？?"
    return first if plain and not read_marker(first, 0) else ""


def _title_lines(lines: list[str]) -> Iterator[str]:
    """Yield lines that read as a title, down to the first sentence; one on two lines is joined."""
    before = ""
    for line in lines[:12]:
        if line[-1] in "。；;！" or len(line) > 100 or read_marker(line, 0):
            return
        if len(line) <= TITLE and _title_end().search(line) and "作政府" not in line:
            yield before + line if _is_begun(before, line) else line
        before = line


def _is_begun(before: str, line: str) -> bool:
    """Return whether a title began on the line before: 云乐镇2023年 above 法治政府建设工作报告."""
    whole = len(before) + len(line) <= TITLE and not _title_end().search(before)
    headless = not _YEARS.search(line) and not _place_in(line)
    return whole and headless and bool(_YEARS.search(before) or _place_in(before))


def _make_title(text: str, place: str, year: int | None) -> str:
    """Return a title made of words that stand in the text, or its first sentence shortened."""
    titles = _data()["titles"]
    made = f"{place}{year}年" if year else place
    for form in titles["forms"]:
        for subject in titles["subjects"]:
            if made and subject + form in text:
                return f"{made}{subject}{form}"
    for match in re.finditer(r"\S[^。！？\n]*", text[:5000]):
        if not read_marker(text, match.start()):
            return match[0].strip()[:TITLE]
    return ""


def _is_place(name: str, levels: tuple[str, ...] = ("国家", "省", "市", "县", "乡镇")) -> bool:
    names = _data()["names"]
    return (
        len(name) >= 2
        and _ends(levels).search(name) is not None
        and name not in names["not-places"]
    )


def _find_place(text: str, lines: list[str], title: str, issuer: str) -> tuple[str, str]:
    """Return the place that reports, and what that rests on."""
    state = _data()["state"]
    head = "\n".join(line[:200] for line in lines)
    if named := _place_in(title):
        return named, "title"
    if any(sign in head for sign in state["signs"]):
        return str(state["place"]), "head"
    for pattern in (_ASSEMBLY, _SPEAKER):
        for match in pattern.finditer(head):
            if _is_place(match[1]):
                return match[1], "head"
    if named := _place_in(_value(text[:5000], _data()["titles"]["issuer-labels"])):
        return named, "issuer"
    if named := _frequent(text):
        return named, "text"
    return _place_in(issuer), "file"


def _place_in(title: str) -> str:
    """Return the place or the body whose report a title names at its head."""
    rest = _BEFORE.sub("", title.strip())
    name = _ABOUT.split(rest, maxsplit=1)[0]
    every = ("省", "市", "县", "乡镇", "村", "部门")
    if not _HAN.fullmatch(name) or not _is_place(name, every):
        return ""
    nested = _NESTED.match(name)
    return nested[1] if nested and _is_place(nested[1]) else name


def _frequent(text: str) -> str:
    """Return the place that a text names most, names of governments counting more."""
    names = _candidates(text.replace("代表", "，"))
    if not names:
        return ""
    short, count = max(names.items(), key=lambda item: (item[1], item[0]))
    longer = [n for n, c in names.items() if n.endswith(short) and c * 10 >= count * 8]
    return max(longer, key=lambda name: (len(name), name))


def _candidates(text: str) -> Counter[str]:
    places = ("省", "市", "县", "乡镇")
    ends = [end for level in places for end in _data()["levels"][level] if len(end) < 3]
    governments = _one_of(_data()["names"]["governments"])
    own = Counter(match[1] for match in re.finditer(rf"[我全本]({_one_of(ends)})", text))
    found: Counter[str] = Counter()
    for match in re.finditer(rf"(?:{_one_of(ends)})(?P<body>{governments})?", text):
        stop = match.start("body") if match["body"] else match.end()
        end = text[match.start() : stop]
        weight = (4 if match["body"] else 1) * (1 + own[end])
        for start in range(match.start() - 1, max(match.start() - 5, -1), -1):
            name = text[start:stop]
            if not _HAN.fullmatch(name):
                break
            if _is_place(name, places) and not _is_common(name):
                found[name] += weight
    return found


def _is_common(name: str) -> bool:
    names = _data()["names"]
    return any(word in name for word in names["not-inside"]) or any(
        name.endswith(word) for word in names["not-places"]
    )


def _find_year(text: str, lines: list[str], title: str, date: str) -> tuple[int | None, str]:
    """Return the year that is reported on, and what that rests on."""
    head = "\n".join(line[:200] for line in lines[:12])
    if match := _YEARS.search(title):
        return integer_of(match[1]), "title"
    for match in (_MEETING.search(head), _DATED.search(head)):
        if match:
            return integer_of(next(group for group in match.groups() if group)), "head"
    years = Counter(integer_of(match[1]) for match in _COVERED.finditer(_QUOTED.sub("", text)))
    if years:
        return max(years, key=lambda year: (years[year], -year)), "text"
    published = re.match(r"(?:19|20)\d{2}", date)
    return (int(published[0]), "file") if published else (None, "")


def _find_issuer(text: str, place: str) -> str:
    if issuer := _value(text[:5000], _data()["titles"]["issuer-labels"]):
        return issuer
    level, state = find_level(place), _data()["state"]
    if place == state["place"]:
        return str(state["issuer"])
    if level in ("", "部门"):
        return place
    bodies = _data()["names"]["bodies"]
    named = re.search(rf"{re.escape(place)}({_one_of(bodies)})", text)
    return place + (named[1] if named else "办事处" if place.endswith("街道") else "人民政府")
