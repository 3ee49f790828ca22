"""What is sent to a terminal, with no colour and no place told twice.

Textual ends the colours of each piece and begins those of the next, and says where each stands,
also where all of that is as it was; that is more than half of what it sends.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_COLOURS = re.compile(r"\x1b\[([0-9;]*)m")
_MOVE = re.compile(r"\x1b\[([0-9]+);([0-9]+)H")
_CODE = re.compile(r"[34]8;(?:2;[0-9]+;[0-9]+;[0-9]+|5;[0-9]+)|[0-9]+")
_EVEN = re.compile(r"[ -~\u3000-\u303e\u3041-\u33ff\u3400-\u9fff\uff01-\uff60]*")
"""Text that is as wide in all terminals: what is not of ASCII is two cells wide."""
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What ends bold, dim, slanted, underlined, reversed and struck out."""
_UNSEEN = frozenset("123")
"""Of these, what blanks do not show."""


class _Style(NamedTuple):
    ink: str = ""
    ground: str = ""
    rest: tuple[str, ...] = ()
    """Bold, reversed and so on, in their order."""


_PLAIN = _Style()


def slim(sent: str) -> str:
    """The same for the eye in fewer characters; it begins and ends without colours."""
    out: list[str] = []
    now = wanted = _PLAIN
    row = column = 0  # unknown
    for number, piece in enumerate(_COLOURS.split(sent)):
        if number % 2:
            wanted = _styled(wanted, piece)
            continue
        for place in range(0, len(parts := _MOVE.split(piece)), 3):
            text = parts[place]
            if place + 1 < len(parts):
                text = text.removesuffix("\n")  # the move behind it says where to go
            if place:
                before, (row, column) = (row, column), map(int, parts[place - 2 : place])
                out.append(_move(*before, row, column))
            if not text.strip("\n"):
                out.append(text)
            else:
                style = wanted if text.strip(" \n") else _unseen(now, wanted)
                out += (_change(now, style), text)
                now = style
            row, column = _behind(row, column, text)
    return "".join([*out, _change(now, _PLAIN)])


def _move(row: int, column: int, to_row: int, to_column: int) -> str:
    """What leads from the one place to the other; of 0 it is not known where that is."""
    if column and (to_row, to_column) == (row + 1, 1):
        return "\r\n"
    if row != to_row:
        return f"\x1b[{to_row};{to_column}H"
    return "" if column == to_column else f"\x1b[{to_column}G"


def _behind(row: int, column: int, text: str) -> tuple[int, int]:
    """Where a terminal is when it has shown a text."""
    if "\n" in text:
        return 0, 0
    if not _EVEN.fullmatch(text):
        return row, 0
    # A character of ASCII is one byte and one cell, any other here three bytes and two cells.
    return row, column and column + (len(text) + len(text.encode())) // 2


@lru_cache(maxsize=4096)
def _unseen(now: _Style, wanted: _Style) -> _Style:
    """The style of blanks that are wanted in another one, as near as may be to that in force."""
    if wanted.rest == ("7",) and wanted.ink:  # a bar: what is reversed is a ground
        number, *shade = wanted.ink.split(";")
        wanted = _Style("", ";".join([str(int(number) + 10), *shade]))
    if not {*now.rest, *wanted.rest} <= _UNSEEN:
        return wanted
    return now._replace(ground=wanted.ground)


@lru_cache(maxsize=4096)
def _styled(style: _Style, codes: str) -> _Style:
    """The style when these codes have been read."""
    for code in _CODE.findall(codes) or ["0"]:
        number = int(code.partition(";")[0])
        if number == 0:
            style = _PLAIN
        elif number in (38, 39) or number in range(30, 38) or number in range(90, 98):
            style = style._replace(ink="" if number == 39 else code)
        elif number in (48, 49) or number in range(40, 48) or number in range(100, 108):
            style = style._replace(ground="" if number == 49 else code)
        elif code not in style.rest:
            style = style._replace(rest=(*style.rest, code))
    return style


@lru_cache(maxsize=4096)
def _change(now: _Style, wanted: _Style) -> str:
    """What leads from the one to the other."""
    if now == wanted:
        return ""
    anew = ";".join(filter(None, ("0" * (now != _PLAIN), *wanted.rest, wanted.ink, wanted.ground)))
    lost = [code for code in now.rest if code not in wanted.rest]
    if not all(code in _OFF for code in lost):
        return f"\x1b[{anew}m"
    ends = dict.fromkeys(_OFF[code] for code in lost)
    kept = [code for code in now.rest if code in wanted.rest and _OFF.get(code) not in ends]
    codes = [
        *ends,
        *(code for code in wanted.rest if code not in kept),
        *([wanted.ink or "39"] if wanted.ink != now.ink else []),
        *([wanted.ground or "49"] if wanted.ground != now.ground else []),
    ]
    return f"\x1b[{min(';'.join(codes), anew, key=len)}m"
