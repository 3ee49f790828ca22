"""Small corpora and their indexes, cut and analysed by rules that are plain to see."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from qa.index import engines
from qa.index.parts.part import Analyses, Part, Recipe
from qa.index.sqlite import Index
from qa.language.reflow import read_piece
from qa.model import Report, Sentence
from qa.settings import LOCAL_CLUSTER, Cluster

REPORTS = Path(__file__).parents[3] / "corpus" / "reports"
STAMP = {"corpus": "abc", "lexicon": "1"}

Analyse = Callable[[Report, Sentence], str]
Corpus = tuple[tuple[Report, ...], Mapping[str, tuple[Sentence, ...]]]


def split(report: str, text: str) -> Iterator[Sentence]:
    """Pieces that end behind a full stop; what has no stop is a heading."""
    for ordinal, found in enumerate(re.finditer("[^。]*。|[^。]+", text), 1):
        role = "body" if found[0].endswith("。") else "heading"
        section = ("一、概况",)[: ordinal % 2]
        yield Sentence(report, ordinal, *found.span(), read_piece(found[0], role), section, role)


def report(id: str, text: str, place: str = "云乐镇", year: int | None = 2023) -> Report:
    digest = sha256(text.encode()).hexdigest()
    return Report(id, place, "乡镇", year, f"{place}法治政府建设报告", "政府", text, digest)


def corpus(texts: Mapping[str, str]) -> Corpus:
    reports = tuple(report(id, text) for id, text in texts.items())
    return reports, {one.id: tuple(split(one.id, one.text)) for one in reports}


def analyse(report: Report, piece: Sentence) -> str:
    return f'["{report.id}", {len(piece.text)}]'


def recipe(analyse: Analyse = analyse) -> Recipe:
    """What is kept is made up, but hangs on what stands in the reports."""

    def analyse_all(report: Report, pieces: Sequence[Sentence]) -> Analyses:
        kept = [analyse(report, piece) for piece in pieces]
        return Analyses(kept, f"[[{report.year}], []]", f'{{"名": [{len(pieces) - 1}]}}')

    return Recipe(
        analyse_all,
        words=lambda text: {text[at : at + 2] for at in range(0, len(text), 3)},
        gloss=lambda word: {word[:1]: 1.0, "~" + word[1:]: 0.5},
        spell=lambda tokens: {(hex(ord(c)), one) for one in tokens if len(one) > 1 for c in one},
        places=lambda places: "、".join(places).encode(),
    )


def part(report: Report, pieces: Sequence[Sentence], recipe: Recipe) -> Part:
    return Part.make(sha256(repr(report).encode()).hexdigest(), report, pieces, recipe)


def build(
    path: Path,
    reports: Sequence[Report],
    pieces: Mapping[str, Sequence[Sentence]],
    analyse: Analyse,
    stamp: Mapping[str, str],
    engine: str = engines.BUILTIN,
    cluster: Cluster = LOCAL_CLUSTER,
) -> Index:
    """The index of these reports."""
    made = recipe(analyse)
    in_order = sorted(reports, key=lambda one: one.id)
    parts = (part(one, pieces[one.id], made) for one in in_order)
    return Index.build(path, parts, made, stamp, engine, cluster)


@cache
def shipped() -> Corpus:
    return corpus({path.stem: path.read_text("utf-8") for path in REPORTS.glob("*.txt")})
