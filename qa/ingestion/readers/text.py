"""Plain text: taken as it stands, so that offsets are offsets into the file."""

import re

from qa.ingestion.charsets import decode
from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.legibility import is_legible

_MARKUP = re.compile(rb"\s*(?:\{\\rtf|<\?xml|<!doctype|<html|<head|<body|<table|<div)", re.I)


def accepts(data: bytes) -> bool:
    """Return whether the bytes are text and no markup; nothing heavy is loaded to tell."""
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")[:200]) or data.startswith(b"%PDF"):
        return False
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data


def read(data: bytes) -> Document:
    """Return the text of a file."""
    text = decode(data)
    if not is_legible(text):
        raise Unreadable("not-text")
    return Document(text)
