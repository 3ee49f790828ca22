"""The indices of a cluster: one for each time that the file of an index was written.

The file names its own, which never changes: who reads an old file reads on in the index of that
time. An alias that goes by the place of the file leads to the newest. The one before it is kept
until the next is made.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from platform import node
from time import time_ns

from opensearchpy import OpenSearch, OpenSearchException

from qa.files import is_alive
from qa.index.cluster.connection import connect, reached
from qa.index.cluster.contract import PREFIX, template
from qa.settings import Cluster

_DRAFT = "-draft"


def alias_of(path: Path) -> str:
    """The alias that leads to the newest index of a file, here and on no other machine."""
    place = f"{node()}\0".encode() + os.fsencode(path.resolve())
    return f"{PREFIX}-{sha256(place).hexdigest()[:12]}"


def draft_of(name: str) -> str:
    """The name of an index that is needed but while the one with this name is made."""
    return f"{name}{_DRAFT}"


@contextmanager
def new_index(cluster: Cluster, path: Path, kept: str | None) -> Iterator[tuple[OpenSearch, str]]:
    """A client and the name of an index that is about to be made for the file at `path`.

    If all goes well the alias leads to it, else it is removed.

    Args:
        cluster: Where it is made.
        path: Of the file.
        kept: The index of the file that stands there; what is older is removed.

    Raises:
        ClusterFault: The cluster is away or refuses.
    """
    client, alias = connect(cluster), alias_of(path)
    name = f"{alias}-{os.getpid()}-{time_ns()}"
    with reached(cluster):
        _clear(client, alias, kept)
        client.indices.put_index_template(name=PREFIX, body=template())
    try:
        yield client, name
    except BaseException:
        with suppress(OpenSearchException):  # what was wrong first is what is told
            client.indices.delete(index=f"{name},{draft_of(name)}", ignore_unavailable=True)
        raise
    with reached(cluster):
        _switch(client, alias, name)


def _switch(client: OpenSearch, alias: str, name: str) -> None:
    """Leads the alias to this index, from one moment to the next."""
    moves = [{"remove": {"index": f"{alias}-*", "alias": alias, "must_exist": False}}]
    client.indices.update_aliases(
        body={"actions": [*moves, {"add": {"index": name, "alias": alias}}]}
    )


def _clear(client: OpenSearch, alias: str, kept: str | None) -> None:
    """Removes the indices that neither file nor alias names any more and nobody fills."""
    for name, told in client.indices.get(index=f"{alias}-*").items():
        process = int(name.removeprefix(f"{alias}-").partition("-")[0])
        is_left = process == os.getpid() or not is_alive(process)
        if is_left and name != kept and alias not in told["aliases"]:
            client.indices.delete(index=name, ignore_unavailable=True)
