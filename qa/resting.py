"""Resting: no cycles are looked for while much is made that lives on until it is told."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Lets the collector of cycles rest, a third of a long survey, if it is not at rest already."""
    works = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if works:
            gc.enable()
