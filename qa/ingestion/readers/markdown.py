"""Markdown: its marks are taken off, its pipe tables become rows."""

import re

from qa.ingestion.documents import Document
from qa.ingestion.readers import text
from qa.ingestion.readers.parts.grids import flatten

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^)\s]*\)")
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?|[-*+][ \t]+)", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}\|?[ \t]*:?-{3,}[-:| \t]*$\n?", re.MULTILINE)
_ROW = re.compile(r"^ {0,3}\|(.+)\|[ \t]*$", re.MULTILINE)


def accepts(data: bytes) -> bool:
    """Return whether the bytes are text with a heading of Markdown."""
    if not text.accepts(data):
        return False
    return bool(re.search(rb"^ {0,3}#{1,6}[ \t]+\S", data, re.MULTILINE))


def read(data: bytes) -> Document:
    """Return the text without the marks; the first heading is the title."""
    source = text.read(data).text.replace("\r\n", "\n")
    title = _HEADING.search(source)
    plain = _ROW.sub(_to_row, _RULE.sub("", source))
    for pattern, group in ((_QUOTE, ""), (_HEADING, r"\1"), (_EMPHASIS, r"\2"), (_LINK, r"\1")):
        plain = pattern.sub(group, plain)
    return Document(plain, title=_EMPHASIS.sub(r"\2", title[1]) if title else "")


def _to_row(match: re.Match[str]) -> str:
    return "\t".join(flatten(cell) for cell in match[1].split("|"))
