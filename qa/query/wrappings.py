"""Wrappings: what people put around a question, and what a correction rejects, taken off.

The phrases lie in data/query/wrappings.toml.
"""

from collections.abc import Callable

from qa.language.cues import Cues
from qa.language.normalization import blank
from qa.language.patterns import lazy_pattern

_PIECES = (
    lazy_pattern(r"[^。!?;.]+(?:\.(?=\S)[^。!?;.]*)*[。!?;.\s]*"),
    lazy_pattern(r"[^,:]+[,:\s]*"),
)
"""Sentences, then clauses."""


_CUES = Cues("query/wrappings.toml")


def corrects(text: str) -> bool:
    """Whether a text takes back what was asked before it."""
    return any(_CUES.has(name, text) for name in ("rejected", "correction", "rather"))


def without_rejected(text: str) -> str:
    """The text without what opens a correction and what that rejects; offsets stay."""
    corrected = _CUES.has("rather", text)
    for name in ("rejected", "correction", "rejected", "correction"):
        if match := _CUES[name].match(text):
            text = blank(text, [match.span()])
            corrected = True
    return _CUES.without("rejected_behind", text) if corrected else text


def unwrap(text: str, asks: Callable[[str], bool], names: Callable[[str], bool]) -> str:
    """The question of a text without who asks, what for and how it is to be answered.

    Args:
        text: Normalised.
        asks: Whether a piece of text asks for something.
        names: Whether it names a place or year, and so tells what is asked of.
    """
    text = _CUES.without("label", text).strip()
    for pieces in _PIECES:
        found = pieces.findall(text)
        kept = [piece for piece in found if not _wraps(piece, asks) or names(piece)]
        if len(kept) < len(found) and any(map(asks, kept)):
            text = "".join(kept).strip()
    return text


def claim_as_question(text: str, asks: Callable[[str], bool]) -> str:
    """A claim, and behind it what asks whether that holds, as one question: is it true that …?

    Args:
        text: Normalised.
        asks: Whether a piece of text asks for something.
    """
    verdict = _CUES["verdict"].search(text)
    said = text[: verdict.start()] if verdict else ""
    claim = _CUES.without("claimed", said).strip(" .,;:!-—")
    tells = _CUES.has("telling", claim) and (_CUES.has("claimed", said) or not asks(claim))
    return f"Is it true that {claim}?" if tells else text


def lead_of(text: str, asks: Callable[[str], bool]) -> str:
    """What a text says before the first clause that asks; nothing if none does."""
    clauses = _PIECES[1].findall(text)
    if len(clauses) < 2:
        return ""
    first = next((at for at, clause in enumerate(clauses) if asks(clause)), 0)
    return "".join(clauses[:first])


def _wraps(piece: str, asks: Callable[[str], bool]) -> bool:
    """Whether a sentence or clause is only there for whoever answers."""
    if _CUES.has("instruction", piece):
        return True
    return _CUES.has("aside", piece) and not asks(piece)
