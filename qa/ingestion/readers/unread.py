"""Formats that are known and not read: told apart by their first bytes, and what to do instead."""

from functools import cache

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.readers.parts.packages import SIGNATURE
from qa.language.resources import read_rows

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
    return next((code for head, code in _signatures() if data.startswith(head)), "")


@cache
def _signatures() -> tuple[tuple[bytes, str], ...]:
    return tuple((bytes.fromhex(head), code) for head, code in read_rows("ingestion/unread.tsv", 2))
