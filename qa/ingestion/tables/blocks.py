"""Blocks: the lines of a text that are the rows of one table, each as the spans of its cells."""

import re
from collections.abc import Iterator, Sequence

from qa.ingestion.tables.words import is_number, pattern

CAPTION = 60
"""Characters of the longest line above a table that names it."""
STOPS = "。！？；"

Span = tuple[int, int]
Grid = list[list[Span]]
_LINE = re.compile(r"[^\n]+")
_BAR = re.compile(r"\s*\|(.*)\|\s*")
_RULE = re.compile(r"[\s|:+-]*-{2,}[\s|:+-]*")


def find_blocks(text: str) -> Iterator[Grid]:
    """Yield runs of lines that are rows of one table, each line as the spans of its cells."""
    held: Grid = []
    lines = [match.span() for match in _LINE.finditer(text)]
    pairs = _pairs(text, lines)
    below = frozenset(value for _, (value, _) in pairs.values())
    for start, end in lines:
        cells = pairs.get(start) or _cells(text, start, end)
        if cells is None and held and _is_lone(text[start:end]):
            cells = list(_split(text, start, end, "\t"))
        if cells is not None and any(a < b for a, b in cells):
            held.append(cells)
        elif not (_RULE.fullmatch(text, start, end) or start in below):
            if len(held) > 1:
                yield held
            held = []
    if len(held) > 1:
        yield held


def _cells(text: str, start: int, end: int) -> list[Span] | None:
    """Return the spans of the cells of a line; None if it is no row."""
    line = text[start:end]
    if bar := _BAR.fullmatch(line):
        if _RULE.fullmatch(line):
            return None
        return list(_split(text, start + bar.start(1), start + bar.end(1), "|"))
    if "\t" not in line.strip():
        return None
    return list(_split(text, start, end, "\t"))


def _is_lone(line: str) -> bool:
    """Return whether a line is a row of a table with but one cell filled."""
    if len(line) > CAPTION or line.rstrip()[-1:] in STOPS:
        return False
    return line.endswith("\t") or line.startswith("\t\t")


def _split(text: str, start: int, end: int, mark: str) -> Iterator[Span]:
    at = start
    for cell in text[start:end].split(mark):
        yield _trim(text, at, at + len(cell))
        at += len(cell) + 1


def _pairs(text: str, lines: Sequence[Span]) -> dict[int, list[Span]]:
    """Return labels with the numbers on the lines below them, where two or more go together.

    The keys are where the lines of the labels begin.
    """
    found: dict[int, list[Span]] = {}
    run: dict[int, list[Span]] = {}
    at = 0
    while at < len(lines):
        pair = [_trim(text, *line) for line in lines[at : at + 2]]
        if len(pair) == 2 and _is_pair(text, *pair):
            run[lines[at][0]] = pair
            at += 2
            continue
        found |= run if len(run) > 1 else {}
        run = {}
        at += 1
    return found | (run if len(run) > 1 else {})


def _trim(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    left = start + len(line) - len(line.lstrip())
    return left, left + len(line.strip())


def _is_pair(text: str, label: Span, value: Span) -> bool:
    return bool(pattern("label").fullmatch(text[slice(*label)])) and is_number(text[slice(*value)])
