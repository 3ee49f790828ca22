"""The search index of a large corpus: tantivy proposes sentences, the contract scores them.

tantivy adds up in floats of four bytes and in an order of its own. So it is asked for more than is
wanted, what it finds is scored anew in the terms of the contract, and it is asked again for more
until nothing that is left can reach what was found. Order and bits are those of every other engine.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from qa.index.contract import Contract, damping, groups_of, rarity, round_length, score, tokens_of
from qa.index.contract import weight as weight_of
from qa.index.protocol import Group, Terms
from qa.index.sqlite_file import SqliteFile, damaged
from qa.index.tantivy_writing import schema

_SPARE = 8
"""How many more than are wanted are asked for at first; among equals that is often too few."""
_FARTHER = 4
"""How many times as many are asked for if that was so."""
_SLACK = 1e-4
"""By what share a score of tantivy's may be too low: hundreds of sums of floats of four bytes."""
_FIELDS = ("body", "context")
_REMEMBERED = 8192

_Address = tuple[int, int]


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
        lengths = [int(meta[f"length of {field}"]) for field in _FIELDS]
        self._means = [length / max(self._sentences, 1) for length in lengths]
        self._counts = lru_cache(_REMEMBERED)(self._read_counts)
        self._document = lru_cache(_REMEMBERED)(self._read_document)

    def __len__(self) -> int:
        """How many sentences can be found: those with the role body."""
        return self._sentences

    def df(self, token: str) -> int:
        """How many sentences hold the token themselves; its context does not count."""
        return self._counts(token)[0]

    def holding(self, tokens: Sequence[str], limit: int) -> tuple[int, list[int]]:
        """How many sentences hold all of the tokens themselves, and which if no more than limit."""
        query = Query.boolean_query([(Occur.Must, self._term("body", t)) for t in tokens])
        found = self._searcher.search(query, max(limit, 1), count=True)
        count: int = found.count  # type: ignore[attr-defined]  # forgotten in its types
        hits = found.hits if count <= limit else []
        return count, sorted(self._number(_key(address)) for _, address in hits)

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Every token that a sentence itself holds, in order, with its `df`."""
        yield from self._file.rows("SELECT token, body FROM term WHERE body > 0 ORDER BY token")

    def search(
        self, terms: Terms, within: Sequence[str] | None = None, limit: int = 10
    ) -> list[tuple[int, float]]:
        """The best sentences for these terms as (number, score), best first, ties by number.

        Args:
            terms: Tokens with what each counts; or groups of alternatives. A group counts as one
                term: the best of its alternatives and a fifth of the others.
            within: Only sentences of the reports with these ids; of all if left out.
            limit: At most so many; a sentence without a match is never among them.
        """
        groups = [group for group in groups_of(terms) if self._stands(group)]
        if not groups or limit < 1 or within == [] or not self._sentences:
            return []
        query = self._query(groups, within)
        depth = limit + _SPARE
        known: dict[_Address, float] = {}
        while True:
            depth = min(depth, self._sentences)
            hits = self._searcher.search(query, depth, count=False).hits
            keys = [_key(address) for _, address in hits]
            known |= {key: self._score(key, groups) for key in keys if key not in known}
            best = sorted(known.values(), reverse=True)[:limit]
            if len(hits) < depth or depth == self._sentences or _ends(hits[-1][0], best, limit):
                break
            depth *= _FARTHER
        bar = best[-1] if best else 0.0
        found = [(-s, self._number(key)) for key, s in known.items() if s >= bar and s > 0]
        return [(number, -s) for s, number in sorted(found)[:limit]]

    def check(self) -> None:
        """Holds the folder against what the file says of every token and of every sentence.

        Raises:
            IndexFault: They differ.
        """
        try:
            agree = self._searcher.num_docs == self._sentences and all(
                self._searcher.doc_freq(field, token) == count
                for token, *counts in self._file.rows("SELECT token, body, context FROM term")
                for field, count in zip(_FIELDS, counts, strict=True)
            )
            hits = self._searcher.search(Query.all_query(), max(self._sentences, 1)).hits
            for _, address in hits:
                self._searcher.doc(address)
        except (OSError, ValueError) as error:
            raise damaged(self._file.path, str(error)) from error
        if not agree:
            raise damaged(self._file.path, "its postings are not those it was made with")

    def _query(self, groups: Sequence[Group], within: Sequence[str] | None) -> Query:
        """The groups as tantivy's query: a wording adds up, a group takes the best of its own."""
        clauses = []
        for group in groups:
            parts = [
                Query.boost_query(self._sum(field, tokens_of(wording)), factor * share)
                for wording, factor in group
                for field, share in zip(_FIELDS, (1.0, Contract.context), strict=True)
                if tokens_of(wording)
            ]
            clauses.append((Occur.Should, Query.disjunction_max_query(parts, Contract.tie)))
        query = Query.boolean_query(clauses)
        if within is None:
            return query
        among = Query.term_set_query(self._schema, "report", list(within))
        return Query.boolean_query(
            [(Occur.Must, Query.const_score_query(among, 0.0)), (Occur.Must, query)]
        )

    def _sum(self, field: str, tokens: Sequence[str]) -> Query:
        if len(tokens) == 1:
            return self._term(field, tokens[0])
        return Query.boolean_query([(Occur.Should, self._term(field, t)) for t in tokens])

    def _term(self, field: str, token: str) -> Query:
        return Query.term_query(self._schema, field, token, "freq")

    def _stands(self, group: Group) -> bool:
        """Whether a token of the group stands anywhere."""
        return any(any(self._counts(t)) for wording, _ in group for t in tokens_of(wording))

    def _score(self, key: _Address, groups: Sequence[Group]) -> float:
        """What the contract gives a sentence."""
        sides = self._document(key)[1]

        def weigh(token: str, context: bool) -> float:
            counts, damped = sides[context]
            count = counts.get(token, 0)
            if not count:
                return 0.0
            return weight_of(rarity(self._sentences, self._counts(token)[context]), count, damped)

        return score(groups, weigh)

    def _number(self, key: _Address) -> int:
        report, place = self._document(key)[0]
        return self._numbers(report).start + place

    def _read_counts(self, token: str) -> tuple[int, int]:
        rows = self._file.rows("SELECT body, context FROM term WHERE token = ?", token)
        return rows[0] if rows else (0, 0)

    def _read_document(self, key: _Address) -> tuple[tuple[str, int], list[Any]]:
        """Where a sentence stands; how often it and its context hold each token, and `damping`."""
        kept = self._searcher.doc(tantivy.DocAddress(*key)).to_dict()
        sides = []
        for field, mean in zip(_FIELDS, self._means, strict=True):
            tokens = kept[field][0].split(" ")
            sides.append((Counter(tokens), damping(round_length(len(tokens)), mean)))
        return (kept["report"][0], kept["place"][0]), sides


def _key(address: tantivy.DocAddress) -> _Address:
    return address.segment_ord, address.doc


def _ends(lowest: float, best: Sequence[float], limit: int) -> bool:
    """Whether what tantivy ranks below its lowest score cannot reach the best ones."""
    return len(best) == limit and lowest * (1 + _SLACK) < best[-1]
