"""Reading: what a file holds, read in a child of its own with limits on memory and time.

Parsers of hostile files abort their process or never end; only a process can be ended. A file that
is named as plain text needs no parser and is read in place.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from qa.ingestion import recognition
from qa.ingestion.documents import Document, Unreadable, load
from qa.ingestion.readers import text

SECONDS, BYTES_A_SECOND = 15, 250_000
"""How long the processor may work on a file, and for how many bytes one second more."""
SECONDS_OF_SCANS = 900
"""The same where text is recognised, which takes some 10 a page."""
PATIENCE = 4
"""How many times as long that may take by the clock: the machine may have other work."""
_CHILD = "qa.ingestion.child"


def read_document(data: bytes) -> Document:
    """Return what stands in the bytes of a file.

    Raises:
        Unreadable: they are no document, or one that cannot be read within the limits.
    """
    answer = _ask_child(data, SECONDS + len(data) // BYTES_A_SECOND)
    if answer.get("refused") in recognition.SCANS and recognition.is_there():
        answer = _ask_child(data, SECONDS_OF_SCANS, "scan")
    if "document" in answer:
        return load(answer["document"])
    raise Unreadable(answer["refused"], **answer.get("values", {}))


def read_plain(data: bytes) -> Document:
    """Return the text of a file that is named as one.

    Raises:
        Unreadable: it is something else.
    """
    return replace(text.read(data), format="text") if text.accepts(data) else read_document(data)


def _ask_child(data: bytes, limit: int, *how: str) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", _CHILD, str(limit), *how],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            timeout=PATIENCE * limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _too_long(limit)
    if os.name == "posix" and done.returncode == -signal.SIGXCPU:
        return _too_long(limit)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:  # it was ended: by its own library, for memory or for time
        return {"refused": "took-too-much"}
    return answer


def _too_long(limit: int) -> dict[str, Any]:
    return {"refused": "took-too-long", "values": {"limit": limit}}


def environment() -> dict[str, str]:
    """Return the environment of the child: it finds this very package, and starts few threads."""
    here = str(Path(__file__).parents[2])
    found = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": found, "OPENBLAS_NUM_THREADS": "1"}
