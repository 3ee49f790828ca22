"""Cache: what is worked out of the data files once, in the user's cache folder."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from platformdirs import user_cache_path

from qa import files
from qa.resting import collector_at_rest

_KEPT = 8
"""Versions of one thing that stay in the folder."""
_SEAL = 9
"""Bytes before what is kept: its checksum, so that damage shows."""


def keep(name: str, stamp: str, make: Callable[[], bytes]) -> bytes:
    """What `make` makes, or made before; without a folder to write to it is made each time.

    Args:
        name: Of the thing, as its file begins.
        stamp: Of all that it is made of; another stamp is another file.
        make: Makes it; not called if the folder has it undamaged.
    """
    file = f"{name}-{stamp}"
    data = recall(file)
    if data is None:
        with collector_at_rest():
            data = make()
        store(file, data)
        with suppress(OSError):
            kept = sorted(_folder().glob(f"{name}-*"), key=lambda path: path.stat().st_mtime)
            for old in kept[:-_KEPT]:
                old.unlink(missing_ok=True)
    return data


def recall(file: str) -> bytes | None:
    """What was stored under the name of a file, undamaged; None if nothing is."""
    with suppress(OSError):
        with (_folder() / file).open("rb", buffering=0) as stored:
            seal, data = stored.read(_SEAL), stored.readall()
        if seal == _seal(data):
            return data
    return None


def store(file: str, data: bytes) -> None:
    """Keep something under the name of a file, if the folder can be written to."""
    with suppress(OSError):
        _folder().mkdir(parents=True, exist_ok=True)
        files.write(_folder() / file, _seal(data) + data)


def _folder() -> Path:
    return user_cache_path("yinju")


def _seal(data: bytes) -> bytes:
    return b"%08x\n" % crc32(data)
