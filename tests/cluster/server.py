"""The server for the tests of the cluster: OpenSearch's own zip, by Maven into a cache folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from platformdirs import user_cache_path

VERSION = "2.19.6"
"""The newest that runs on Java 17."""
_ARTIFACT = f"org.opensearch.distribution.integ-test-zip:opensearch:{VERSION}:zip"
_CACHE = user_cache_path("yinju-tests", appauthor=False)
NOBODY = 65534
"""The user it runs as where we are root, as whom it refuses to start."""
_PATIENCE = 240
"""Seconds for 60 MB."""


class NotToBeHad(Exception):
    """What the server needs is not here; the message says what."""


def fetch() -> Path:
    """The zip, fetched if it is not there.

    Raises:
        NotToBeHad: There is no Java, no Maven, or no way to the zip.
    """
    kept = _CACHE / f"opensearch-{VERSION}.zip"
    if not kept.is_file():
        command()
        maven = _found("mvn")
        copy = "org.apache.maven.plugins:maven-dependency-plugin:copy"
        asked = [maven, "-B", "-q", copy, f"-Dartifact={_ARTIFACT}", f"-DoutputDirectory={_CACHE}"]
        try:
            done = subprocess.run(
                asked, check=False, capture_output=True, text=True, timeout=_PATIENCE
            )
        except subprocess.TimeoutExpired:
            raise NotToBeHad(f"Maven brought no {_ARTIFACT} in {_PATIENCE} s") from None
        if done.returncode or not kept.is_file():
            raise NotToBeHad(f"Maven brings no {_ARTIFACT}: {done.stdout.strip()[:200]}")
    return kept


def command() -> list[str]:
    """How to start Java, as a process that ends when we do, however that comes about.

    Raises:
        NotToBeHad: There is none.
    """
    user = str(NOBODY)
    other = ["--reuid", user, "--regid", user, "--clear-groups"] if os.getuid() == 0 else []
    return [_found("setpriv"), *other, "--pdeathsig", "KILL", _found("java")]


def _found(program: str) -> str:
    path = shutil.which(program)
    if not path:
        raise NotToBeHad(f"there is no {program} here")
    return path


if __name__ == "__main__":
    try:
        print(fetch().name)
    except NotToBeHad as reason:
        sys.exit(f"{reason}: the tests of the cluster skip")
