"""Compiled patterns, kept between processes: compiling takes a quarter of the time of a question.

What `re` makes of a pattern rests on its text, its flags and the version of Python alone. It is
kept under these, so that a pattern that is edited is another one. `re` has no public door for this:
a Python that is not known to have this one compiles in each process, and so does one that can keep
nothing.
"""

import atexit
import json
import re
import sys
from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from qa import cache

_IS_KNOWN = sys.implementation.name == "cpython" and sys.version_info < (3, 14)
_NAME = f"patterns-{sys.implementation.cache_tag}-{crc32((sys.version + sys.byteorder).encode()):x}"
_MOST = 2000
"""Programs that are kept; of more, those that the last process asked for."""


class Program(NamedTuple):
    """What `re` tells its matcher of a pattern."""

    flags: int
    groups: int
    names: dict[str, int]
    code: "array[int]"


def compile_pattern(source: str, flags: int = 0, glances: bool = False) -> re.Pattern[str]:
    """What `re.compile` gives.

    Args:
        source: As for `re.compile`, and so is the next.
        flags: Of the pattern.
        glances: Whether it gets those of `qa.language.glances`, with which it matches the same:
            for patterns of many alternatives that read whole reports.

    Raises:
        re.error: It is no regular expression.
    """
    if not _IS_KNOWN:
        return re.compile(source, flags)
    return _programs().compile(source, flags, glances)


class Programs:
    """The programs of patterns, by their flags and text."""

    def __init__(self, data: bytes = b"") -> None:
        """Takes what `dump` gave."""
        self._kept = dict(_load(data)) if data else {}
        self._asked: dict[str, Program] = {}

    def compile(self, source: str, flags: int, glances: bool = False) -> re.Pattern[str]:
        """As `compile_pattern` says."""
        key = f"{flags:d}{'+' * glances} {source}"
        program = self._kept.get(key) or _make(source, flags, glances)
        self._asked[key] = program
        return _revive(source, program)

    @property
    def has_grown(self) -> bool:
        """Whether any were made that were not kept before."""
        return not self._asked.keys() <= self._kept.keys()

    def dump(self) -> bytes:
        """All of them; a line of JSON, then the code of one after the other."""
        programs = self._kept | self._asked
        if len(programs) > _MOST:
            programs = self._asked
        heads = {key: (*program[:3], len(program.code)) for key, program in programs.items()}
        codes = b"".join(program.code.tobytes() for program in programs.values())
        return json.dumps(heads).encode() + b"\n" + codes


@lru_cache(1)
def _programs() -> Programs:
    programs = Programs(cache.recall(_NAME) or b"")

    def keep() -> None:
        if programs.has_grown:
            cache.store(_NAME, programs.dump())

    atexit.register(keep)
    return programs


def _load(data: bytes) -> Iterator[tuple[str, Program]]:
    head, _, body = data.partition(b"\n")
    codes, start = array("I", body), 0
    for key, (flags, groups, names, length) in json.loads(head).items():
        yield key, Program(flags, groups, names, codes[start : start + length])
        start += length


def _make(source: str, flags: int, glances: bool) -> Program:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    if glances:
        from qa.language.glances import add_glances

        add_glances(parsed)
    state, code = parsed.state, array("I", _compiler._code(parsed, flags))
    return Program(flags | state.flags, state.groups - 1, dict(state.groupdict), code)


def _revive(source: str, program: Program) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    flags, groups, names, code = program
    by_number = {number: name for name, number in names.items()}
    compiled: re.Pattern[str] = _sre.compile(
        source, flags, code.tolist(), groups, names, tuple(map(by_number.get, range(groups + 1)))
    )
    return compiled
