"""The search for garbage: put off while the program loads, and kept out of what was loaded.

Loading leaves none, and yet looking for it takes a sixth of the time to the first paint; looking
through all that was loaded would hold an answer up for 100 ms.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def put_off() -> None:
    """Look for no garbage from now on."""
    gc.disable()


def take_up() -> None:
    """Look for garbage again if that was put off, but only in what comes from now on."""
    if gc.get_freeze_count() or not gc.isenabled():
        gc.freeze()
        gc.enable()


@contextmanager
def resting() -> Iterator[None]:
    """Look for no garbage meanwhile, and in nothing of what comes about meanwhile later on."""
    if not gc.get_freeze_count():
        yield
        return
    put_off()
    try:
        yield
    finally:
        take_up()
