"""Writing the postings of a large corpus: a folder of tantivy beside the file of the index."""

import sqlite3
from pathlib import Path

import tantivy

from qa.index.proposals.writing import PLACES, TEXTS, CountsWriter
from qa.index.sqlite_writing import insert, unwritable

_MEMORY = 128 << 20
"""Bytes of postings that are gathered before they are written."""


class TantivyWriter:
    """Hands sentences on to tantivy as they come."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder.

        Raises:
            IndexFault: It cannot be made.
        """
        self._folder = folder
        try:
            folder.mkdir(parents=True)
            self._writer = tantivy.Index(schema(), str(folder)).writer(_MEMORY, 1)
        except (OSError, ValueError) as error:
            raise unwritable(folder, error) from error
        self._counts = CountsWriter()

    def add(
        self, report: str, numbers: range, number: int, body: list[str], context: list[str]
    ) -> None:
        """Takes the tokens of a sentence and of its context."""
        document = tantivy.Document()
        key = self._counts.count(report, body, context)
        document.add_unsigned("report", key)
        document.add_unsigned("piece", key * PLACES + number - numbers.start)
        document.add_text("body", " ".join(body))
        document.add_text("context", " ".join(context))
        self._writer.add_document(document)

    def finish(self, file: sqlite3.Connection) -> None:
        """Writes the postings to the folder and the counts to the file."""
        try:
            self._writer.commit()
            self._writer.wait_merging_threads()
        except ValueError as error:
            raise unwritable(self._folder, error) from error
        self._counts.write(file)
        insert(file, "meta", [("folder", self._folder.name)])


def schema() -> tantivy.Schema:
    """The fields of a sentence; tokens are cut before they come here, and stand between blanks."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("report", indexed=True)
    builder.add_unsigned_field("piece", fast=True)
    for name in TEXTS:
        builder.add_text_field(name, stored=True, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
