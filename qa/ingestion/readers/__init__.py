"""Readers: one module a format, chosen by what a file holds and never by its name.

Those of the house stand in this package. Others come with the entry points `yinju.readers`: the
name of each is the ending of the files it reads and stands in a package's metadata; a reader is
imported when files are to be read. That happens in a child: see `qa.ingestion.reading`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol, cast

from qa.ingestion.documents import Document, Unreadable

GROUP = "yinju.readers"
"""The entry points under which packages offer readers."""
HOUSE: Sequence[str] = (
    "unread",
    "pdf",
    "docx",
    "xlsx",
    "ofd",
    "doc",
    "xls",
    "xml_sheets",
    "mail",
    "html",
    "csv",
    "markdown",
    "text",
)
"""Modules of this package in the order in which they are asked; text takes what is left."""


class Reader(Protocol):
    """A format that documents come in; a module may be one."""

    def accepts(self, data: bytes) -> bool:
        """Return whether the bytes of a file are of this format."""

    def read(self, data: bytes) -> Document:
        """Return what stands in a file.

        Raises:
            Unreadable: it holds no text, or none that can be got at.
        """


def read(data: bytes) -> Document:
    """Return what the first reader that accepts the bytes of a file finds in them.

    Those of other packages are asked before those of this one.

    Raises:
        Unreadable: no reader accepts them, or one that does cannot read them.
    """
    for name, reader in _readers():
        if reader.accepts(data):
            return replace(reader.read(data), format=name)
    raise Unreadable("not-a-document")


def _readers() -> Iterator[tuple[str, Reader]]:
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        yield point.name, point.load()
    for name in HOUSE:
        yield name, cast("Reader", import_module(f"{__name__}.{name}"))
