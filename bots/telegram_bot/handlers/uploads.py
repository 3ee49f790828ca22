"""Checks on a report that somebody sends: its name, its size, its text."""

import re
import unicodedata

_NAME = re.compile(r"[\w\-]{1,80}\.txt")
_LEAST = 20  # characters of a report


class Refused(Exception):
    """A report was not taken in; `code` is the wording that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked_name(name: str) -> str:
    """The file name, if it is a plain one that ends in .txt.

    Raises:
        Refused: It is none; a name is never repaired, for it becomes the report's id.
    """
    name = unicodedata.normalize("NFC", name)
    if not _NAME.fullmatch(name):
        raise Refused("upload-name")
    return name


def checked_text(content: bytes, limit: int) -> bytes:
    """The content, if it is text of a bearable size.

    Raises:
        Refused: It is not.
    """
    if len(content) > limit:
        raise Refused("upload-large")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and len(text.strip()) >= _LEAST:
            return content
    raise Refused("upload-unreadable")
