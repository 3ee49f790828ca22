"""Putting the lines of a report together to paragraphs, and telling where no cut may be made."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from qa.ingestion.boilerplate import Range, find_lines, is_kept
from qa.ingestion.headings import read_marker
from qa.language.cues import Cues

REACH = 150
"""Characters that a pair of brackets or quotation marks may enclose and still hold a cut off."""
TITLE = 40
"""Characters of the longest line without a full stop that is a heading without a number."""
WINDOW = 400
"""Characters before a line break that are looked at."""

_PAIRS = {"）": "（(", ")": "(（", "》": "《", "〉": "〈", "”": "“", "’": "‘", "】": "【"}
_PAIRS |= {"」": "「", "』": "『", "\uff3d": "\uff3b[", "]": "[\uff3b", "〕": "〔"}
CLOSERS = "".join(_PAIRS) + '"'
FINAL = "。｡！？!?；;：:…" + CLOSERS
# A lone ? or ! behind a comma stands for a character that was lost.
STOP = re.compile(rf"(?:[。｡！？；;]|(?<![，,、])[!?])[。｡！？!?；;]*[{re.escape(CLOSERS)}]*")
COMMA = re.compile(r"[，,、；;：:]")

_EVENT = re.compile(f"[{re.escape(''.join(_PAIRS) + ''.join(_PAIRS.values()))}]")
_SOLID = re.compile(r"(?:https?://|www\.)[\w\-./?%&=#:;~+!]+|&#?\w{2,8};")
_CUES = Cues("ingestion/lines.toml")


def goes_on(char: str) -> bool:
    """Return whether no sentence begins with a character, or there is none."""
    return not char or _CUES.is_only("going_on", char)


def trim(text: str, start: int, end: int) -> Range | None:
    """Return the range without white space at its ends; None if nothing is left."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = end - (len(piece) - len(piece.rstrip()))
    return (left, right) if left < right else None


def find_shut(text: str) -> bytearray:
    """Return a flag per offset: 1 inside brackets, quotation marks and addresses."""
    shut = bytearray(len(text) + 1)
    opened: dict[str, list[int]] = {}
    for match in _EVENT.finditer(text):
        position, char = match.start(), match.group()
        if char not in _PAIRS:
            opened.setdefault(char, []).append(position)
            continue
        start = _pop(opened, _PAIRS[char])
        if 0 <= position - start <= REACH:
            shut[start + 1 : position + 1] = b"\x01" * (position - start)
    for match in _SOLID.finditer(text):
        shut[match.start() + 1 : match.end()] = b"\x01" * (len(match.group()) - 1)
    return shut


def _pop(opened: dict[str, list[int]], openers: str) -> int:
    stacks = [opened[char] for char in openers if opened.get(char)]
    return max(stacks, key=lambda stack: stack[-1]).pop() if stacks else -REACH


def find_width(text: str) -> int:
    """Return how wide the lines of a hard-wrapped text are, a Han character counting 2; else 0."""
    widths = Counter(_measure(text[start:end]) for start, end in find_lines(text))
    lines, width = widths.total(), max(widths, default=0)
    full = sum(count for key, count in widths.items() if key > width - 6)
    return width if lines >= 8 and full * 2 > lines and 40 <= width <= 160 else 0


def _measure(line: str) -> int:
    return len(line.encode("gb18030", "replace"))


def find_paragraphs(text: str, boilerplate: list[Range], shut: bytearray) -> Iterator[Range]:
    """Yield the paragraphs of a text: lines that belong together, page furniture left out."""
    width, full = find_width(text), False
    held: Range | None = None
    for start, end, parted in _find_stretches(text, boilerplate):
        if held and not parted and (full or _joins(text, shut, held, (start, end))):
            held = (held[0], end)
        else:
            if held:
                yield held
            held = (start, end)
        # A line that is full was broken there, in the middle of its sentence.
        full = bool(width) and text[end - 1] not in FINAL and _measure(text[start:end]) > width - 6
    if held:
        yield held


def _find_stretches(text: str, boilerplate: list[Range]) -> Iterator[tuple[int, int, bool]]:
    """Yield the parts of lines that are no boilerplate, and whether some stands before them."""
    starts = [start for start, _ in boilerplate]
    parted = True
    for start, end in find_lines(text):
        place, index = start, max(bisect_right(starts, start) - 1, 0)
        while place < end:
            gap = boilerplate[index] if index < len(boilerplate) else (end, end)
            stop = min(max(gap[0], place), end)
            if trimmed := trim(text, place, stop):
                yield (*trimmed, parted)
                parted = False
            parted = parted or (gap[0] < end and gap[1] > place)
            place, index = max(gap[1], stop), index + 1


def _joins(text: str, shut: bytearray, held: Range, line: Range) -> bool:
    """Return whether a line goes on with the sentence that ends the paragraph before it."""
    (begin, end), (start, stop) = held, line
    before = text[max(begin, end - WINDOW) : end]
    if _holds(text, shut, end, start):
        return True
    if not is_kept(before) and is_kept(before + text[start : min(stop, start + WINDOW)]):
        return True
    if read_marker(text, start):
        return False
    if _CUES.has("broken_off", before) or goes_on(text[start]):
        return not is_kept(before)
    # A number that is cut in two: 98. and 6%, 12 and 86件 in the middle of a sentence.
    torn = before[-1:].isdigit() or (before[-1] in ".．" and before[-2:-1].isdigit())
    if torn and text[start].isdigit() and (before[-1] in ".．" or COMMA.search(before)):
        return True
    return before[-1] not in FINAL and _is_unfinished(text, shut, max(begin, end - WINDOW), end)


def _holds(text: str, shut: bytearray, end: int, start: int) -> bool:
    """Return whether brackets opened before a line break are closed soon after it."""
    if not shut[end] or not shut[start]:
        return False
    close = shut.find(0, start)
    inside = text[max(end - REACH, 0) : close]
    return close - start <= TITLE or not any(char in "。！？" for char in inside)


def _is_unfinished(text: str, shut: bytearray, start: int, end: int) -> bool:
    """Return whether a stretch without a stop at its end must be a sentence, not a heading."""
    if any(not shut[match.end()] for match in STOP.finditer(text, start, end)):
        return True
    marker = read_marker(text, start)
    headed = marker is not None and marker.level < 3
    return end - start > TITLE and not headed and bool(COMMA.search(text, start, end))
