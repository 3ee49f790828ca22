"""The index: one SQLite file that holds the reports, their sentences and what finds them."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from qa.errors import IndexFault, OutdatedIndex
from qa.files import is_file
from qa.index import engines
from qa.index.compiled import Compiled
from qa.index.contract import Contract
from qa.index.parts.changes import write_changes
from qa.index.parts.part import Part, Recipe, find
from qa.index.protocol import Found, SearchIndex
from qa.index.sqlite_file import SqliteFile, damaged
from qa.index.sqlite_writing import FORMAT, checksum, drafted, sealed_checksum
from qa.index.store import SentenceStore
from qa.language.tokenization import segmenter
from qa.settings import LOCAL_CLUSTER, Cluster

_CHECKED = 64 << 20
"""Bytes up to which the whole file is checked when it is opened, about 1 ms a megabyte."""


class Index:
    """An index file that is open for reading; threads may share it. A context manager."""

    def __init__(self, path: Path, cluster: Cluster = LOCAL_CLUSTER) -> None:
        self._file, self._cluster = SqliteFile(path), cluster
        self.store = SentenceStore(self._file)

    @cached_property
    def postings(self) -> SearchIndex:
        """What finds the sentences.

        Raises:
            ClusterFault: It is in a cluster that is away.
            IndexFault: It is missing or damaged, or what reads it is not installed.
        """
        return engines.open_postings(self._file, self.store.numbering, self._cluster)

    @property
    def engine(self) -> str:
        """The engine that finds the sentences, by its name in `settings.ENGINES`."""
        return engines.engine_of(self._file)

    @classmethod
    def build(
        cls,
        path: Path,
        parts: Iterable[Part],
        recipe: Recipe,
        stamp: Mapping[str, str],
        engine: str = engines.BUILTIN,
        cluster: Cluster = LOCAL_CLUSTER,
    ) -> "Index":
        """The index of these reports, written to `path` at once or not at all, and open.

        Args:
            path: Where the file goes; an index that stands there is replaced.
            parts: Of the reports, in the order of their ids.
            recipe: How the rest is worked out.
            stamp: What the index depends on; `open` asks for the same.
            engine: What is to find the sentences, as `engines.choose` says.
            cluster: Where the engine opensearch keeps what finds the sentences.

        Raises:
            ClusterFault: The cluster is away or refuses.
            IndexFault: The file cannot be written.
        """
        writer = engines.postings_writer(engine, path, cluster)
        with writer as postings, drafted(path) as draft:
            write_changes(draft, parts, {}, postings, recipe, _stamped(stamp))
        return cls.open(path, stamp, engine, cluster)

    @classmethod
    def change(
        cls,
        path: Path,
        parts: Iterable[Part],
        digests: Mapping[str, str],
        recipe: Recipe,
        stamp: Mapping[str, str],
        cluster: Cluster = LOCAL_CLUSTER,
    ) -> "Index":
        """The index at `path` with other reports, open; it answers as one built of them anew.

        What others have open stays as it was.

        Args:
            path: Where the index lies.
            parts: Of the reports that come or have changed, in the order of their ids.
            digests: Of all reports that it is to hold, by id; what it holds besides goes.
            recipe: How the rest is worked out, as it was for the others.
            stamp: What the index depends on from now on.
            cluster: Where the engine opensearch keeps what finds the sentences.

        Raises:
            ClusterFault: The cluster is away or refuses.
            IndexFault: The file cannot be written, or others have changed it meanwhile.
        """
        with cls(path) as now:
            engine, kept = now.engine, engines.kept_by(now._file)
        writer = engines.postings_writer(engine, path, cluster, kept)
        with writer as postings, drafted(path, changes=True) as draft:
            with cls(draft) as before:
                held, alike = before.digests(), engines.kept_by(before._file) == kept
                others = [id for id, digest in held.items() if digests.get(id) != digest]
                gone = {id: before._to_take_out(id, recipe) for id in others}
            write_changes(draft, parts, gone, postings, recipe, _stamped(stamp))
            with cls(draft) as after:
                if not alike or after.digests() != digests:
                    raise damaged(path, "it was changed by another process")
        return cls.open(path, stamp, engine, cluster)

    @classmethod
    def open(
        cls,
        path: Path,
        stamp: Mapping[str, str],
        engine: str = engines.AUTO,
        cluster: Cluster = LOCAL_CLUSTER,
    ) -> "Index":
        """The index at `path`.

        Args:
            path: Where it lies.
            stamp: What it must have been made for.
            engine: That it must have, one of `settings.ENGINES`; any will do for auto.
            cluster: Where the engine opensearch keeps what finds the sentences.

        Raises:
            ClusterFault: The cluster is away or refuses.
            IndexFault: It is missing, damaged, or made for something else than `stamp` says.
        """
        if not is_file(path):
            raise IndexFault("there is no index {path}; make it with `yinju index`", path=path)
        try:
            intact = path.stat().st_size > _CHECKED or checksum(path) == sealed_checksum(path)
            index = cls(path, cluster)
        except (OSError, sqlite3.Error) as error:
            raise IndexFault("cannot read the index {path}: {why}", path=path, why=error) from error
        try:
            index._check(intact, stamp)
            index._check_postings(engine)
        except IndexFault:
            index.close()
            raise
        return index

    def close(self) -> None:
        """Closes the file; the index cannot be asked any more."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def size(self) -> int:
        """Bytes on the disk."""
        return self._file.path.stat().st_size + engines.folder_size(self._file)

    def check(self) -> None:
        """Looks through all of it.

        Raises:
            IndexFault: It is damaged.
        """
        path = self._file.path
        if checksum(path) != sealed_checksum(path):
            raise damaged(path, "its checksum is wrong")
        self.postings.check()

    @cached_property
    def compiled(self) -> Compiled:
        """What was worked out from the whole corpus."""
        return Compiled(self._file)

    def digests(self) -> dict[str, str]:
        """Of what each report was made from, by id."""
        return dict(self._file.rows("SELECT id, digest FROM report"))

    def vector(self, number: int) -> bytes | None:
        """The vector of a sentence; None if it was made without such."""
        piece = self.store.numbering.piece(number)
        rows = self._file.rows("SELECT value FROM vector WHERE piece = ?", piece)
        return rows[0][0] if rows else None

    def _to_take_out(self, id: str, recipe: Recipe) -> tuple[Sequence[Found], Iterable[str]]:
        """What a report gave to the totals."""
        report = self.store.report(id)
        pieces = [self.store.sentence(number) for number in self.store.numbers(id)]
        return find(report, pieces), recipe.words(report.text)

    def _check_postings(self, engine: str) -> None:
        if engine not in (engines.AUTO, self.engine):
            raise IndexFault(
                "the index {path} was made with the engine {engine};"
                " make it anew with `yinju index`",
                path=self._file.path,
                engine=self.engine,
            )
        _ = self.postings  # what is missing is told now

    def _check(self, intact: bool, stamp: Mapping[str, str]) -> None:
        path = self._file.path
        if not intact:
            raise damaged(path, "its checksum is wrong")
        wanted, found = _stamped(stamp), dict(self._file.rows("SELECT key, value FROM stamp"))
        others = [k for k in sorted(wanted.keys() | found.keys()) if wanted.get(k) != found.get(k)]
        for key in others:
            fault = OutdatedIndex if others == ["corpus"] else IndexFault
            raise fault(
                "the index {path} was made for another {key} ({found}, not {wanted})",
                path=path,
                key=key,
                found=found.get(key),
                wanted=wanted.get(key),
            )


def _stamped(stamp: Mapping[str, str]) -> dict[str, str]:
    return {**stamp, "format": FORMAT, "contract": repr(Contract(segmenter()))}
