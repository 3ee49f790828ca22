"""The search index of a corpus in a cluster: OpenSearch proposes sentences, the contract scores."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import opensearchpy
from opensearchpy.helpers import scan

from qa.errors import IndexFault
from qa.index.cluster import gaps
from qa.index.cluster.connection import connect, incomplete, reached
from qa.index.cluster.contract import STORED, name_of, scale
from qa.index.contract import Contract
from qa.index.parts.numbering import Numbering
from qa.index.parts.totals import TEXTS
from qa.index.proposals.searching import ProposedPostings, Sum
from qa.index.sqlite_file import SqliteFile, damaged
from qa.settings import Cluster

_MARK = "mark"
"""What the setting says of a cluster whose parts may be away."""
_WITH_TEXTS = 400
"""Hits up to which their tokens come with them, a kilobyte each."""
_KEPT = 8192
"""Sentences whose tokens are kept at most."""


class OpenSearchPostings(ProposedPostings[int]):
    """Searches the index that the file of an index names; threads may share it."""

    _spare = 56  # another request costs more than some hits

    def __init__(
        self, file: SqliteFile, index: str, numbering: Numbering, cluster: Cluster
    ) -> None:
        """Looks whether the cluster has the index.

        Args:
            file: Of the index.
            index: The one of the cluster that it names.
            numbering: Of its sentences.
            cluster: Where it is.

        Raises:
            ClusterFault: The cluster is away or refuses.
            IndexFault: It has no such index any more.
        """
        super().__init__(file, numbering)
        self._cluster, self._index = cluster, index
        self._client = connect(cluster)
        with reached(cluster):
            self._scale = scale(self._client.info()["version"]["number"])
            found = self._client.indices.exists(index=index)
        if not found:
            raise self._lost()
        self._held: dict[int, tuple[str, str]] = {}

    def holding(self, tokens: Sequence[str], limit: int) -> tuple[int, list[int]]:
        """As `SearchIndex.holding` says."""
        query = {"bool": {"filter": [_term("body", token) for token in tokens]}}
        size = min(limit, self._sentences)
        found = self._send(query, size, sort=["_doc"], track_total_hits=True)
        count: int = found["total"]["value"]
        held = [_piece(hit) for hit in found["hits"]]
        return count, sorted(self._numbers_of(held)) if count <= limit else []

    def check(self) -> None:
        """Counts the tokens of all sentences anew and holds them against what the file says.

        Raises:
            ClusterFault: The cluster, or a part of it, is away.
            IndexFault: They differ.
        """
        counts = [Counter[str]() for _ in TEXTS]
        asked = {"query": {"match_all": {}}, "stored_fields": [STORED], "size": 1000}
        with reached(self._cluster):
            count = 0
            for hit in scan(self._client, asked, index=self._index):
                count += 1
                for found, text in zip(counts, hit["fields"][STORED], strict=True):
                    found.update(set(text.split(" ")) - {""})
        rows = self._file.rows("SELECT token, body, context FROM term")
        stated = [Counter({row[0]: row[i] for row in rows if row[i]}) for i in (1, 2)]
        if count != self._sentences or stated != counts:
            raise damaged(self._file.path, "its postings are not those it was made with")

    def _query(
        self, groups: Sequence[Sequence[Sum]], within: Sequence[int] | None
    ) -> dict[str, Any]:
        clauses = [
            {"dis_max": {"tie_breaker": Contract.tie, "queries": list(map(_sum, group))}}
            for group in groups
        ]
        query: dict[str, Any] = {"should": clauses, "minimum_should_match": 1}
        if within is not None:
            query["filter"] = {"terms": {"report": within}}
        return {"bool": query}

    def _ask(self, query: Any, depth: int) -> list[tuple[float, int]]:
        wanted = {"stored_fields": [STORED]} if depth <= _WITH_TEXTS else {}
        found = self._send(query, depth, **wanted)
        for hit in found["hits"] if wanted else ():
            self._hold(hit)
        return [(hit["_score"] * self._scale, _piece(hit)) for hit in found["hits"]]

    def _pieces(self, found: Sequence[int]) -> list[int]:
        return list(found)

    def _find(self, pieces: Sequence[int]) -> list[int]:
        return list(pieces)

    def _prepare(self, found: Sequence[int]) -> None:
        missing = [piece for piece in found if piece not in self._held]
        if missing:
            query = {"ids": {"values": list(map(str, missing))}}
            for hit in self._send(query, len(missing), stored_fields=[STORED])["hits"]:
                self._hold(hit)

    def _stored(self, at: int) -> tuple[str, str]:
        if at not in self._held:
            self._prepare([at])
        try:
            return self._held[at]
        except KeyError:  # its part of the cluster has gone since it was found
            raise incomplete(self._cluster) from None

    def _hold(self, hit: Any) -> None:
        if len(self._held) >= _KEPT:
            self._held.clear()
        body, context = hit["fields"][STORED]
        self._held[_piece(hit)] = body, context

    def _send(self, query: dict[str, Any], size: int, **more: object) -> Any:
        """What the cluster finds, with the counts of all its shards taken together."""
        marks = self._cluster.partial == _MARK
        asked = {
            "query": query,
            "size": size,
            "docvalue_fields": ["piece"],
            "stored_fields": "_none_",
            "track_total_hits": False,
        }
        with reached(self._cluster):
            try:
                found = self._client.search(
                    index=self._index,
                    body={**asked, **more},
                    search_type="dfs_query_then_fetch",
                    allow_partial_search_results=marks,
                )
            except opensearchpy.NotFoundError as error:
                raise self._lost() from error
        shards = found["_shards"]  # one without a node has not failed
        is_whole = shards["successful"] == shards["total"] and not found["timed_out"]
        if not (is_whole or gaps.note()):
            raise incomplete(self._cluster)
        return found["hits"]

    def _lost(self) -> IndexFault:
        return IndexFault(
            "the postings of the index {path} are not in the cluster {hosts} any more; make it"
            " anew with `yinju index`",
            path=self._file.path,
            hosts=", ".join(self._cluster.hosts),
        )


def _sum(one: Sum) -> dict[str, Any]:
    if len(one.tokens) == 1:
        return _term(one.field, one.tokens[0], one.factor)
    terms = [_term(one.field, token) for token in one.tokens]
    return {"bool": {"should": terms, "boost": one.factor}}


def _term(field: str, token: str, boost: float = 1.0) -> dict[str, Any]:
    return {"term": {field: {"value": name_of(token), "boost": boost}}}


def _piece(hit: Any) -> int:
    return int(hit["fields"]["piece"][0])
