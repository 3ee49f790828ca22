"""Corpora of any size for measuring: reports of made-up places, each ten years, 100 sentences each.

The shipped reports give the build of a report and the build of its sentences. Places, years and
figures are drawn, and every fourth noun is another one of jieba's dictionary, drawn so that the
word of rank r comes 1/r as often as the first: a long tail, as real corpora have. The same size
gives the same bytes.

    python bench/corpora.py FOLDER SENTENCES
"""

import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import exp, log
from pathlib import Path

import jieba

from qa.ingestion.reports import cut_report, read_reports
from qa.language.tokenization import pos, words_with_offsets
from qa.model import Report
from qa.settings import packaged_corpus

YEARS = range(2015, 2025)
SENTENCES = 100
"""In a report, about."""
_HEADS = "桃柳清泉石松梅兰竹溪云霞金银玉珠龙凤虎鹤东西南北上下新旧大小长宽平安福寿康宁和顺青红白黑"
_TAILS = "河山湖岭湾坡庄沟桥塘店屯坪洲岗原井林坝港渡关陂圩寨峪"
_ENDS = ("镇", "乡", "街道")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_EVERY = 4
_YEAR = re.compile(r"20\d\d")

Draw = Callable[[random.Random, str, int], str]
"""A wording drawn for a place and a year."""


@dataclass(frozen=True)
class Template:
    """A piece of a shipped report whose words and figures can be drawn anew."""

    role: str
    parts: tuple[Draw, ...]

    def fill(self, draw: random.Random, place: str, year: int) -> str:
        """The piece for a place and a year."""
        return "".join(part(draw, place, year) for part in self.parts)


def write_corpus(folder: Path, sentences: int) -> int:
    """Writes reports until there are about so many sentences; how many reports there are."""
    folder.mkdir(parents=True, exist_ok=True)
    outlines = _outlines()
    stock = [template for outline in outlines for template in outline if template.role == "body"]
    count = max(sentences // SENTENCES, 1)
    for number, (place, year) in zip(range(count), product(places(), YEARS), strict=False):
        draw = random.Random(number)
        outline = outlines[draw.randrange(len(outlines))]
        text = "\n".join(_lines(draw, outline, stock, place, year))
        (folder / f"p{number // len(YEARS):06}-{year}.txt").write_text(text, encoding="utf-8")
    return count


def places() -> Iterator[str]:
    """Names of places without end; none comes twice."""
    names = ["".join(pair) for pair in product(_HEADS, _TAILS)]
    random.Random(0).shuffle(names)
    for end in _ENDS:
        yield from (name + end for name in names)
    for (one, two), end in product(product(names, _HEADS), _ENDS):
        yield two + one + end


def _lines(
    draw: random.Random,
    outline: Sequence[Template],
    stock: Sequence[Template],
    place: str,
    year: int,
) -> Iterator[str]:
    yield f"{place}{year}年法治政府建设工作报告"
    bodies = sum(template.role == "body" for template in outline)
    more = (SENTENCES - bodies) / bodies
    for template in outline:
        line = template.fill(draw, place, year)
        if template.role == "body":
            extra = int(more) + (draw.random() < more % 1) if more > 0 else 0
            line += "".join(t.fill(draw, place, year) for t in draw.choices(stock, k=extra))
        yield line


def _outlines() -> list[list[Template]]:
    """The shipped reports as templates, headings and sentences in order."""
    nouns = _nouns()
    return [
        [
            Template(piece.role, tuple(_parts(piece.text.strip(), report, nouns)))
            for piece in cut_report(report)
            if piece.role in ("heading", "body") and piece.text.strip()
        ]
        for report in read_reports(packaged_corpus())
    ]


def _parts(text: str, report: Report, nouns: dict[int, list[str]]) -> Iterator[Draw]:
    """What stands fast and what is drawn, in order."""
    for here in re.split(f"({re.escape(report.place)}|{_FIGURE.pattern})", text):
        if here == report.place:
            yield lambda _draw, place, _year: place
        elif _FIGURE.fullmatch(here):
            yield _figure(here, report.year or YEARS[0])
        else:
            for word, _, _ in words_with_offsets(here):
                is_noun = len(word) > 1 and (pos(word) or "").startswith(("n", "vn"))
                yield _noun(word, nouns) if is_noun else _fixed(word)


def _fixed(text: str) -> Draw:
    return lambda *_: text


def _noun(word: str, nouns: dict[int, list[str]]) -> Draw:
    known = nouns.get(len(word), [word])

    def draw_noun(draw: random.Random, _place: str, _year: int) -> str:
        if draw.randrange(_EVERY):
            return word
        return known[int(exp(draw.random() * log(len(known)))) - 1]

    return draw_noun


def _figure(text: str, told_in: int) -> Draw:
    def draw_figure(draw: random.Random, _place: str, year: int) -> str:
        if _YEAR.fullmatch(text):
            return str(year + int(text) - told_in)
        whole, _, rest = text.partition(".")
        drawn = str(draw.randrange(10 ** (len(whole) - 1), 10 ** len(whole)))
        return f"{drawn}.{draw.randrange(10 ** len(rest)):0{len(rest)}}" if rest else drawn

    return draw_figure


def _nouns() -> dict[int, list[str]]:
    """The nouns of jieba's dictionary by length, the commonest first."""
    lines = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    found = [(-int(count), word) for word, count, tag in map(str.split, lines) if tag[0] == "n"]
    by_length: dict[int, list[str]] = {}
    for _, word in sorted(found):
        by_length.setdefault(len(word), []).append(word)
    return by_length


if __name__ == "__main__":
    print(write_corpus(Path(sys.argv[1]), int(sys.argv[2])), "reports")
