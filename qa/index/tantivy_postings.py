"""The search index of a large corpus: tantivy proposes sentences, the contract scores them.

tantivy adds up in floats of four bytes and in an order of its own. So it is asked for more than is
wanted, what it finds is scored anew in the terms of the contract, and it is asked again for more
until nothing that is left can reach what was found. Order and bits are those of every other engine.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from heapq import nlargest
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from qa.index.contract import (
    Contract,
    Weights,
    Wordings,
    damping,
    groups_of,
    rarity,
    round_length,
    score,
    weight,
)
from qa.index.protocol import Terms
from qa.index.sqlite_file import SqliteFile, damaged
from qa.index.tantivy_writing import PLACES, TEXTS, schema

_SPARE = 8
"""How many more than are wanted are asked for at first; among equals that is often too few."""
_FARTHER = 4
"""How many times as many are asked for if that was so."""
_SLACK = 1e-4
"""By what share a score of tantivy's may be too low: hundreds of sums of floats of four bytes."""
_REMEMBERED = 8192
_READ = 2048
"""Sentences whose tokens are remembered, some 10 kB each."""

_Address = tuple[int, int]
_Hit = tuple[float, _Address]
_Counts = tuple[Counter[str], float]
"""How often a text holds each token, and its `damping`."""


class TantivyPostings:
    """Searches the folder of an index; threads may share it."""

    def __init__(self, file: SqliteFile, folder: Path, numbers: Callable[[str], range]) -> None:
        """Opens the folder.

        Args:
            file: Of the index.
            folder: The one that it names.
            numbers: Gives the sentence numbers of a report by its id.

        Raises:
            IndexFault: It is missing or damaged.
        """
        self._file, self._numbers = file, numbers
        self._schema = schema()
        try:
            index = tantivy.Index.open(str(folder))
            index.config_reader("manual")  # nobody writes here, so nothing needs to be watched
            self._searcher = index.searcher()
        except (OSError, ValueError) as error:
            raise damaged(file.path, str(error)) from error
        meta = dict(file.rows("SELECT key, value FROM meta"))
        self._sentences = int(meta["sentences"])
        lengths = [int(meta[f"length of {field}"]) for field in TEXTS]
        self._means = [length / max(self._sentences, 1) for length in lengths]
        self._counts = lru_cache(_REMEMBERED)(self._read_counts)
        self._rarity = lru_cache(_REMEMBERED)(self._read_rarity)
        self._key = lru_cache(_REMEMBERED)(self._read_key)
        self._start = lru_cache(_REMEMBERED)(self._read_start)
        self._texts = lru_cache(_READ)(self._read_texts)
        self._context = lru_cache(_READ)(partial(self._count, 1))

    def __len__(self) -> int:
        """How many sentences can be found: those with the role body."""
        return self._sentences

    def df(self, token: str) -> int:
        """As `SearchIndex.df` says."""
        return self._counts(token)[0]

    def holding(self, tokens: Sequence[str], limit: int) -> tuple[int, list[int]]:
        """As `SearchIndex.holding` says."""
        query = Query.boolean_query([(Occur.Must, self._term("body", t)) for t in tokens])
        found = self._searcher.search(query, max(limit, 1), count=True)
        count: int = found.count  # type: ignore[attr-defined]  # forgotten in its types
        held = ((at.segment_ord, at.doc) for _, at in found.hits)
        return count, sorted(self._numbers_of(held)) if count <= limit else []

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """As `SearchIndex.vocabulary` says."""
        yield from self._file.rows("SELECT token, body FROM term WHERE body > 0 ORDER BY token")

    def search(
        self, terms: Terms, within: Sequence[str] | None = None, limit: int = 10
    ) -> list[tuple[int, float]]:
        """As `SearchIndex.search` says."""
        groups = self._standing(groups_of(terms))
        if not groups or limit < 1 or within == []:
            return []
        query, depth = self._query(groups, within), limit + _SPARE
        known: dict[_Address, float] = {}
        while True:
            hits, ended = self._ask(query, depth)
            self._score(groups, known, (at for _, at in hits))
            best = sorted(known.values(), reverse=True)[:limit]
            if ended or (len(best) == limit and hits[-1][0] * (1 + _SLACK) < best[-1]):
                return self._ranked(known, limit)
            depth *= _FARTHER

    def search_each(
        self, terms: Terms, within: Sequence[str], each: int
    ) -> dict[str, list[tuple[int, float]]]:
        """As `SearchIndex.search_each` says."""
        groups = self._standing(groups_of(terms))
        keys = {key: id for id in within if (key := self._key(id)) is not None}
        if not groups or not keys or each < 1:
            return {}
        query, depth = self._query(groups, within), _SPARE * each * len(keys)
        while True:
            hits, ended = self._ask(query, depth)
            found = self._by_report(hits, each)
            # The last hit may be an equal of what was found last of its report.
            full = (
                of_report[each - 1][0] for of_report in found.values() if len(of_report) >= each
            )
            levels = list(full)
            if ended or (len(levels) == len(keys) and hits[-1][0] * (1 + _SLACK) < min(levels)):
                break
            depth *= _FARTHER
        known: dict[_Address, float] = {}
        self._score(groups, known, (at for of_report in found.values() for _, at in of_report))
        ranked = {
            keys[key]: self._ranked({at: known[at] for _, at in of_report}, each)
            for key, of_report in found.items()
        }
        return {id: best for id, best in ranked.items() if best}

    def _ask(self, query: Query, depth: int) -> tuple[list[_Hit], bool]:
        """The best sentences by tantivy, and whether there are no others."""
        depth = min(depth, self._sentences)
        hits = self._searcher.search(query, depth, count=False).hits
        found = [(scored, (at.segment_ord, at.doc)) for scored, at in hits]
        return found, len(hits) < depth or depth == self._sentences

    def _by_report(self, hits: Sequence[_Hit], each: int) -> dict[int, list[_Hit]]:
        """The first hits of each report by its key, and those that may be their equals."""
        found: dict[int, list[_Hit]] = {}
        for hit, piece in zip(hits, self._pieces(at for _, at in hits), strict=True):
            of_report = found.setdefault(piece // PLACES, [])
            if len(of_report) < each or hit[0] * (1 + _SLACK) >= of_report[each - 1][0]:
                of_report.append(hit)
        return found

    def _score(
        self, groups: Sequence[Wordings], known: dict[_Address, float], found: Iterable[_Address]
    ) -> None:
        """Adds what the contract gives to sentences, unless it is known."""
        asked = {token for group in groups for wording, _ in group for token in wording}
        for at in found:
            if at not in known:
                known[at] = score(groups, *self._weights(at, asked))

    def _ranked(self, known: dict[_Address, float], limit: int) -> list[tuple[int, float]]:
        """The best of the sentences whose scores are known, by their numbers in the store."""
        bar = min(nlargest(limit, known.values()), default=0.0)
        found = {at: scored for at, scored in known.items() if scored >= bar and scored > 0}
        numbers = self._numbers_of(found)
        ranked = sorted((-scored, n) for scored, n in zip(found.values(), numbers, strict=True))
        return [(number, -scored) for scored, number in ranked[:limit]]

    def check(self) -> None:
        """Holds the folder against what the file says of every token and of every sentence.

        Raises:
            IndexFault: They differ.
        """
        try:
            agree = self._searcher.num_docs == self._sentences and all(
                self._searcher.doc_freq(field, token) == count
                for token, *counts in self._file.rows("SELECT token, body, context FROM term")
                for field, count in zip(TEXTS, counts, strict=True)
            )
            hits = self._searcher.search(Query.all_query(), max(self._sentences, 1)).hits
            for _, address in hits:
                self._searcher.doc(address)
        except (OSError, ValueError) as error:
            raise damaged(self._file.path, str(error)) from error
        if not agree:
            raise damaged(self._file.path, "its postings are not those it was made with")

    def _standing(self, groups: Sequence[Wordings]) -> list[Wordings]:
        """The groups without the tokens that stand nowhere, which count nothing."""
        kept = [
            [(tuple(t for t in wording if any(self._counts(t))), f) for wording, f in group]
            for group in groups
        ]
        some = ([(wording, f) for wording, f in group if wording] for group in kept)
        return [group for group in some if group]

    def _query(self, groups: Sequence[Wordings], within: Sequence[str] | None) -> Query:
        """The groups as tantivy's query: a wording adds up, a group takes the best of its own."""
        clauses = []
        for group in groups:
            parts = [
                Query.boost_query(self._sum(field, wording), factor * share)
                for wording, factor in group
                for field, share in zip(TEXTS, (1.0, Contract.context), strict=True)
            ]
            clauses.append((Occur.Should, Query.disjunction_max_query(parts, Contract.tie)))
        query = Query.boolean_query(clauses)
        if within is None:
            return query
        keys = [key for report in within if (key := self._key(report)) is not None]
        among = Query.term_set_query(self._schema, "report", keys)
        return Query.boolean_query(
            [(Occur.Must, Query.const_score_query(among, 0.0)), (Occur.Must, query)]
        )

    def _sum(self, field: str, wording: Sequence[str]) -> Query:
        if len(wording) == 1:
            return self._term(field, wording[0])
        return Query.boolean_query([(Occur.Should, self._term(field, t)) for t in wording])

    def _term(self, field: str, token: str) -> Query:
        return Query.term_query(self._schema, field, token, "freq")

    def _weights(self, at: _Address, asked: set[str]) -> Iterator[Weights]:
        """The weights of the asked tokens in a sentence, then in its context."""
        for which, (counts, damped) in enumerate(self._texts(at)):
            yield {
                token: weight(self._rarity(token)[which], counts[token], damped)
                for token in asked & counts.keys()
            }

    def _numbers_of(self, found: Iterable[_Address]) -> list[int]:
        """The numbers of sentences in the store."""
        parts = (divmod(piece, PLACES) for piece in self._pieces(found))
        return [self._start(key) + place for key, place in parts]

    def _pieces(self, found: Iterable[_Address]) -> list[int]:
        """Keys of reports and places there, as sentences are kept."""
        addresses = [tantivy.DocAddress(*at) for at in found]
        pieces = self._searcher.fast_field_values("piece", addresses) if addresses else []
        return [int(piece or 0) for piece in pieces]

    def _read_start(self, key: int) -> int:
        return self._numbers(
            self._file.one("SELECT report FROM posted WHERE key = ?", key)[0]
        ).start

    def _read_key(self, report: str) -> int | None:
        rows = self._file.rows("SELECT key FROM posted WHERE report = ?", report)
        return int(rows[0][0]) if rows else None

    def _read_counts(self, token: str) -> tuple[int, int]:
        rows = self._file.rows("SELECT body, context FROM term WHERE token = ?", token)
        return rows[0] if rows else (0, 0)

    def _read_rarity(self, token: str) -> tuple[float, float]:
        body, context = self._counts(token)
        return rarity(self._sentences, body), rarity(self._sentences, context)

    def _read_texts(self, at: _Address) -> tuple[_Counts, _Counts]:
        kept = self._searcher.doc(tantivy.DocAddress(*at)).to_dict()
        return self._count(0, kept["body"][0]), self._context(kept["context"][0])

    def _count(self, which: int, text: str) -> _Counts:
        tokens = text.split(" ")
        return Counter(tokens), damping(round_length(len(tokens)), self._means[which])
