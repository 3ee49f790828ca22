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
from qa.index.protocol import Found
from qa.index.sqlite_writing import insert
from qa.settings import Cluster

_BATCH = 1000
"""Sentences that are sent together, about a megabyte."""
_TRIES = 8
"""How often sentences are sent that the cluster is too busy for, each time after a longer pause."""
_MERGING = 3600
"""Seconds that tidying the index may take."""


class OpenSearchWriter:
    """Hands sentences on to the cluster as they come."""

    def __init__(self, cluster: Cluster, client: OpenSearch, index: str) -> None:
        """Fills this index, which is there."""
        self._cluster, self._client, self._index = cluster, client, index
        self._waiting: list[dict[str, Any]] = []

    def add(self, key: int, found: Sequence[Found]) -> None:
        """As `PostingsWriter.add` says.

        Raises:
            ClusterFault: The cluster takes no more.
        """
        for sentence in found:
            sent = document(key, sentence)
            self._waiting.append({"_op_type": "create", "_id": str(sent["piece"]), **sent})
        if len(self._waiting) >= _BATCH:
            self._send()

    def remove(self, key: int, found: Sequence[Found]) -> None:
        """Takes nothing out: what is deleted would count in the scores until it is merged away.

        Raises:
            IndexFault: Always, unless the report had no sentences; the index is to be made anew.
        """
        del key
        if found:
            raise IndexFault("nothing is taken out of an index in a cluster; make it anew")

    def finish(self, file: sqlite3.Connection) -> None:
        """Sends the rest, readies the index to be asked, and names it in the file."""
        self._send()
        with reached(self._cluster):
            self._client.indices.refresh(index=self._index)
            self._client.indices.forcemerge(
                index=self._index, max_num_segments=1, request_timeout=_MERGING
            )
            # It stays as it is from now on, so that another may begin as its copy.
            ready = {"number_of_replicas": self._cluster.replicas, "blocks.write": True}
            self._client.indices.put_settings(index=self._index, body={"index": ready})
        file.execute("DELETE FROM meta WHERE key = ?", (CLUSTER_INDEX,))
        insert(file, "meta", [(CLUSTER_INDEX, self._index)])

    def _send(self) -> None:
        with reached(self._cluster):
            _, errors = bulk(
                self._client,
                self._waiting,
                index=self._index,
                chunk_size=_BATCH,
                max_retries=_TRIES,
                initial_backoff=0.5,
                raise_on_error=False,
            )
        self._waiting.clear()
        # What is sent again because no answer came may be there already.
        lost = [one for one in errors if one["create"]["status"] != HTTPStatus.CONFLICT]
        if lost:
            raise ClusterFault(
                "sentences that the cluster {hosts} did not take: {count}; what is wrong stands in"
                " its log",
                hosts=", ".join(self._cluster.hosts),
                count=len(lost),
            )
