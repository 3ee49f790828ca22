"""Page layout: the lines of pages put together to paragraphs, furniture left out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from qa.ingestion.boilerplate import is_furniture
from qa.ingestion.documents import Document
from qa.ingestion.headings import read_marker
from qa.ingestion.paragraphs import COMMA, FINAL, goes_on
from qa.ingestion.readers.pages.aligned_rows import align_rows
from qa.ingestion.readers.pages.page_breaks import join_rows
from qa.ingestion.readers.pages.page_columns import Column, find_area, find_columns
from qa.ingestion.readers.pages.page_lines import Line, Sheet
from qa.ingestion.readers.pages.torn_grids import align_parts
from qa.language.normalization import is_han, unify_radicals
from qa.language.resources import read_toml
from qa.model import Page

EDGE = 1 / 8
"""Part of a page at its top and its bottom where running heads and page numbers stand."""
_OFTEN = 0.4  # part of the pages on which a running head comes back
_INDENT, _SHORT, _GAP = 1.2, 2.5, 1.9  # in heights of a character
_ENDED = 0.8  # part of a page above which its last line ends; text that goes on fills its page
_NARROW = 15  # heights; a column so narrow is a title by itself
_WIDE = 0.6  # of its column; a shorter line without a stop is a heading
_ALIKE = 0.1  # part by which the heights of two lines of one title differ at most
_TELLING, _LARGER = 6, 1.25  # characters of a line that shows the size of its letters
_DIGITS = re.compile(r"\d+")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(read_toml("ingestion/pages.toml")[name])


def compose(sheets: Sequence[Sheet]) -> Document:
    """Return the paragraphs of pages, a line each, with marks where pages begin."""
    sheets, printed = _without_furniture(sheets)
    columns = {line: column for sheet in sheets for line, column in find_columns(sheet)}
    titles = {line: area for sheet in sheets for line, area in _titles(sheet, columns)}
    ended = {sheet.number for sheet in sheets if _is_ended(sheet)}
    text = ""
    pages: list[Page] = []
    before: Line | None = None
    for line in join_rows(align_parts(line for sheet in sheets for line in sheet.lines)):
        left = before is not None and line.page != before.page in ended
        if (
            before is None
            or (left and not COMMA.search(before.text))
            or not _goes_on(before, line, columns, titles)
        ):
            text += "\n" if before else ""
        elif _needs_blank(before.text, line.text):
            text += " "
        if not pages or pages[-1].number != line.page:
            pages.append(Page(len(text), line.page, printed.get(line.page, "")))
        text += line.text
        before = line
    return Document(unify_radicals(text + "\n"), tuple(pages))


def _is_ended(sheet: Sheet) -> bool:
    """Return whether the text of a page, as of a cover, ends well above its foot."""
    lowest = max((line.bottom for line in sheet.lines), default=0.0)
    return lowest < _ENDED * sheet.height


def _needs_blank(before: str, after: str) -> bool:
    """Return whether a line end stood for a blank, as it does between words of letters."""
    return before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii()


def _without_furniture(sheets: Sequence[Sheet]) -> tuple[list[Sheet], dict[int, str]]:
    """Return the pages without running heads and numbers, and the numbers that differ."""
    heads = _running_heads(sheets)
    printed: dict[int, str] = {}
    kept = []
    for sheet in sheets:
        dropped = set()
        for edge, line in _edges(sheet):
            number = _pattern("number").fullmatch(line.text)
            if number and line.text.strip():
                dropped.add(id(line))
                if number["number"] != str(sheet.number):
                    printed[sheet.number] = number["number"]
            elif line.height <= heads.get(_key(edge, line), 0.0):
                dropped.add(id(line))
        lines = (
            x
            for x in sheet.lines
            if id(x) not in dropped and not _pattern("contents").fullmatch(x.text)
        )
        kept.append(Sheet(sheet.number, sheet.height, tuple(align_rows(list(lines)))))
    return kept, printed


def _running_heads(sheets: Sequence[Sheet]) -> dict[tuple[str, str], float]:
    """Return the lines that come back on the pages, each with how high it is at most.

    A title that is also the running head is set in larger letters.
    """
    found: dict[tuple[str, str], dict[int, float]] = {}
    for sheet in sheets:
        for edge, line in _edges(sheet):
            found.setdefault(_key(edge, line), {}).setdefault(sheet.number, line.height)
    often = max(2, _OFTEN * len(sheets))
    return {
        key: _LARGER * min(heights.values())
        for key, heights in found.items()
        if len(heights) >= often
    }


def _edges(sheet: Sheet) -> Iterator[tuple[str, Line]]:
    for line in sheet.lines:
        if not line.cells and line.bottom <= EDGE * sheet.height:
            yield "top", line
        elif not line.cells and line.top >= (1 - EDGE) * sheet.height:
            yield "bottom", line


def _key(edge: str, line: Line) -> tuple[str, str]:
    return edge, _DIGITS.sub("#", line.text)


def _goes_on(
    before: Line, line: Line, columns: Mapping[Line, Column], titles: Mapping[Line, Column]
) -> bool:
    """Return whether a line goes on with the paragraph of the line before it."""
    if before.cells or line.cells:
        return False
    if _stands_alone(before.text) or _stands_alone(line.text) or _is_other_type(before, line):
        return False
    if before in titles and line not in titles:
        return False
    if line in titles and _is_rest_of_title(before, line, titles[line]):
        return True
    if goes_on(line.text[:1]) and before.text[-1:] not in FINAL:
        return True
    old, new = columns[before], columns[line]
    size = max(before.height, line.height)
    if line.left - new[0] > _INDENT * size or read_marker(line.text, 0):
        return False
    beside = before.page == line.page and line.top >= before.top
    if beside and line.top - before.bottom > _GAP * size:
        return False
    wide = old[1] - old[0] > _NARROW * size
    full = wide and old[1] - before.right < _SHORT * size
    if before.text[-1:] in FINAL:
        return full and before.left - old[0] < (_SHORT + 2) * size
    return full or (wide and before.right - before.left > _WIDE * (old[1] - old[0]))


def _titles(sheet: Sheet, columns: Mapping[Line, Column]) -> Iterator[tuple[Line, Column]]:
    """Yield the centred lines of a page, each with the area of the page."""
    area = find_area(sheet)
    for line in sheet.lines:
        if _is_centred(line, columns[line]) or _is_centred(line, area):
            yield line, area


def _is_centred(line: Line, area: Column) -> bool:
    """Return whether a line stands in the middle of its column or its page, as titles do."""
    left, right = line.left - area[0], area[1] - line.right
    return min(left, right) > _SHORT * line.height and abs(left - right) < line.height


def _is_rest_of_title(before: Line, line: Line, area: Column) -> bool:
    """Return whether a centred line goes on with a title that was too long for one."""
    left, right = before.left - area[0], area[1] - before.right
    wide = before.right - before.left > _WIDE * (area[1] - area[0])
    even = abs(left - right) < line.height and wide and before.right > line.right
    like = abs(before.height - line.height) < _ALIKE * line.height
    near = before.page == line.page and 0 <= line.top - before.bottom < _GAP * line.height
    marked = read_marker(line.text, 0) or before.text[-1:] in FINAL
    return even and like and near and not marked


def _stands_alone(text: str) -> bool:
    """Return whether a line is furniture, or names a table or its unit."""
    return is_furniture(text) or _pattern("alone").fullmatch(text) is not None


def _is_other_type(before: Line, line: Line) -> bool:
    """Return whether two lines are set in letters of another size, as a title and its text are."""
    if min(len(before.text), len(line.text)) < _TELLING:
        return False
    small, large = sorted((before.height, line.height))
    return large > _LARGER * small


def drop_blanks(chars: Iterable[tuple[str, bool]]) -> str:
    """Return the text of characters without blanks that a library put in beside Chinese.

    Args:
        chars: Each with whether it was put in.
    """
    found = list(chars)
    text = ""
    for blank, group in groupby(range(len(found)), key=lambda at: found[at][0] in " \xa0"):
        run = list(group)
        beside = text[-1:], found[run[-1] + 1][0] if run[-1] + 1 < len(found) else ""
        if not blank:
            text += "".join(found[at][0] for at in run)
        elif not (any(map(_is_chinese, beside)) and all(found[at][1] for at in run)):
            text += " "
    return text.strip()


def _is_chinese(char: str) -> bool:
    return bool(char) and (
        is_han(char) or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef"
    )
