"""The index: one SQLite file that holds the reports, their sentences and what finds them.

A question reads what it needs and no more. The weight of every token in every sentence is worked
out when the index is built (`qa.index.bm25`), so that asking is adding up. A sentence is found by
its own words and, for less, by its context: headings, title, place and year of its report.
"""

import json
import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from threading import Lock
from typing import Any, Self

from qa.errors import IndexFault, OutdatedIndex
from qa.index.sqlite_writing import (
    BLOCK,
    CONTEXT,
    FORMAT,
    checksum,
    drafted,
    sealed_checksum,
    write_pairs,
    write_reports,
)
from qa.language.tokenization import segmenter
from qa.model import Report, Sentence

CONTEXT_WEIGHT = 0.5
"""What a match in the context of a sentence counts, where one in the sentence counts 1."""
TIE = 0.2
"""What the lesser alternatives of a term add to the best one."""

_CHECKED = 64 << 20
"""Bytes up to which the whole file is checked when it is opened, about 1 ms a megabyte."""
_REPORT = "SELECT id, place, level, year, title, issuer, sha256 FROM report"

Alternative = tuple[str | tuple[str, ...], float]
"""A token, or the tokens of one wording that count together, and what it counts."""
_Blocks = dict[int, list[tuple[int, int]]]
Terms = Mapping[str, float] | Sequence[Sequence[Alternative]]


