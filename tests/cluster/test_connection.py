"""Hosts, user, password and certificate, and what is said when the cluster is not to be reached."""

import json
import shutil
import socket
import ssl
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from qa.errors import ClusterFault, SettingsError
from qa.index.cluster.connection import connect, reached
from qa.settings import Cluster
from tests.conftest import Command

SECRET = "open sesame"
VARIABLE = "YINJU_CLUSTER_PASSWORD"


class Guarded(BaseHTTPRequestHandler):
    """Says who it is to one user, as every node does when it is asked for `/`."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        known = b64encode(f"asker:{SECRET}".encode()).decode()
        allowed = self.headers["Authorization"] == f"Basic {known}"
        said = {"version": {"number": "2.19.6"}} if allowed else {"error": "Unauthorized"}
        body = json.dumps(said).encode()
        self.send_response(200 if allowed else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("there is no openssl here")
    folder = tmp_path_factory.mktemp("certificate")
    own, key = folder / "own.pem", folder / "key.pem"
    asked = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    names = ("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    made = [openssl, *asked.split(), *names, "-keyout", str(key), "-out", str(own)]
    subprocess.run(made, check=True, capture_output=True)
    return own, key


@pytest.fixture(scope="module")
def guarded(certificate: tuple[Path, Path]) -> Iterator[Cluster]:
    """What asks a node that wants TLS and a user; the password is still to be named."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with HTTPServer(("127.0.0.1", 0), Guarded) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        host = f"https://127.0.0.1:{server.server_port}"
        yield Cluster(hosts=(host,), user="asker", ca=certificate[0])
        server.shutdown()
        thread.join()


def version(cluster: Cluster) -> str:
    client = connect(cluster)
    try:
        with reached(cluster):
            return str(client.info()["version"]["number"])
    finally:
        client.close()


def test_the_password_comes_from_the_environment(
    guarded: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    assert version(guarded) == "2.19.6"


def test_the_password_comes_from_a_file(guarded: Cluster, tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text(f"{SECRET}\n")
    assert version(replace(guarded, password_file=path)) == "2.19.6"
    with pytest.raises(SettingsError, match="cluster_password_file: cannot read"):
        version(replace(guarded, password_file=tmp_path / "none"))


def test_a_wrong_password_is_told_and_not_shown(
    guarded: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "guessed")
    with pytest.raises(ClusterFault, match="does not let user asker do this") as caught:
        version(guarded)
    assert "guessed" not in str(caught.value)


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    guarded: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    with pytest.raises(ClusterFault, match="not trusted; name the file of the authority"):
        version(replace(guarded, ca=None))
    with pytest.raises(SettingsError, match="cluster_ca: there is no file"):
        version(replace(guarded, ca=tmp_path / "none"))


@pytest.mark.parametrize(
    ("lang", "told"), [("zh", "没有应答;请启动它"), ("en", "does not answer; start it")]
)
def test_a_cluster_that_is_away_is_told_in_one_line(
    yinju: Command, tmp_path: Path, lang: str, told: str
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # and never listens
        hosts = f"http://127.0.0.1:{free.getsockname()[1]}"
        (tmp_path / "yinju.toml").write_text(
            f'engine = "opensearch"\nindex = "x"\ncluster_hosts = "{hosts}"\n'
        )
        done = yinju("--lang", lang, "ask", "云乐镇有几名法律顾问")
    assert (done.code, done.out) == (3, "")
    last = done.err.splitlines()[-1]
    assert told in last
    assert hosts in last
    assert not (tmp_path / "x").exists()


def test_no_command_shows_the_password(
    yinju: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    monkeypatch.setenv("YINJU_ENGINE", "opensearch")
    monkeypatch.setenv("YINJU_CLUSTER_USER", "asker")
    done = yinju("doctor", "--lang", "en")
    assert "cluster_user = asker  (YINJU_CLUSTER_USER)" in done.out
    assert "cluster_hosts = http://localhost:9200  (default)" in done.out
    assert SECRET not in done.out + done.err

    monkeypatch.setenv("YINJU_CLUSTER_HOSTS", f"https://asker:{SECRET}@a:9200")
    refused = yinju("doctor", "--lang", "en")
    assert (refused.code, refused.out) == (2, "")
    assert "name the user as cluster_user" in refused.err
    assert SECRET not in refused.err
