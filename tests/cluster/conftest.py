"""The nodes that the tests of the cluster share, started when the first of them asks."""

from collections.abc import Callable, Iterator

import pytest

from qa.settings import Cluster
from tests.cluster.nodes import Nodes, started
from tests.cluster.server import NotToBeHad
from tests.qa.index.test_engines import yardstick as yardstick  # what all engines are held against

At = Callable[..., Cluster]


@pytest.fixture(scope="session")
def nodes() -> Iterator[Nodes]:
    try:
        with started() as nodes:
            yield nodes
    except NotToBeHad as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def at(nodes: Nodes) -> At:
    """Makes the setting of the cluster from what is to differ from the default."""
    return lambda **other: Cluster(hosts=nodes.hosts, **other)