class Index:
    """An index file that is open for reading; threads may share it. A context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._file = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._text = lru_cache(64)(self._read_text)
        self._sentence = lru_cache(4096)(self._read_sentence)
        self._numbers = lru_cache(4096)(self._read_numbers)
        self._df = lru_cache(8192)(self._read_df)
        self._sentences: int | None = None
        # Postings of a large corpus are too much to keep.
        kept = 8192 if path.stat().st_size <= _CHECKED else 0
        self._blocks = lru_cache(kept)(self._read_blocks)
        self._reports: tuple[Report, ...] | None = None

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

        Raises:
            IndexFault: The file cannot be written.
        """
        with drafted(path) as draft:
            write_reports(draft, reports, pieces, analyse, progress)
            write_pairs(draft, "stamp", _stamped(stamp))
            if extras:
                with cls(draft) as index:
                    kept = extras(index)
                write_pairs(draft, "extra", kept)
        return cls.open(path, stamp)

    @classmethod
    def open(cls, path: Path, stamp: Mapping[str, str]) -> "Index":
        """The index at `path`.

        Raises:
            IndexFault: It is missing, damaged, or made for something else than `stamp` says.
        """
        if not path.is_file():
            raise IndexFault(f"there is no index {path}; make it with `yinju index`")
        try:
            intact = path.stat().st_size > _CHECKED or checksum(path) == sealed_checksum(path)
            index = cls(path)
        except (OSError, sqlite3.Error) as error:
            raise IndexFault(f"cannot read the index {path}: {error}") from error
        try:
            index._check(intact, stamp)
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

    def __len__(self) -> int:
        """How many sentences can be found: those with the role body."""
        if self._sentences is None:
            self._sentences = int(self._one("SELECT value FROM meta WHERE key = 'sentences'")[0])
        return self._sentences

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports by id; the text of each is read when it is asked for."""
        if self._reports is None:
            rows = self._rows(f"{_REPORT} ORDER BY id")
            self._reports = tuple(_Stored(self._text, row) for row in rows)
        return self._reports

    def report(self, id: str) -> Report:
        """The report with this id; KeyError if there is none."""
        return _Stored(self._text, self._one(f"{_REPORT} WHERE id = ?", id))

    def sentence(self, number: int) -> Sentence:
        """The sentence with this number; KeyError if there is none.

        Numbers count every piece of every report from 0, in the order of report id and offset.
        """
        return self._sentence(number)

    def analysis(self, number: int) -> str:
        """What `analyse` said of the sentence when the index was built."""
        return str(self._one("SELECT analysis FROM sentence WHERE number = ?", number)[0])

    def numbers(self, report: str) -> range:
        """The numbers of a report's sentences; KeyError if there is no such report."""
        return self._numbers(report)

    def df(self, token: str) -> int:
        """How many sentences hold the token themselves; its context does not count."""
        return self._df(token)

    def holding(self, token: str) -> list[int]:
        """The numbers of the sentences that hold the token themselves, ascending."""
        rows = self._rows("SELECT numbers FROM posting WHERE token = ? ORDER BY block", token)
        return [number for (numbers,) in rows for number in _unpack("I", numbers)]

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Every token that a sentence itself holds, in order, with its `df`."""
        sql = "SELECT token, sum(length(numbers)) / 4 FROM posting WHERE token > ? GROUP BY token"
        yield from self._rows(sql, CONTEXT + "\U0010ffff")

    def extra(self, key: str) -> bytes | None:
        """What `extras` left under this key."""
        rows = self._rows("SELECT value FROM extra WHERE key = ?", key)
        return rows[0][0] if rows else None

    def search(
        self, terms: Terms, within: Sequence[range] | None = None, limit: int = 10
    ) -> list[tuple[int, float]]:
        """The best sentences for these terms as (number, score), best first, ties by number.

        Args:
            terms: Tokens with what each counts; or groups of alternatives. A group counts as one
                term: the best of its alternatives and a fifth of the others.
            within: Only sentences whose numbers lie in one of these ranges.
            limit: At most so many; a sentence without a match is never among them.
        """
        groups = [[item] for item in terms.items()] if isinstance(terms, Mapping) else terms
        blocks = None if within is None else _cut_ranges(within)
        scores: dict[int, float] = defaultdict(float)
        for group in groups:
            self._add(scores, group, blocks)
        return _best(scores, limit)

    def _add(
        self, scores: dict[int, float], group: Sequence[Alternative], blocks: _Blocks | None
    ) -> None:
        """Adds a group: in the sentence and in its context are two alternatives of a wording."""
        best: dict[int, float] = {}
        total: dict[int, float] = defaultdict(float)
        for wording, factor in group:
            tokens = (wording,) if isinstance(wording, str) else wording
            for mark, weight in (("", factor), (CONTEXT, factor * CONTEXT_WEIGHT)):
                part = self._sum([mark + token for token in tokens], weight, blocks)
                for number, score in part.items():
                    total[number] += score
                    if score > best.get(number, 0.0):
                        best[number] = score
        for number, score in best.items():
            scores[number] += (1 - TIE) * score + TIE * total[number]

    def _sum(
        self, tokens: Sequence[str], factor: float, blocks: _Blocks | None
    ) -> Mapping[int, float]:
        """What the tokens count together in each sentence that holds one of them."""
        scores: dict[int, float] = defaultdict(float)
        for token in tokens:
            for numbers, weights in self._postings(token, blocks):
                for number, weight in zip(numbers, weights, strict=True):
                    scores[number] += factor * weight
        return scores

    def _postings(
        self, token: str, blocks: _Blocks | None
    ) -> Iterator[tuple["array[int]", "array[float]"]]:
        """The numbers of the token's sentences and its weights there, as far as they are asked."""
        if blocks is None:
            for _, numbers, weights in self._blocks(token, 0, sys.maxsize):
                yield numbers, weights
        elif blocks:
            for block, held, values in self._blocks(token, min(blocks), max(blocks)):
                for start, stop in blocks.get(block, ()):
                    part = slice(bisect_left(held, start), bisect_left(held, stop))
                    yield held[part], values[part]

    def _check(self, intact: bool, stamp: Mapping[str, str]) -> None:
        if not intact:
            raise _damaged(self.path, "its checksum is wrong")
        wanted, found = _stamped(stamp), dict(self._rows("SELECT key, value FROM stamp"))
        others = [k for k in sorted(wanted.keys() | found.keys()) if wanted.get(k) != found.get(k)]
        for key in others:
            fault = OutdatedIndex if others == ["corpus"] else IndexFault
            raise fault(
                f"the index {self.path} was made for another {key} "
                f"({found.get(key)}, not {wanted.get(key)}); make it anew with `yinju index`"
            )

    def _read_numbers(self, report: str) -> range:
        return range(*self._one("SELECT first, stop FROM report WHERE id = ?", report))

    def _read_df(self, token: str) -> int:
        sql = "SELECT coalesce(sum(length(numbers)), 0) / 4 FROM posting WHERE token = ?"
        return int(self._one(sql, token)[0])

    def _read_blocks(
        self, token: str, first: int, last: int
    ) -> list[tuple[int, "array[int]", "array[float]"]]:
        sql = (
            "SELECT block, numbers, weights FROM posting WHERE token = ? AND block BETWEEN ? AND ?"
        )
        rows = self._rows(sql, token, first, last)
        return [(block, _unpack("I", ns), _unpack("d", ws)) for block, ns, ws in rows]

    def _read_text(self, id: str) -> str:
        return str(self._one("SELECT text FROM report WHERE id = ?", id)[0])

    def _read_sentence(self, number: int) -> Sentence:
        report, ordinal, start, end, section, role = self._one(
            "SELECT report, ordinal, start, end, section, role FROM sentence WHERE number = ?",
            number,
        )
        text = self._text(report)[start:end]
        return Sentence(report, ordinal, start, end, text, tuple(json.loads(section)), role)

    def _one(self, sql: str, *values: object) -> Any:
        rows = self._rows(sql, *values)
        if not rows:
            raise KeyError(*values)
        return rows[0]

    def _rows(self, sql: str, *values: object) -> list[Any]:
        try:
            with self._lock:
                return self._file.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise _damaged(self.path, str(error)) from error


