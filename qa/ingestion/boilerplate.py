"""Page furniture in a report: tool bars, bread crumbs, sources, forms, tables' bars."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from qa.language import resources
from qa.language.compiling import compile_pattern

LONGEST = 200
"""Characters of the longest line that can be furniture as a whole."""
SHORT = 40
"""Characters of the longest value that may follow a label on a line of its own."""

ENTRIES = 200
"""Lines of the longest table of contents."""

Range = tuple[int, int]
_PAGE = re.compile(r"[.．…·⋯]*\d{0,4}$")
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")


@cache
def _rules(kind: str) -> tuple[re.Pattern[str], ...]:
    rows = resources.read_rows("ingestion/boilerplate.tsv", 2)
    return tuple(compile_pattern(rule, re.MULTILINE) for row, rule in rows if row == kind)


@cache
def _whole(kind: str) -> re.Pattern[str]:
    return compile_pattern("|".join(f"(?:{rule.pattern})" for rule in _rules(kind)))


def find_lines(text: str) -> Iterator[Range]:
    """Yield where each line with something on it stands, white space at its ends left out."""
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            yield start, end


def is_kept(line: str) -> bool:
    """Return whether a line is content although it is short and has no full stop."""
    return len(line) <= LONGEST and _whole("keep").fullmatch(line) is not None


def _is(kind: str, line: str) -> bool:
    return len(line) <= LONGEST and _whole(kind).fullmatch(line) is not None


def is_furniture(line: str) -> bool:
    """Return whether a line is furniture by itself, wherever it stands."""
    return not is_kept(line) and any(_is(kind, line) for kind in ("line", "label", "tail"))


def _boilerplate_lines(text: str) -> Iterator[Range]:
    labelled = tail = False
    last = ""
    for start, end in find_lines(text):
        line = text[start:end]
        if is_kept(line):
            labelled, tail, last = False, False, ""
            continue
        tail = (tail and "。" not in line) or _is("tail", line)
        named = _is("label", line)
        value = line == last or (labelled and len(line) <= SHORT and line[-1] not in "。！？；，")
        if tail or named or value or _is("line", line):
            last = line
            yield start, end
        else:
            last = ""
        labelled = named


def _boilerplate_runs(text: str) -> Iterator[Range]:
    for rule in _rules("run"):
        yield from (match.span() for match in rule.finditer(text))


def find_boilerplate(text: str) -> list[Range]:
    """Return where page furniture stands in `text`: sorted, disjoint character ranges."""
    return merge([*_boilerplate_lines(text), *_boilerplate_runs(text), *_contents(text)])


def _contents(text: str) -> Iterator[Range]:
    """Yield where tables of contents stand, up to where their first entry comes again."""
    lines = list(find_lines(text))
    said = [_entry(text[start:end]) for start, end in lines]
    for at, (start, end) in enumerate(lines[:-2]):
        if not _is("contents", text[start:end]):
            continue
        reach = said[at + 2 : at + ENTRIES]
        again = at + 2 + reach.index(said[at + 1]) if said[at + 1] in reach else 0
        if again and all(len(entry) <= SHORT for entry in said[at:again]):
            yield start, lines[again - 1][1]


def _entry(line: str) -> str:
    """Return a line as it would stand over its section: without dots and the number of a page."""
    return _PAGE.sub("", "".join(line.split()))


def merge(ranges: Iterable[Range]) -> list[Range]:
    """Return ranges sorted, those that touch made one and empty ones left out."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if start == end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
