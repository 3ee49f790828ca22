"""The way to a cluster: hosts, user and certificate, and what to say when it is away."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import opensearchpy
from opensearchpy import OpenSearch

from qa.errors import ClusterFault, SettingsError
from qa.settings import PREFIX, Cluster

_PATIENCE = 60
"""Seconds for an answer."""
_GREETING = 5
"""Seconds for a host to say that it is there."""
_TRIES = 6
"""How often a request is sent, to one host after the other."""
_THREADS = 32
"""Connections that are kept to each host."""
_BUSY = (429, 502, 503, 504)
"""What a cluster says that will do it a moment later."""
_AGAIN = (500, *_BUSY)
"""What is worth asking again: 500 comes once for what a node had begun when it died."""
_DENIED = (401, 403)


def connect(cluster: Cluster) -> OpenSearch:
    """A client of the cluster, which threads may share; nothing is sent yet.

    Raises:
        SettingsError: The file of the password or of the certificate cannot be read.
    """
    # It would write every request that is sent again to stderr, with a traceback.
    logging.getLogger("opensearch").setLevel(logging.CRITICAL)
    if cluster.ca and not cluster.ca.is_file():
        raise SettingsError("cluster_ca: there is no file {path}", path=cluster.ca)
    return OpenSearch(
        hosts=list(cluster.hosts),
        http_auth=(cluster.user, _password(cluster)) if cluster.user else None,
        ca_certs=str(cluster.ca) if cluster.ca else None,
        timeout=_PATIENCE,
        max_retries=_TRIES,
        retry_on_timeout=True,
        retry_on_status=_AGAIN,
        pool_maxsize=_THREADS,
    )


@contextmanager
def reached(cluster: Cluster) -> Iterator[None]:
    """Says in one line what goes wrong with a request inside.

    Raises:
        ClusterFault: The cluster is away, a part of it is, or it refuses.
    """
    hosts = ", ".join(cluster.hosts)
    try:
        yield
    except opensearchpy.SSLError as error:
        raise ClusterFault(
            "the certificate of the cluster {hosts} is not trusted; name the file of the authority"
            " that vouches for it: cluster_ca",
            hosts=hosts,
        ) from error
    except opensearchpy.ConnectionError as error:
        # The last host asked was away; another may have said that only a part of it is.
        raise (incomplete if _answers(cluster) else away)(cluster) from error
    except opensearchpy.TransportError as error:
        if error.status_code in _DENIED:
            raise ClusterFault(
                "the cluster {hosts} does not let user {user} do this; check cluster_user and the"
                " password, in YINJU_CLUSTER_PASSWORD or the file cluster_password_file",
                hosts=hosts,
                user=cluster.user or "-",
            ) from error
        if error.status_code in _BUSY:
            raise incomplete(cluster) from error
        raise ClusterFault(
            "the cluster {hosts} cannot do this ({why}); what is wrong stands in its log",
            hosts=hosts,
            why=f"{error.status_code} {error.error}",
        ) from error


def _answers(cluster: Cluster) -> bool:
    """Whether any host of the cluster is there."""
    return bool(connect(cluster).ping(request_timeout=_GREETING))


def away(cluster: Cluster) -> ClusterFault:
    """The fault of a cluster that does not answer."""
    return ClusterFault(
        "the cluster {hosts} does not answer; start it, name another (cluster_hosts), or do"
        " without: yinju index --force --engine builtin",
        hosts=", ".join(cluster.hosts),
    )


def incomplete(cluster: Cluster) -> ClusterFault:
    """The fault of a cluster of which a part is away."""
    return ClusterFault(
        "a part of the cluster {hosts} is away or too busy, so sentences could be missed; bring it"
        ' back, or take what is there: cluster_partial = "mark"',
        hosts=", ".join(cluster.hosts),
    )


def _password(cluster: Cluster) -> str:
    """The password, which is never among the settings, so that nothing shows it."""
    if given := os.environ.get(f"{PREFIX}CLUSTER_PASSWORD"):
        return given
    if cluster.password_file is None:
        return ""
    try:
        return cluster.password_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "cluster_password_file: cannot read {path} ({why})",
            path=cluster.password_file,
            why=error,
        ) from error
