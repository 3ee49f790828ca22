"""Typed spans: the dates, documents, brands, organisations and persons of a sentence."""

import re
from functools import cache

from qa.language import resources
from qa.language.compiling import compile_pattern
from qa.language.glances import Needs, needs_of
from qa.language.normalization import fold
from qa.model import Span


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], Needs], ...]:
    """The patterns of the data file, in the order in which they claim text, and their needs."""
    table = resources.read_toml("analysis/entities.toml")
    compiled = (
        (kind, compile_pattern(pattern, re.VERBOSE, glances=True))
        for kind, patterns in table.items()
        for pattern in patterns
    )
    return tuple((kind, pattern, needs_of(pattern)) for kind, pattern in compiled)


def find_spans(text: str) -> tuple[Span, ...]:
    """The typed spans of a sentence by offset; spans of one kind never overlap.

    Args:
        text: A sentence; offsets count its characters from 0.
    """
    if not text:
        return ()
    folded = fold(text)
    found: dict[str, list[Span]] = {}
    characters = set(folded)
    for kind, pattern, needs in _patterns():
        if needs is not None and needs.isdisjoint(characters):
            continue
        taken = found.setdefault(kind, [])
        for match in pattern.finditer(folded):
            start, end = match.span("it") if "it" in pattern.groupindex else match.span()
            if start < end and all(end <= s.start or s.end <= start for s in taken):
                taken.append(Span(kind, text[start:end], start, end))
    return tuple(
        sorted((s for spans in found.values() for s in spans), key=lambda s: (s.start, s.kind))
    )


def is_office(word: str) -> bool:
    """Whether a word as a whole names an office that one person holds: 书记, not 工作人员."""
    offices = next(pattern for kind, pattern, _ in _patterns() if kind == "role")
    return bool(offices.fullmatch(fold(word)))
