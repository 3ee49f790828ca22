"""What is sent to a terminal, with no colour told twice.

Textual ends the colours of each piece and begins those of the next, also where they are the same;
that is more than half of what it sends.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_COLOURS = re.compile(r"\x1b\[([0-9;]*)m")
_MOVES = re.compile(r"(?:\n|\x1b\[[0-9]+;[0-9]+H)*")
"""What shows no colour."""
_CODE = re.compile(r"[34]8;(?:2;[0-9]+;[0-9]+;[0-9]+|5;[0-9]+)|[0-9]+")
_END = "\x1b[0m"


class _Style(NamedTuple):
    ink: str
    ground: str
    rest: tuple[str, ...]
    """Bold, reversed and so on, in their order."""


def slim(sent: str) -> str:
    """The same for the eye in fewer characters; it begins and ends without colours."""
    out: list[str] = []
    now = wanted = ""
    for at, piece in enumerate(_COLOURS.split(sent)):
        if at % 2:
            ends = not piece.partition(";")[0].strip("0")
            wanted = piece.partition(";")[2] if ends else f"{wanted};{piece}".lstrip(";")
        elif not _MOVES.fullmatch(piece):
            out += (_change(now, wanted), piece)
            now = wanted
        else:
            out.append(piece)
    return "".join([*out, _change(now, "")])


@lru_cache(maxsize=4096)
def _change(now: str, wanted: str) -> str:
    """What leads from the one to the other."""
    if now == wanted:
        return ""
    if not wanted:
        return _END
    if not now:
        return f"\x1b[{wanted}m"
    before, after = _style(now), _style(wanted)
    pairs = ((before.ink, after.ink), (before.ground, after.ground))
    if before.rest != after.rest or any(old and not new for old, new in pairs):
        return f"\x1b[0;{wanted}m"
    return f"\x1b[{';'.join(new for old, new in pairs if new != old)}m"


def _style(codes: str) -> _Style:
    ink = ground = ""
    rest = []
    for code in _CODE.findall(codes):
        number = int(code.partition(";")[0])
        if number == 38 or number in range(30, 38) or number in range(90, 98):
            ink = code
        elif number == 48 or number in range(40, 48) or number in range(100, 108):
            ground = code
        else:
            rest.append(code)
    return _Style(ink, ground, tuple(rest))
