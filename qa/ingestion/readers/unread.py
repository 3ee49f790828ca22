"""Formats that are known and not read: told apart by their first bytes, and what to do instead."""

from functools import cache

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.readers.parts.packages import SIGNATURE
from qa.language.resources import read_rows

_WITHIN = 2_000  # bytes in which an XML file says what wrote it
_OLE = b"\xd0\xcf\x11\xe0"
_STREAM = "EncryptedPackage".encode("utf-16-le")


def accepts(data: bytes) -> bool:
    """Return whether the bytes are of a format that is not read, or there are none."""
    return bool(_code(data))


def read(data: bytes) -> Document:
    """Refuse the bytes.

    Raises:
        Unreadable: always.
    """
    raise Unreadable(_code(data))


def _code(data: bytes) -> str:
    if not data.strip(b"\0 \r\n\t"):
        return "empty"
    if data.startswith(_OLE) and _STREAM in data:
        return "needs-password"
    if data.startswith(SIGNATURE) and b"opendocument" in data[:200]:
        return "format-odf"
    found = next((code for head, code, _ in _signatures() if data.startswith(head)), "")
    return found or (_code_of_xml(data[:_WITHIN]) if data.lstrip().startswith(b"<?xml") else "")


def _code_of_xml(beginning: bytes) -> str:
    rows = read_rows("ingestion/unread-xml.tsv", 2)
    return next((code for named, code in rows if named.encode() in beginning), "")


def ending_of(picture: bytes) -> str:
    """Return the ending of a picture's file, without the point; empty if the bytes are none."""
    return next((ending for head, _, ending in _signatures() if picture.startswith(head)), "")


@cache
def _signatures() -> tuple[tuple[bytes, str, str], ...]:
    rows = read_rows("ingestion/unread.tsv", 2)
    return tuple((bytes.fromhex(head), code, "".join(ending)) for head, code, *ending in rows)
