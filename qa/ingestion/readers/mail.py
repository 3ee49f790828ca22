"""Mail: e-mails, and web pages that were saved with all that belongs to them (MHTML)."""

import re
from email import message_from_bytes, policy
from email.message import MIMEPart
from typing import cast

from qa.ingestion.charsets import decode
from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.legibility import is_legible
from qa.ingestion.readers import html

_HEAD = re.compile(rb"\s*(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_TELLING = re.compile(rb"^(?:mime-version|message-id|received|content-type):", re.I | re.M)
_LOOKED_AT = 16_000
_MARK = b"\xef\xbb\xbf"


def accepts(data: bytes) -> bool:
    """Return whether the bytes begin with the head of an e-mail."""
    head = _HEAD.match(data.removeprefix(_MARK)[:_LOOKED_AT])
    return bool(head and _TELLING.search(head[0]))


def read(data: bytes) -> Document:
    """Return the page that was saved, or what an e-mail says.

    Raises:
        Unreadable: there is none, or the e-mail has other files with it.
    """
    mail = message_from_bytes(data.removeprefix(_MARK).lstrip(), policy=policy.default)
    files = [p for p in mail.walk() if p.get_content_disposition() == "attachment"]
    if files:
        raise Unreadable("mail-with-files", number=len(files))
    body = mail.get_body(("html", "plain"))
    if body is None:
        raise Unreadable("no-text")
    text = _text_of(body)
    if html.accepts(text.encode()) or body.get_content_subtype() == "html":
        return html.read(text.encode())
    if not is_legible(text):
        raise Unreadable("not-text")
    title = " ".join(str(mail.get("subject", "")).split())
    return Document(f"{title}\n{text}" if title else text, title=title)


def _text_of(part: MIMEPart) -> str:
    """Return the text of a part of a mail, which may tell its character set or not."""
    data = cast("bytes", part.get_payload(decode=True))
    named = part.get_content_charset()
    try:
        return data.decode(named) if named else decode(data)
    except (LookupError, UnicodeDecodeError):  # an unknown set, or gb2312 for more than is in it
        return decode(data)
