"""Writing the postings of a large corpus: a folder of tantivy beside the file of the index.

tantivy finds; the file keeps what scores rest on: in how many sentences and contexts each token
stands, and how long these are. tantivy knows a report by a key of its own, and a sentence by its
place in the report, so that what is written need not change when other reports come or go.
"""

import sqlite3
from collections import Counter
from pathlib import Path

import tantivy

from qa.index.sqlite_writing import insert, unwritable

_MEMORY = 128 << 20
"""Bytes of postings that are gathered before they are written."""
_SCHEMA = """
CREATE TABLE term (token TEXT PRIMARY KEY, body INTEGER, context INTEGER) WITHOUT ROWID;
CREATE TABLE posted (key INTEGER PRIMARY KEY, report TEXT);
"""
PLACES = 1 << 32
"""More than a report has pieces: a sentence goes by the key of its report and its place there."""
TEXTS = ("body", "context")


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
        self._keys: dict[str, int] = {}
        self._bodies: Counter[str] = Counter()
        self._contexts: Counter[str] = Counter()
        self._lengths = dict.fromkeys(TEXTS, 0)

    def add(
        self, report: str, numbers: range, number: int, body: list[str], context: list[str]
    ) -> None:
        """Takes the tokens of a sentence and of its context."""
        document = tantivy.Document()
        key = self._keys.setdefault(report, len(self._keys))
        document.add_unsigned("report", key)
        document.add_unsigned("piece", key * PLACES + number - numbers.start)
        document.add_text("body", " ".join(body))
        document.add_text("context", " ".join(context))
        self._writer.add_document(document)
        self._bodies.update(set(body))
        self._contexts.update(set(context))
        self._lengths["body"] += len(body)
        self._lengths["context"] += len(context)

    def finish(self, file: sqlite3.Connection) -> None:
        """Writes the postings to the folder and the counts to the file."""
        try:
            self._writer.commit()
            self._writer.wait_merging_threads()
        except ValueError as error:
            raise unwritable(self._folder, error) from error
        file.executescript(_SCHEMA)
        tokens = sorted(self._bodies.keys() | self._contexts.keys())
        insert(file, "term", ((t, self._bodies[t], self._contexts[t]) for t in tokens))
        insert(file, "posted", ((key, report) for report, key in self._keys.items()))
        insert(file, "meta", [("folder", self._folder.name)])
        insert(file, "meta", [(f"length of {k}", str(n)) for k, n in self._lengths.items()])


def schema() -> tantivy.Schema:
    """The fields of a sentence; tokens are cut before they come here, and stand between blanks."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("report", indexed=True)
    builder.add_unsigned_field("piece", fast=True)
    for name in TEXTS:
        builder.add_text_field(name, stored=True, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
