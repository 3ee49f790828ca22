"""Keeping: what is worked out of the data files once, in the user's cache folder."""

from collections.abc import Callable
from contextlib import suppress
from zlib import crc32

from platformdirs import user_cache_path

from qa import files

_KEPT = 8
"""Versions of one thing that stay in the folder."""


def keep(name: str, stamp: str, make: Callable[[], bytes]) -> bytes:
    """What `make` makes, or made before; without a folder to write to it is made each time.

    Args:
        name: Of the thing, as its file begins.
        stamp: Of all that it is made of; another stamp is another file.
        make: Makes it; not called if the folder has it undamaged.
    """
    path = user_cache_path("yinju") / f"{name}-{stamp}"
    with suppress(OSError):
        seal, _, data = path.read_bytes().partition(b"\n")
        if seal == _seal(data):
            return data
    data = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, _seal(data) + b"\n" + data)
        kept = sorted(path.parent.glob(f"{name}-*"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)
    return data


def _seal(data: bytes) -> bytes:
    return b"%08x" % crc32(data)
