"""Documents: what a reader gives for a file, and how it is kept as JSON."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from qa.errors import CorpusError
from qa.model import Page
from qa.wording import say


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file and what the file says about it besides."""

    text: str
    """Paragraphs on lines of their own; the rows of a table too, their cells parted by tabs."""
    pages: tuple[Page, ...] = ()
    """Where each page begins, in order; empty for formats that have none."""
    title: str = ""
    """As the file names it outside its text; empty if it does not."""
    date: str = ""
    """When it was published, as the file says."""
    issuer: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    """What was met on reading, each as the code of a wording and its value: hidden sheets."""
    format: str = ""
    """The name of the reader; left to `readers.read`."""


class Unreadable(CorpusError):
    """A file is no document that can be read; `code` is the wording that says what to do."""

    def __init__(self, code: str, **values: object) -> None:
        """Take the code of a wording in data/wording/messages.tsv and what it names."""
        super().__init__(code, **values)
        self.code = code

    def __str__(self) -> str:
        """Return why in English."""
        return say(self.code, "en", **self.values)


def dump(document: Document) -> dict[str, Any]:
    """Return a document as plain values, ready for JSON."""
    return asdict(document)


def load(values: dict[str, Any]) -> Document:
    """Return the document that `dump` or the JSON of it gave."""
    pages = tuple(Page(**page) for page in values["pages"])
    notes = tuple((code, value) for code, value in values["notes"])
    return Document(**values | {"pages": pages, "notes": notes})


def to_json(values: dict[str, Any]) -> bytes:
    """Return values as the bytes of a JSON file: the same for the same values."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
