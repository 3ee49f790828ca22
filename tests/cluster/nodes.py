"""A cluster of OpenSearch on this machine: processes on loopback that end with who started them.

    python -m tests.cluster.nodes

starts three, says where they listen, and ends them when it is interrupted.
"""

import json
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import chown
from signal import pause
from urllib.request import urlopen
from zipfile import ZipFile

from tests.cluster.server import NOBODY, command, fetch

NODES = 3
_HEAP = ("-Xms256m", "-Xmx384m")
_PATIENCE = 400
"""Seconds in which the nodes must have found each other; they need some 10 on two idle cores."""


@dataclass
class Node:
    """A process of the cluster."""

    command: list[str]
    folder: Path
    port: int
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def host(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it; `Nodes.wait` tells when it is there."""
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    @property
    def runs(self) -> bool:
        """Whether it has been started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """Ends it at once, as a power cut does."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@dataclass(frozen=True)
class Nodes:
    """The nodes of a cluster, all started."""

    each: list[Node]

    @property
    def hosts(self) -> tuple[str, ...]:
        """Where they listen."""
        return tuple(node.host for node in self.each)

    def wait(self, status: str = "green", nodes: int = NODES) -> None:
        """Waits until so many nodes are there and all shards have this status or a better one.

        Raises:
            TimeoutError: They do not come.
        """
        end = time.monotonic() + _PATIENCE
        asked = f"_cluster/health?wait_for_status={status}&wait_for_nodes={nodes}&timeout=10s"
        asked += "&wait_for_no_relocating_shards=true"
        while time.monotonic() < end and sum(node.runs for node in self.each) >= nodes:
            for host in self.hosts:
                with suppress(OSError), urlopen(f"{host}/{asked}", timeout=15) as answer:
                    if not json.load(answer)["timed_out"]:
                        return
            time.sleep(0.2)
        raise TimeoutError("\n".join(_last_words(node) for node in self.each))


@contextmanager
def started(count: int = NODES) -> Iterator[Nodes]:
    """A cluster that is ready, and that is ended with all its data.

    Raises:
        NotToBeHad: The server cannot be had.
    """
    archive, java = fetch(), command()
    with tempfile.TemporaryDirectory(prefix="yinju-cluster-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with ZipFile(archive) as zipped:
            zipped.extractall(folder)
        (home,) = folder.glob("opensearch-*")
        ports = _free_ports(2 * count)
        nodes = Nodes(
            [_node(java, home, folder / f"node-{i}", ports[i], ports[count:]) for i in range(count)]
        )
        try:
            for node in nodes.each:
                node.start()
            nodes.wait(nodes=count)
            yield nodes
        finally:
            for node in nodes.each:
                node.kill()


def _node(java: list[str], home: Path, folder: Path, port: int, among: list[int]) -> Node:
    config = folder / "config"
    config.mkdir(parents=True)
    settings = _settings(folder, port, among)
    (config / "opensearch.yml").write_text(json.dumps(settings))  # JSON is YAML
    (config / "log4j2.properties").write_text((home / "config" / "log4j2.properties").read_text())
    for path in (folder.parent / "backups", folder / "tmp"):
        path.mkdir(exist_ok=True)
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*"), folder.parent / "backups"):
            chown(path, NOBODY, NOBODY)
    return Node(_start(java, home, folder), folder, port)


def _settings(folder: Path, port: int, among: list[int]) -> dict[str, object]:
    return {
        "cluster.name": "yinju-tests",
        "node.name": folder.name,
        "network.host": "127.0.0.1",
        "http.port": port,
        "transport.port": among[int(folder.name.rpartition("-")[2])],
        "discovery.seed_hosts": [f"127.0.0.1:{one}" for one in among],
        "cluster.initial_cluster_manager_nodes": [f"node-{i}" for i in range(len(among))],
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
        "path.repo": [str(folder.parent / "backups")],
    }


def _start(java: list[str], home: Path, folder: Path) -> list[str]:
    return [
        *java,
        *_HEAP,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",  # to compile better takes longer than the tests
        f"-Djava.io.tmpdir={folder / 'tmp'}",
        "-Djava.security.manager=allow",
        "-Dlog4j2.disable.jmx=true",
        f"-Dopensearch.path.home={home}",
        f"-Dopensearch.path.conf={folder / 'config'}",
        "-cp",
        f"{home}/lib/*",
        "org.opensearch.bootstrap.OpenSearch",
    ]


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        free = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in free]


def _last_words(node: Node) -> str:
    return (node.folder / "output").read_text(errors="replace")[-2000:]


if __name__ == "__main__":
    with suppress(KeyboardInterrupt), started() as cluster:
        print(*cluster.hosts, sep="\n", flush=True)
        pause()
