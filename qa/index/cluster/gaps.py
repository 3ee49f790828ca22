"""Whether a part of a cluster was away while an answer was looked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Gaps:
    """What was met while one question was answered."""

    met: bool = False
    """Whether a part was away."""


_WATCH: ContextVar[Gaps | None] = ContextVar("gaps", default=None)


@contextmanager
def watched() -> Iterator[Gaps]:
    """Takes note of gaps from now on; who opens this marks what was found in spite of them."""
    gaps = Gaps()
    token = _WATCH.set(gaps)
    try:
        yield gaps
    finally:
        _WATCH.reset(token)


def note() -> bool:
    """Takes note that a part is away; False if nobody would mark what is found."""
    gaps = _WATCH.get()
    if gaps:
        gaps.met = True
    return gaps is not None
