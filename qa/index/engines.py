"""The engines behind the seam, and which of them a corpus gets.

Nothing of a large corpus is loaded for a small one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from qa.errors import IndexFault, SettingsError, YinjuError
from qa.index.folders import new_folder
from qa.index.parts.numbering import Numbering
from qa.index.protocol import PostingsWriter, SearchIndex
from qa.index.sqlite_file import SqliteFile
from qa.index.sqlite_postings import SqlitePostings
from qa.settings import ENGINES

AUTO, BUILTIN, TANTIVY = ENGINES
LARGE = 5000
"""Sentences from which tantivy is taken if it is there."""
INSTALL = "pip install 'yinju[scale]'"


def is_installed() -> bool:
    """Whether tantivy is there."""
    return find_spec("tantivy") is not None


def choose(wanted: str, sentences: int) -> str:
    """The engine for a corpus of so many sentences that can be found.

    Raises:
        SettingsError: The one that is wanted is not installed.
    """
    if wanted == TANTIVY and not is_installed():
        raise SettingsError(
            "the engine tantivy is not installed; install it: {remedy}", remedy=INSTALL
        )
    if wanted != AUTO:
        return wanted
    return TANTIVY if sentences >= LARGE and is_installed() else BUILTIN


def engine_of(file: SqliteFile) -> str:
    """The engine that an index was made with."""
    return TANTIVY if folder_of(file) else BUILTIN


def hint(wanted: str, sentences: int) -> YinjuError | None:
    """What to say when a corpus of so many sentences would be found in faster by tantivy."""
    if wanted != AUTO or sentences < LARGE or is_installed():
        return None
    return YinjuError(
        "{count} sentences are found in faster with {remedy}, then yinju index --force",
        count=sentences,
        remedy=INSTALL,
    )


def open_postings(file: SqliteFile, numbering: Numbering) -> SearchIndex:
    """The postings of an index.

    Args:
        file: Of the index.
        numbering: Of its sentences.

    Raises:
        IndexFault: They are missing or damaged, or what reads them is not installed.
    """
    folder = folder_of(file)
    if not folder:
        return SqlitePostings(file, numbering)
    if not is_installed():
        raise IndexFault(
            "the index {path} was made with tantivy, which is not installed ({remedy});"
            " make it anew with `yinju index`",
            path=file.path,
            remedy=INSTALL,
        )
    from qa.index.tantivy_postings import TantivyPostings

    return TantivyPostings(file, file.path.with_name(folder), numbering)


def folder_size(file: SqliteFile) -> int:
    """Bytes of what an index keeps beside its file."""
    folder = folder_of(file)
    kept = file.path.with_name(folder).iterdir() if folder else ()
    return sum(path.stat().st_size for path in kept)


@contextmanager
def postings_writer(engine: str, path: Path, before: str | None = None) -> Iterator[PostingsWriter]:
    """What writes the postings of the index at a path; they are there once the file is.

    Args:
        engine: That finds the sentences.
        path: Of the index.
        before: The folder that holds what changes, as `folder_of` says.
    """
    with new_folder(path) as folder:
        if engine == TANTIVY:
            from qa.index.tantivy_writing import TantivyWriter

            yield TantivyWriter(folder, path.with_name(before) if before else None)
        else:
            from qa.index.sqlite_postings_writing import SqlitePostingsWriter

            yield SqlitePostingsWriter()


def folder_of(file: SqliteFile) -> str | None:
    """The name of what an index keeps beside its file, if it does."""
    rows = file.rows("SELECT value FROM meta WHERE key = 'folder'")
    return str(rows[0][0]) if rows else None
