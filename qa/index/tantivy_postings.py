"""The search index of a large corpus: tantivy proposes sentences, the contract scores them.

What was taken out still counts in tantivy's statistics until it merges its segments. A boost puts
the rarity of each token right; how far the mean lengths are off bounds how far the scores are.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import tantivy
from tantivy import Occur, Query

from qa.index.contract import Contract, rarity
from qa.index.parts.numbering import Numbering
from qa.index.parts.totals import TEXTS
from qa.index.proposals.searching import SLACK, ProposedPostings, Sum
from qa.index.sqlite_file import SqliteFile, damaged
from qa.index.tantivy_writing import schema

_Address = tuple[int, int]


class _Statistics(NamedTuple):
    sentences: int
    means: Sequence[float]
    """Tokens of a sentence and of its context."""


class TantivyPostings(ProposedPostings[_Address]):
    """Searches the folder of an index; threads may share it."""

    def __init__(self, file: SqliteFile, folder: Path, numbering: Numbering) -> None:
        """Opens the folder.

        Args:
            file: Of the index.
            folder: The one that it names.
            numbering: Of its sentences.

        Raises:
            IndexFault: It is missing or damaged.
        """
        super().__init__(file, numbering)
        self._schema = schema()
        try:
            index = tantivy.Index.open(str(folder))
            index.config_reader("manual")  # nobody writes here, so nothing needs to be watched
            self._searcher = index.searcher()
        except (OSError, ValueError) as error:
            raise damaged(file.path, str(error)) from error

    def holding(self, tokens: Sequence[str], limit: int) -> tuple[int, list[int]]:
        """As `SearchIndex.holding` says."""
        together = Query.boolean_query([(Occur.Must, self._term("body", t)) for t in tokens])
        # All that hold them are alike: to score each takes as long as to find it.
        found = self._searcher.search(
            Query.const_score_query(together, 0.0), max(limit, 1), count=True
        )
        count: int = found.count  # type: ignore[attr-defined]  # forgotten in its types
        if count > limit:
            return count, []
        pieces = self._read_pieces([at for _, at in found.hits])
        return count, sorted(self._numbering.numbers_of(pieces))

    def check(self) -> None:
        """Holds the folder against what the file says of every token and of every sentence.

        Raises:
            IndexFault: They differ.
        """
        try:
            agree = self._searcher.num_docs == self._sentences and all(
                self._holders(field, token) == count
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

    def _holders(self, field: str, token: str) -> int:
        """How many sentences hold a token."""
        if self._theirs.sentences == self._sentences:
            return self._searcher.doc_freq(field, token)
        found = self._searcher.search(self._term(field, token), 1, count=True)
        return found.count  # type: ignore[attr-defined,no-any-return]  # forgotten in its types

    @cached_property
    def _theirs(self) -> _Statistics:
        """What tantivy's scores rest on."""
        counted, means = self._sentences, dict(zip(TEXTS, self._means, strict=True))
        for field in TEXTS:
            sql = f"SELECT token FROM term WHERE {field} > 0 LIMIT 1"
            for (token,) in self._file.rows(sql):
                query = self._term(field, token)
                at = self._searcher.search(query, 1).hits[0][1]
                told = _figures(json.loads(query.explain(self._searcher, at).to_json()))
                counted, means[field] = int(told["N"]), told["avgdl"]
        return _Statistics(counted, list(means.values()))

    @property
    def _slack(self) -> float:
        ratios = [
            ours / theirs if theirs else 1.0
            for ours, theirs in zip(self._means, self._theirs.means, strict=True)
        ]
        return (1 + SLACK) * max(1.0, *ratios) / min(1.0, *ratios) - 1

    def _query(self, groups: Sequence[Sequence[Sum]], within: Sequence[int] | None) -> Query:
        clauses = [
            (Occur.Should, Query.disjunction_max_query(list(map(self._sum, group)), Contract.tie))
            for group in groups
        ]
        query = Query.boolean_query(clauses)
        if within is None:
            return query
        among = Query.term_set_query(self._schema, "report", within)
        return Query.boolean_query(
            [(Occur.Must, Query.const_score_query(among, 0.0)), (Occur.Must, query)]
        )

    def _ask(self, query: Query, depth: int) -> list[tuple[float, _Address]]:
        hits = self._searcher.search(query, depth, count=False).hits
        return [(scored, (at.segment_ord, at.doc)) for scored, at in hits]

    def _sum(self, one: Sum) -> Query:
        terms = [self._weighed(one.field, token) for token in one.tokens]
        several = Query.boolean_query([(Occur.Should, term) for term in terms])
        return Query.boost_query(several if terms[1:] else terms[0], one.factor)

    def _weighed(self, field: str, token: str) -> Query:
        """A token with the rarity of the contract."""
        counted = self._searcher.doc_freq(field, token)
        if not counted or self._theirs.sentences == self._sentences:
            return self._term(field, token)
        ours = self._rarity(token)[TEXTS.index(field)]
        return Query.boost_query(
            self._term(field, token), ours / rarity(self._theirs.sentences, counted)
        )

    def _term(self, field: str, token: str) -> Query:
        return Query.term_query(self._schema, field, token, "freq")

    def _pieces(self, found: Sequence[_Address]) -> list[int]:
        return self._read_pieces([tantivy.DocAddress(*at) for at in found])

    def _read_pieces(self, addresses: list[tantivy.DocAddress]) -> list[int]:
        pieces = self._searcher.fast_field_values("piece", addresses) if addresses else []
        return [int(piece or 0) for piece in pieces]

    def _find(self, pieces: Sequence[int]) -> list[_Address]:
        query = Query.term_set_query(self._schema, "piece", pieces)
        hits = self._ask(query, max(len(pieces), 1))
        found = [at for _, at in hits]
        places = dict(zip(self._pieces(found), found, strict=True))
        return [places[piece] for piece in pieces]

    def _stored(self, at: _Address) -> tuple[str, str]:
        kept = self._searcher.doc(tantivy.DocAddress(*at)).to_dict()
        return kept["body"][0], kept["context"][0]


def _figures(explained: Mapping[str, Any]) -> dict[str, float]:
    """The figures of an explanation by their symbols."""
    found = {explained["description"].partition(",")[0]: explained["value"]}
    for part in explained.get("details", ()):
        found |= _figures(part)
    return found
