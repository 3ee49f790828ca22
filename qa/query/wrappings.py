"""Wrappings: what people put around a question, and what a correction rejects, taken off.

The phrases lie in data/query/wrappings.toml.
"""

import re
from collections.abc import Callable
from functools import cache

from qa.language.patterns import read_patterns
from qa.query.cues import blank

_PIECES = (
    re.compile(r"[^。!?;.]+(?:\.(?=\S)[^。!?;.]*)*[。!?;.\s]*"),
    re.compile(r"[^,:]+[,:\s]*"),
)
"""Sentences, then clauses."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return read_patterns("query/wrappings.toml", re.IGNORECASE)


def corrects(text: str) -> bool:
    """Whether a text takes back what was asked before it."""
    return any(_patterns()[name].search(text) for name in ("rejected", "correction"))


def without_rejected(text: str) -> str:
    """The text without what opens a correction and what that rejects; offsets stay."""
    for name in ("rejected", "correction", "correction"):
        if match := _patterns()[name].match(text):
            text = blank(text, [match.span()])
    return text


def unwrap(text: str, asks: Callable[[str], bool], names: Callable[[str], bool]) -> str:
    """The question of a text without who asks, what for and how it is to be answered.

    Args:
        text: Normalised.
        asks: Whether a piece of text asks for something.
        names: Whether it names a place or year, and so tells what is asked of.
    """
    text = _patterns()["label"].sub("", text)
    for pieces in _PIECES:
        found = pieces.findall(text)
        kept = [piece for piece in found if not _wraps(piece, asks) or names(piece)]
        if len(kept) < len(found) and any(map(asks, kept)):
            text = "".join(kept).strip()
    return text


def _wraps(piece: str, asks: Callable[[str], bool]) -> bool:
    """Whether a sentence or clause is only there for whoever answers."""
    if _patterns()["instruction"].search(piece):
        return True
    return bool(_patterns()["aside"].search(piece)) and not asks(piece)
