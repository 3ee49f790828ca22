"""Loading the postings of a corpus into an index of a cluster, many sentences at a time."""

import sqlite3
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.helpers import bulk

from qa.errors import ClusterFault, IndexFault
from qa.index.cluster.connection import reached
from qa.index.cluster.contract import CLUSTER_INDEX, document
from qa.index.cluster.names import draft_of
from qa.index.parts.numbering import PLACES
from qa.index.protocol import Found
from qa.index.sqlite_writing import insert
from qa.settings import Cluster

_BATCH = 1000
"""Sentences that are sent together, about a megabyte."""
_TRIES = 8
"""How often sentences are sent that the cluster is too busy for, each time after a longer pause."""
_MERGING = 3600
"""Seconds that tidying the index may take."""
_FILLING = {"number_of_replicas": 0, "refresh_interval": -1, "blocks.write": False}
"""How an index is set while it is filled."""


class OpenSearchWriter:
    """Hands sentences on to the cluster as they come, once it knows which go."""

    def __init__(
        self, cluster: Cluster, client: OpenSearch, index: str, before: str | None = None
    ) -> None:
        """Makes and fills an index.

        Args:
            cluster: Where it is made.
            client: Of the cluster.
            index: The name of the new one.
            before: One that stays as it is and whose sentences the new one has, but for those that
                go; it begins empty if left out.
        """
        self._cluster, self._client, self._index = cluster, client, index
        self._before, self._is_made = before, False
        self._waiting: list[dict[str, Any]] = []
        self._going: list[int] = []

    def add(self, key: int, found: Sequence[Found]) -> None:
        """As `PostingsWriter.add` says.

        Raises:
            ClusterFault: The cluster takes no more.
        """
        self._make()
        for sentence in found:
            sent = document(key, sentence)
            self._waiting.append({"_op_type": "create", "_id": str(sent["piece"]), **sent})
        if len(self._waiting) >= _BATCH:
            self._send()

    def remove(self, key: int, found: Sequence[Found]) -> None:
        """As `PostingsWriter.remove` says; no sentence may have been added yet."""
        self._going += (key * PLACES + sentence.place for sentence in found)

    def finish(self, file: sqlite3.Connection) -> None:
        """Sends the rest, readies the index to be asked, and names it in the file.

        Raises:
            IndexFault: What was taken out would go on counting in the scores.
        """
        self._make()
        self._send()
        with reached(self._cluster):
            self._client.indices.refresh(index=self._index)
            self._client.indices.forcemerge(
                index=self._index, max_num_segments=1, request_timeout=_MERGING
            )
            # It stays as it is from now on, so that another may begin as its copy.
            ready = {"number_of_replicas": self._cluster.replicas, "blocks.write": True}
            self._client.indices.put_settings(index=self._index, body={"index": ready})
            told = self._client.indices.stats(index=self._index, metric="docs")
        if told["_all"]["primaries"]["docs"]["deleted"]:
            raise IndexFault("the cluster keeps what was taken out of its index; make it anew")
        file.execute("DELETE FROM meta WHERE key = ?", (CLUSTER_INDEX,))
        insert(file, "meta", [(CLUSTER_INDEX, self._index)])

    def _make(self) -> None:
        """Makes the index, if it is not there, without the sentences that go.

        A shard keeps deleted sentences for a while, but a copy of it has no use for them: they are
        taken out of a draft, and what the shards of its copy merge is without them.
        """
        if self._is_made:
            return
        self._is_made = True
        with reached(self._cluster):
            if self._before is None:
                parts = {"number_of_shards": self._cluster.shards}
                settings = {"settings": _FILLING | parts}
                self._client.indices.create(index=self._index, body=settings)
            elif not self._going:
                self._copy(self._before, self._index)
        if self._before is not None and self._going:
            self._make_without(self._before, draft_of(self._index))

    def _make_without(self, before: str, draft: str) -> None:
        """Makes the index as a copy of a draft that the sentences which go are taken out of."""
        with reached(self._cluster):
            self._copy(before, draft)
        self._bulk([{"_op_type": "delete", "_id": str(piece)} for piece in self._going], draft)
        with reached(self._cluster):
            self._client.indices.put_settings(index=draft, body={"index": {"blocks.write": True}})
            self._copy(draft, self._index)
            self._client.indices.delete(index=draft)

    def _copy(self, one: str, other: str) -> None:
        self._client.indices.clone(index=one, target=other, body={"settings": _FILLING})

    def _send(self) -> None:
        self._bulk(self._waiting, self._index)
        self._waiting.clear()

    def _bulk(self, actions: Sequence[dict[str, Any]], index: str) -> None:
        with reached(self._cluster):
            _, errors = bulk(
                self._client,
                actions,
                index=index,
                chunk_size=_BATCH,
                max_retries=_TRIES,
                initial_backoff=0.5,
                raise_on_error=False,
            )
        # What is sent again because no answer came may be there, or gone, already.
        done = (HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND)
        lost = [told for one in errors for told in one.values() if told["status"] not in done]
        if lost:
            raise ClusterFault(
                "sentences that the cluster {hosts} did not take: {count}; what is wrong stands in"
                " its log",
                hosts=", ".join(self._cluster.hosts),
                count=len(lost),
            )
