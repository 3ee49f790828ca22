"""Building: the stages of a report, wired; they hand the index what it keeps and how it is made."""

import json
from collections.abc import Iterable, Iterator, Sequence

from qa.index.parts.part import Analyses, Recipe
from qa.index.sqlite import Index
from qa.index.upkeep import opening
from qa.index.upkeep.opening import Notify, Progress
from qa.model import Report, Sentence
from qa.retrieval import reranking
from qa.settings import Settings


def open_index(settings: Settings, progress: Progress = None, notify: Notify = None) -> Index:
    """The index of a corpus, built first if there is none or what it depends on has changed.

    Arguments and errors are those of `qa.index.upkeep.opening.open_index`.
    """
    return opening.open_index(settings, make_recipe, reranking.version(), progress, notify)


def make_recipe(encodes: bool = False) -> Recipe:
    """The recipe of every corpus.

    Args:
        encodes: Whether sentences get vectors.
    """
    from qa.query.bilingual_dictionary import find_words, read_glosses
    from qa.query.place_names import compile_names

    encode = reranking.pack_vectors if encodes else None
    return Recipe(analyse_report, find_words, read_glosses, spell, compile_names, encode)


def analyse_report(report: Report, pieces: Sequence[Sentence]) -> Analyses:
    """What is kept of the pieces of a report.

    Its years are those that its sentences tell of, and those of them that they do not name.
    """
    from qa.analysis.annotations import analyse, dump
    from qa.analysis.periods import timeline_of

    headings = [piece.section[0] for piece in pieces if piece.section]
    timeline = timeline_of(report, tuple(dict.fromkeys(headings)))
    analyses = [analyse(piece, report, timeline) for piece in pieces]
    quotable = [(at, a) for at, a in enumerate(analyses) if pieces[at].is_quotable]
    periods = [a.period for _, a in quotable]
    told = {year for period in periods for year in period.years}
    own = {y for p in periods if not (p.explicit or p.several) for y in p.years}
    units: dict[str, list[int]] = {}
    for at, analysis in quotable:
        for unit in sorted({figure.unit for figure in analysis.figures}):
            units.setdefault(unit, []).append(at)
    return Analyses(
        list(map(dump, analyses)),
        json.dumps([sorted(told), sorted(own)]),
        json.dumps(units, ensure_ascii=False, sort_keys=True),
    )


def spell(tokens: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The Latin spellings of those tokens that are a place or a person, each with its token."""
    from qa.language.tokenization import parts_of_speech
    from qa.query.place_names import latin_names

    tags = parts_of_speech([token for token in tokens if len(token) > 1])
    for token, tag in tags.items():
        if tag in ("ns", "nr"):
            yield from ((spelling, token) for spelling in latin_names(token))
