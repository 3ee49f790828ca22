"""Roles: what a stretch of a report is, by the way it reads: a heading, a sentence, furniture."""

import re
from functools import cache

from qa.ingestion.boilerplate import is_kept
from qa.ingestion.headings import LONGEST, Marker, has_figure, tells_figure
from qa.ingestion.paragraphs import COMMA, FINAL, TITLE
from qa.language import resources

_BRACKETED = re.compile(r"[（(][^（(）)]*[）)]")
_CLAUSES = re.compile(r"[，,；;]")


@cache
def _words(kind: str) -> str:
    rows = resources.read_rows("ingestion/heading-words.tsv", 2)
    return "|".join(word for row, word in rows if row == kind)


@cache
def named_end() -> re.Pattern[str]:
    """Return the pattern of the end of a heading that has neither a number nor a stop."""
    return re.compile(rf"(?:{_words('end')})[\d一二三四五六七八九十]{{0,2}}$")


@cache
def glued_name() -> re.Pattern[str]:
    """A heading that only a blank, or the way a sentence begins, parts from its text."""
    plain = r"[^\s，,。；;：:]"
    return re.compile(
        rf"\s*{plain}{{2,38}}(?=\s)|\s*{plain}{{1,30}}?(?:{_words('end')})(?={_words('begin')})"
    )


def is_table(line: str) -> bool:
    """Return whether a stretch reads as cells of a table: long, without a stop or clauses."""
    if len(line) <= TITLE or line[-1] in "。！？!?；;":
        return False
    clauses = len(_CLAUSES.findall(_BRACKETED.sub("", line)))
    digits = sum(char.isdigit() for char in line)
    if not clauses and len(line) > LONGEST * 1.5:
        return True
    return digits * 12 > len(line) and clauses * TITLE < len(line)


def judge_lead(lead: str, marker: Marker, whole: bool) -> str:
    """Return the role of a segment that begins with a marker; `whole`, if no text follows it."""
    last = lead[-1]
    if is_table(lead):
        return "boilerplate"
    if marker.level >= 5 or len(lead) > LONGEST:
        return "body"
    if last not in FINAL:
        return "body" if marker.level >= 3 and tells_figure(lead) else "heading"
    # An item of a list is no heading, though it is as short.
    item = (whole and last not in "：:") or (marker.level >= 3 and last in "；;")
    return "body" if item or has_figure(lead[marker.end - marker.start :]) else "heading"


def judge_line(line: str, alone: bool) -> str:
    """Return the role of a segment that begins with no marker."""
    if is_table(line):
        return "boilerplate"
    if not alone or len(line) > TITLE or line[-1] in FINAL or is_kept(line):
        return "body"
    if named_end().search(line):
        return "heading"
    return "body" if COMMA.search(line) or has_figure(line) else "heading"
