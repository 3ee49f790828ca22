"""A node dies and comes back while questions are asked: no error, no other answer."""

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from qa.engine import Engine
from qa.errors import ClusterFault
from qa.index.protocol import Group
from qa.index.sqlite import Index
from qa.model import Question
from qa.settings import Settings
from tests.cluster.conftest import At
from tests.cluster.nodes import NODES, Nodes
from tests.cluster.test_equality import build
from tests.qa.index.test_engines import questions, repeated

ASKERS = 3
ENOUGH = 60
"""Answers in each state of the cluster."""
ASKED = "how many legal advisers does 云乐镇 have"
PATIENCE = 300
"""Seconds; a cap, not a measure."""


class Asker:
    """Asks again and again until it is told to end, and holds what comes against what must."""

    def __init__(self, index: Index, asked: Sequence[list[Group]]) -> None:
        self.asked = [(groups, index.postings.search(groups, None, 10)) for groups in asked]
        self.postings, self.ended, self.count = index.postings, Event(), 0

    def run(self, seed: int) -> None:
        draw = random.Random(seed)
        while not self.ended.is_set():
            groups, found = draw.choice(self.asked)
            assert self.postings.search(groups, None, 10) == found
            self.count += 1

    def wait(self, running: Sequence[Future[None]]) -> None:
        """Waits for so many more answers, or for the first asker that ends."""
        goal, quiet = self.count + ENOUGH, Event()
        for _ in range(PATIENCE * 20):
            if self.count >= goal or any(one.done() for one in running):
                break
            quiet.wait(0.05)
        assert self.count >= goal, [str(one.exception()) for one in running if one.done()]


@pytest.fixture(scope="module")
def replicated(tmp_path_factory: pytest.TempPathFactory, at: At) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("replicated") / "x"
    with build(path, repeated(2), at(shards=3, replicas=1)) as index:
        yield index


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, at: At) -> Settings:
    """Of an index of which each shard is on one node only."""
    path = tmp_path_factory.mktemp("alone") / "x"
    cluster = at(shards=3, replicas=0)
    settings = Settings(index=path, engine="opensearch", cluster=cluster, semantic=False)
    Engine.open(settings).close()
    return settings


def test_a_node_dies_and_comes_back(nodes: Nodes, replicated: Index, alone: Settings) -> None:
    nodes.wait()
    asker = Asker(replicated, questions(replicated)[:40])
    marking = replace(alone, cluster=replace(alone.cluster, partial="mark"))
    with (
        Engine.open(alone) as refusing,
        Engine.open(marking) as marking_engine,
        ThreadPoolExecutor(ASKERS) as threads,
    ):
        whole = refusing.ask(Question(ASKED))
        assert marking_engine.ask(Question(ASKED)) == whole
        running = [threads.submit(asker.run, seed) for seed in range(ASKERS)]
        try:
            asker.wait(running)
            nodes.each[1].kill()
            asker.wait(running)
            nodes.wait("red", NODES - 1)
            with pytest.raises(ClusterFault, match=r"a part of the cluster .* is away"):
                refusing.ask(Question("云乐镇有多少名人民调解员"))
            marked = marking_engine.ask(Question("云乐镇有多少名人民调解员"))
            assert "集群有一部分不在:那里的句子没有查到" in marked.notes
            nodes.each[1].start()
            nodes.wait()
            asker.wait(running)
        finally:
            asker.ended.set()
        for one in running:
            one.result(PATIENCE)
        assert refusing.ask(Question(ASKED)) == whole
        assert marking_engine.ask(Question(ASKED)) == whole