class _Stored(Report):
    """A report whose text is read from the index when it is asked for."""

    __slots__ = ("_read",)
    _read: Callable[[str], str]

    def __init__(self, read: Callable[[str], str], fields: Iterable[Any]) -> None:
        object.__setattr__(self, "_read", read)
        names = ("id", "place", "level", "year", "title", "issuer", "sha256")
        for name, value in zip(names, fields, strict=True):
            object.__setattr__(self, name, value)

    @property
    def text(self) -> str:
        return self._read(self.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Report) and all(
            getattr(self, field.name) == getattr(other, field.name) for field in fields(Report)
        )

    __hash__ = Report.__hash__


def _stamped(stamp: Mapping[str, str]) -> dict[str, str]:
    return {**stamp, "format": FORMAT, "segmenter": segmenter()}


def _damaged(path: Path, why: str) -> IndexFault:
    return IndexFault(f"the index {path} is damaged ({why}); make it anew with `yinju index`")


def _best(scores: Mapping[int, float], limit: int) -> list[tuple[int, float]]:
    """The highest of the scores above 0, best first, ties by number."""
    bar = min(nlargest(limit, scores.values()), default=0.0)
    found = [(-score, number) for number, score in scores.items() if score >= bar and score > 0]
    return [(number, -score) for score, number in sorted(found)[:limit]]


def _cut_ranges(ranges: Sequence[range]) -> _Blocks:
    """The numbers in any of the ranges as stretches that neither overlap nor touch, by block."""
    stretches: list[list[int]] = []
    for span in sorted(ranges, key=attrgetter("start")):
        if stretches and span.start <= stretches[-1][1]:
            stretches[-1][1] = max(stretches[-1][1], span.stop)
        else:
            stretches.append([span.start, span.stop])
    blocks: _Blocks = defaultdict(list)
    for start, stop in stretches:
        borders = range((start // BLOCK + 1) * BLOCK, stop, BLOCK)
        for low, high in pairwise([start, *borders, stop]):
            blocks[low // BLOCK].append((low, high))
    return blocks


def _unpack(code: str, packed: bytes) -> "array[Any]":
    values = array(code, packed)
    if sys.byteorder == "big":
        values.byteswap()
    return values
