"""HTML as Telegram reads it: escaping, measuring and cutting."""

import html
import re
from collections.abc import Iterable, Iterator

LIMIT = 4096
"""UTF-16 units of a message, counted without its tags."""
BUDGET = 3600
"""What we fill of it; the rest is room for marks and notes."""
_ENTITIES = 90  # Telegram takes 100 a message
_MARKS = 20  # stretches in bold of one quotation
_TAG = re.compile(r"<[^>]*>")


def escape(text: str) -> str:
    """The text so that Telegram shows it as it is."""
    return html.escape(text, quote=False)


def plain(markup: str) -> str:
    """What a person sees of our own markup."""
    return html.unescape(_TAG.sub("", markup))


def units(text: str) -> int:
    """The length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def bold(text: str) -> str:
    """The text in bold."""
    return f"<b>{escape(text)}</b>" if text else ""


def quoted(text: str, highlights: Iterable[tuple[int, int]] = ()) -> str:
    """The text as a quotation that opens on a tap, its highlights in bold."""
    return f"<blockquote expandable>{highlighted(text, highlights)}</blockquote>"


def highlighted(text: str, highlights: Iterable[tuple[int, int]]) -> str:
    """The text with the stretches of it in bold; overlapping ones count as one."""
    pieces, at = [], 0
    for start, end in sorted(pair for pair in highlights if pair[0] < pair[1])[:_MARKS]:
        pieces += [escape(text[at : max(at, start)]), bold(text[max(at, start) : end])]
        at = max(at, end)
    return "".join([*pieces, escape(text[at:])])


def cut(text: str, most: int = BUDGET) -> Iterator[tuple[int, int]]:
    """The offsets of consecutive stretches of at most `most` units that make up the text."""
    start = room = 0
    for at, char in enumerate(text):
        size = 2 if char > "\uffff" else 1
        if room + size > most:
            yield start, at
            start, room = at, 0
        room += size
    if start < len(text) or not text:
        yield start, len(text)


def clip(
    highlights: Iterable[tuple[int, int]], start: int, end: int
) -> tuple[tuple[int, int], ...]:
    """The highlights that lie within a stretch, as offsets into it."""
    inner = ((max(a, start) - start, min(b, end) - start) for a, b in highlights)
    return tuple((a, b) for a, b in inner if a < b)


def shorten(text: str, most: int) -> str:
    """The text, cut with an ellipsis if it is longer than `most` units."""
    start, end = next(cut(text, most - 1))
    return text if end == len(text) else text[start:end] + "…"


def fill(parts: Iterable[str], most: int = BUDGET, glue: str = "\n\n") -> str:
    """As many of the parts as fit, from the first on, joined by the glue."""
    kept: list[str] = []
    for part in filter(None, parts):
        whole = glue.join([*kept, part])
        if units(plain(whole)) > most or whole.count("</") > _ENTITIES:
            break
        kept.append(part)
    return glue.join(kept)
