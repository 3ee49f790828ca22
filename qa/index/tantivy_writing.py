"""Writing the postings of a large corpus: a folder of tantivy beside the file of the index."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from shutil import copy2

import tantivy

from qa.index.folders import FOLDER
from qa.index.parts.numbering import PLACES
from qa.index.parts.totals import TEXTS
from qa.index.protocol import Found
from qa.index.sqlite_writing import insert, unwritable

_MEMORY = 128 << 20
"""Bytes of postings that are gathered before they are written."""
_CHANGING = ("meta.json", ".managed.json")
"""What tantivy writes anew; its other files stay as they are until they are removed."""


class TantivyWriter:
    """Hands sentences on to tantivy as they come."""

    def __init__(self, folder: Path, before: Path | None = None) -> None:
        """Makes the folder.

        Args:
            folder: To be made.
            before: One that is there already and stays as it is, whose sentences the new one has.

        Raises:
            IndexFault: It cannot be made.
        """
        self._folder = folder
        self._schema = schema()
        try:
            folder.mkdir(parents=True)
            if before:
                _share(before, folder)
            self._writer = tantivy.Index(self._schema, str(folder)).writer(_MEMORY, 1)
        except (OSError, ValueError) as error:
            raise unwritable(folder, error) from error

    def add(self, key: int, found: Sequence[Found]) -> None:
        """As `PostingsWriter.add` says."""
        for sentence in found:
            document = tantivy.Document()
            document.add_unsigned("report", key)
            document.add_unsigned("piece", key * PLACES + sentence.place)
            document.add_text("body", sentence.body)
            document.add_text("context", sentence.context)
            self._writer.add_document(document)

    def remove(self, key: int, found: Sequence[Found]) -> None:
        """As `PostingsWriter.remove` says."""
        del found
        query = tantivy.Query.term_query(self._schema, "report", key)
        self._writer.delete_documents_by_query(query)

    def finish(self, file: sqlite3.Connection) -> None:
        """Writes the postings to the folder, and its name to the file."""
        try:
            self._writer.commit()
            self._writer.wait_merging_threads()
        except ValueError as error:
            raise unwritable(self._folder, error) from error
        file.execute("DELETE FROM meta WHERE key = ?", (FOLDER,))
        insert(file, "meta", [(FOLDER, self._folder.name)])


def schema() -> tantivy.Schema:
    """The fields of a sentence; tokens are cut before they come here, and stand between blanks."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("report", indexed=True)
    builder.add_unsigned_field("piece", fast=True, indexed=True)
    for name in TEXTS:
        builder.add_text_field(name, stored=True, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _share(before: Path, folder: Path) -> None:
    """Puts the files of a folder into another too, without copying what never changes."""
    for path in before.iterdir():
        if path.suffix == ".lock":
            continue
        try:
            (copy2 if path.name in _CHANGING else os.link)(path, folder / path.name)
        except OSError:  # a file system without hard links
            copy2(path, folder / path.name)
