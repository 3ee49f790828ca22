"""The engines behind the seam, and which of them a corpus gets.

Nothing of a large corpus is loaded for a small one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from qa.errors import IndexFault, SettingsError, YinjuError
from qa.index.cluster.contract import CLUSTER_INDEX
from qa.index.folders import FOLDER, named_by, new_folder
from qa.index.parts.numbering import Numbering
from qa.index.protocol import PostingsWriter, SearchIndex
from qa.index.sqlite_file import SqliteFile
from qa.index.sqlite_postings import SqlitePostings
from qa.settings import ENGINES, Cluster

AUTO, BUILTIN, TANTIVY, OPENSEARCH = ENGINES
LARGE = 5000
"""Sentences from which tantivy is taken if it is there."""
INSTALL = {TANTIVY: "pip install 'yinju[scale]'", OPENSEARCH: "pip install 'yinju[cluster]'"}
"""What brings the library of an engine that is not the program's own."""
_LIBRARIES = {TANTIVY: "tantivy", OPENSEARCH: "opensearchpy"}


def is_installed(engine: str = TANTIVY) -> bool:
    """Whether the library of an engine is there."""
    return engine not in _LIBRARIES or find_spec(_LIBRARIES[engine]) is not None


def choose(wanted: str, sentences: int) -> str:
    """The engine for a corpus of so many sentences that can be found.

    Raises:
        SettingsError: The one that is wanted is not installed.
    """
    if wanted != AUTO:
        if not is_installed(wanted):
            raise SettingsError(
                "the engine {engine} is not installed; install it: {remedy}",
                engine=wanted,
                remedy=INSTALL[wanted],
            )
        return wanted
    return TANTIVY if sentences >= LARGE and is_installed() else BUILTIN


def engine_of(file: SqliteFile) -> str:
    """The engine that an index was made with."""
    if _named(file, CLUSTER_INDEX):
        return OPENSEARCH
    return TANTIVY if _named(file, FOLDER) else BUILTIN


def hint(wanted: str, sentences: int) -> YinjuError | None:
    """What to say when a corpus of so many sentences would be found in faster by tantivy."""
    if wanted != AUTO or sentences < LARGE or is_installed():
        return None
    return YinjuError(
        "{count} sentences are found in faster with {remedy}, then yinju index --force",
        count=sentences,
        remedy=INSTALL[TANTIVY],
    )


def open_postings(file: SqliteFile, numbering: Numbering, cluster: Cluster) -> SearchIndex:
    """The postings of an index.

    Args:
        file: Of the index.
        numbering: Of its sentences.
        cluster: Where they are if they are in a cluster.

    Raises:
        ClusterFault: The cluster is away or refuses.
        IndexFault: They are missing or damaged, or what reads them is not installed.
    """
    engine, kept = engine_of(file), kept_by(file) or ""
    if not is_installed(engine):
        raise IndexFault(
            "the index {path} was made with {engine}, which is not installed ({remedy});"
            " make it anew with `yinju index`",
            path=file.path,
            engine=engine,
            remedy=INSTALL[engine],
        )
    if engine == OPENSEARCH:
        from qa.index.cluster.postings import OpenSearchPostings

        return OpenSearchPostings(file, kept, numbering, cluster)
    if engine == TANTIVY:
        from qa.index.tantivy_postings import TantivyPostings

        return TantivyPostings(file, file.path.with_name(kept), numbering)
    return SqlitePostings(file, numbering)


def folder_size(file: SqliteFile) -> int:
    """Bytes of what an index keeps beside its file."""
    folder = _named(file, FOLDER)
    kept = file.path.with_name(folder).iterdir() if folder else ()
    return sum(path.stat().st_size for path in kept)


@contextmanager
def postings_writer(
    engine: str, path: Path, cluster: Cluster, before: str | None = None
) -> Iterator[PostingsWriter]:
    """What writes the postings of the index at a path; they are there once the file is.

    Args:
        engine: That finds the sentences.
        path: Of the index.
        cluster: Where they go if they go into a cluster.
        before: What holds those that change, as `kept_by` says.
    """
    with new_folder(path) as folder:
        if engine == OPENSEARCH:
            from qa.index.cluster.names import new_index
            from qa.index.cluster.writing import OpenSearchWriter

            with new_index(cluster, path, named_by(path, CLUSTER_INDEX)) as made:
                yield OpenSearchWriter(cluster, *made, before)
        elif engine == TANTIVY:
            from qa.index.tantivy_writing import TantivyWriter

            yield TantivyWriter(folder, path.with_name(before) if before else None)
        else:
            from qa.index.sqlite_postings_writing import SqlitePostingsWriter

            yield SqlitePostingsWriter()


def kept_by(file: SqliteFile) -> str | None:
    """The name of the folder or of the index in a cluster that an index has beside its file."""
    return _named(file, FOLDER) or _named(file, CLUSTER_INDEX)


def _named(file: SqliteFile, key: str) -> str | None:
    rows = file.rows("SELECT value FROM meta WHERE key = ?", key)
    return str(rows[0][0]) if rows else None
