"""Character sets: bytes that are text, read as UTF-8, UTF-16 or GB18030."""

import codecs

from qa.ingestion.documents import Unreadable
from qa.ingestion.legibility import LEAST, count_odd, share_of_common

_BAD_SHARE = 0.02


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with a byte order mark, or GB18030.

    Raises:
        Unreadable: the bytes are no text, or text in Big5.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    elif b"\0" in data:
        raise Unreadable("not-text")
    else:
        text = _decode_bytes(data)
    text = text.removeprefix("\ufeff")
    if count_odd(text) > len(text) * _BAD_SHARE:
        raise Unreadable("not-text")
    return text


def _decode_bytes(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", "replace")
    # A few broken bytes in a UTF-8 file are damage; many mean another encoding.
    if text.count("\ufffd") <= len(text) * _BAD_SHARE:
        return text
    text = data.decode("gb18030", "replace")
    if share_of_common(text) < LEAST <= share_of_common(data.decode("big5", "replace")):
        raise Unreadable("in-big5")
    return text
