"""Reading: what a file holds, read in a child of its own with limits on memory and time.

Libraries over hostile files abort their process or never end; only a process can be ended. Plain
text needs no library and is read in place.
"""

import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from qa.ingestion.documents import Document, Unreadable, load
from qa.ingestion.readers import GROUP, text

SECONDS, BYTES_A_SECOND = 15, 250_000
"""How long reading may take, and for how many bytes one second more."""
_LIGHT = ("unread", "csv", "markdown", "text")
_CHILD = "qa.ingestion.child"


def read_document(data: bytes) -> Document:
    """Return what stands in the bytes of a file.

    Raises:
        Unreadable: they are no document, or one that cannot be read within the limits.
    """
    if text.accepts(data) and not entry_points(group=GROUP):
        from qa.ingestion import readers

        return readers.read(data, _LIGHT)
    answer = _ask_child(data)
    if "document" in answer:
        return load(answer["document"])
    raise Unreadable(answer["refused"], **answer.get("values", {}))


def read_plain(data: bytes) -> Document:
    """Return the text of a file that is named as one.

    Raises:
        Unreadable: it is something else.
    """
    return replace(text.read(data), format="text") if text.accepts(data) else read_document(data)


def _ask_child(data: bytes) -> dict[str, Any]:
    limit = SECONDS + len(data) // BYTES_A_SECOND
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", _CHILD],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "took-too-long", "values": {"limit": limit}}
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:  # it was ended: by its own library, for memory or for time
        return {"refused": "took-too-much"}
    return answer


def _environment() -> dict[str, str]:
    """Return the environment of the child: it finds this very package, and starts few threads."""
    here = str(Path(__file__).parents[2])
    found = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": found, "OPENBLAS_NUM_THREADS": "1"}
