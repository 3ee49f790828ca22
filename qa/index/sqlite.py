"""The index: one SQLite file that holds the reports, their sentences and what finds them."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Self

from qa.errors import IndexFault, OutdatedIndex
from qa.index import engines
from qa.index.compiled import Compiled
from qa.index.contract import Contract
from qa.index.protocol import SearchIndex
from qa.index.sqlite_file import SqliteFile, damaged
from qa.index.sqlite_writing import (
    FORMAT,
    checksum,
    drafted,
    sealed_checksum,
    write_pairs,
    write_reports,
)
from qa.index.store import SentenceStore
from qa.language.tokenization import segmenter
from qa.model import Report, Sentence

_CHECKED = 64 << 20
"""Bytes up to which the whole file is checked when it is opened, about 1 ms a megabyte."""


class Index:
    """An index file that is open for reading; threads may share it. A context manager."""

    def __init__(self, path: Path) -> None:
        self._file = SqliteFile(path)
        self.store = SentenceStore(self._file)

    @cached_property
    def postings(self) -> SearchIndex:
        """What finds the sentences.

        Raises:
            IndexFault: It is missing or damaged, or what reads it is not installed.
        """
        return engines.open_postings(self._file, self.store.numbers)

    @property
    def engine(self) -> str:
        """The engine that finds the sentences, by its name in `settings.ENGINES`."""
        return engines.engine_of(self._file)

    @classmethod
    def build(  # noqa: PLR0913
        cls,
        path: Path,
        reports: Sequence[Report],
        pieces: Mapping[str, Sequence[Sentence]],
        analyse: Callable[[Report, Sentence], str],
        stamp: Mapping[str, str],
        extras: Callable[["Index"], Mapping[str, bytes]] | None = None,
        progress: Callable[[int, int], None] | None = None,
        engine: str = engines.AUTO,
    ) -> "Index":
        """The index of these reports, written to `path` at once or not at all, and open.

        Args:
            path: Where the file goes; an index that stands there is replaced.
            reports: The reports, in any order.
            pieces: The sentences of each report by its id, in order, tiling its text.
            analyse: What to keep for a sentence; `analysis` gives it back.
            stamp: What the index depends on; `open` asks for the same.
            extras: Told the finished index, what else to keep; `extra` gives it back.
            progress: Told now and then how many sentences of how many are done.
            engine: One of `settings.ENGINES`.

        Raises:
            IndexFault: The file cannot be written.
        """
        found = sum(piece.is_quotable for cut in pieces.values() for piece in cut)
        chosen = engines.choose(engine, found)
        with engines.postings_writer(chosen, path) as postings, drafted(path) as draft:
            write_reports(draft, reports, pieces, analyse, postings, progress)
            write_pairs(draft, "stamp", _stamped(stamp))
            if extras:
                with cls(draft) as index:
                    kept = extras(index)
                write_pairs(draft, "extra", kept)
        return cls.open(path, stamp, engine)

    @classmethod
    def open(cls, path: Path, stamp: Mapping[str, str], engine: str = engines.AUTO) -> "Index":
        """The index at `path`.

        Args:
            path: Where it lies.
            stamp: What it must have been made for.
            engine: That it must have, one of `settings.ENGINES`; any will do for auto.

        Raises:
            IndexFault: It is missing, damaged, or made for something else than `stamp` says.
        """
        if not path.is_file():
            raise IndexFault("there is no index {path}; make it with `yinju index`", path=path)
        try:
            intact = path.stat().st_size > _CHECKED or checksum(path) == sealed_checksum(path)
            index = cls(path)
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

    def compiled(self) -> Compiled:
        """What was worked out from the whole corpus.

        Raises:
            IndexFault: A table of it is missing.
        """
        names = (field.name for field in fields(Compiled))
        kept = {name: data for name in names if (data := self.extra(name)) is not None}
        return Compiled.load(kept)

    def extra(self, key: str) -> bytes | None:
        """What `extras` left under this key."""
        rows = self._file.rows("SELECT value FROM extra WHERE key = ?", key)
        return rows[0][0] if rows else None

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
