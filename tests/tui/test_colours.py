"""Fewer characters are sent to the terminal, and it shows the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.colours import slim

TOKEN = re.compile(r"\x1b\[([0-9;]*)([mHG])|(.)", re.DOTALL)
GROUND, INK = "48;2;18;18;18", "38;2;224;224;224"
ENDS = {"22": "12", "23": "3", "24": "4", "27": "7", "29": "9"}


def read(style: dict[str, str], codes: str) -> dict[str, str]:
    """The style of a terminal when it has read the codes."""
    for code in re.findall(r"[34]8;(?:2;\d+;\d+;\d+|5;\d+)|\d+", codes) or ["0"]:
        number = int(code.partition(";")[0])
        if code == "0":
            style = {}
        elif number in range(30, 40) or number in range(90, 98):
            style = style | {"ink": "" if number == 39 else code}
        elif number in range(40, 50) or number in range(100, 108):
            style = style | {"ground": "" if number == 49 else code}
        elif code in ENDS:
            style = {name: value for name, value in style.items() if name not in ENDS[code]}
        else:
            style = style | {code: code}
    return {name: value for name, value in style.items() if value}


def seen(char: str, style: dict[str, str]) -> tuple[str, frozenset[tuple[str, str]]]:
    """What the eye sees of a character."""
    looks = dict(style)
    if char == " ":
        looks = {name: looks[name] for name in looks if name not in "123"}
        if "7" in looks and "ink" in looks and "4" not in looks:
            del looks["7"]
            number, *shade = looks.pop("ink").split(";")
            looks["ground"] = ";".join([str(int(number) + 10), *shade])
        elif not {"4", "7", "9"} & looks.keys():
            looks.pop("ink", None)
    return char, frozenset(looks.items())


def shown(sent: str) -> dict[tuple[int, int], tuple[str, frozenset[tuple[str, str]]]]:
    """What a terminal makes of it: a character and its colours at each place."""
    row = column = 1
    style: dict[str, str] = {}
    cells = {}
    for codes, kind, char in TOKEN.findall(sent):
        if kind == "H":
            row, column = map(int, codes.split(";"))
        elif kind == "G":
            column = int(codes)
        elif kind:
            style = read(style, codes)
        elif char == "\n":
            row, column = row + 1, 1
        elif char != "\r":
            cells[row, column] = seen(char, style)
            column += cell_len(char)
    assert not style, "the next frame begins without colours"
    return cells


@pytest.mark.parametrize(
    ("sent", "less"),
    [
        ("", ""),
        ("words", "words"),
        ("\x1b[1ma\x1b[0m\x1b[1mb\x1b[0m", "\x1b[1mab\x1b[0m"),
        ("\x1b[1ma\x1b[0m\x1b[2;3H\x1b[1mb\x1b[0m", "\x1b[1ma\x1b[2;3Hb\x1b[0m"),
        ("\x1b[1ma\x1b[0m\n\x1b[2;1Hb", "\x1b[1ma\x1b[2;1H\x1b[0mb"),
        (
            f"\x1b[{GROUND}ma\x1b[0m\x1b[{INK};{GROUND}mb\x1b[0m",
            f"\x1b[{GROUND}ma\x1b[{INK}mb\x1b[0m",
        ),
        ("\x1b[31;40ma\x1b[0m\x1b[40mb\x1b[0m", "\x1b[31;40ma\x1b[39mb\x1b[0m"),
        ("\x1b[1;31ma\x1b[0m\x1b[31mb\x1b[0m", "\x1b[1;31ma\x1b[22mb\x1b[0m"),
        ("\x1b[1;2;31ma\x1b[0m\x1b[2;31mb\x1b[0m", "\x1b[1;2;31ma\x1b[22;2mb\x1b[0m"),
        ("\x1b[31ma\x1b[0m\x1b[1;31mb\x1b[0m", "\x1b[31ma\x1b[1mb\x1b[0m"),
        ("\x1b[39;49ma\x1b[0m", "a"),
        # A blank shows nothing but its ground.
        ("\x1b[31ma\x1b[0m  \x1b[31mb\x1b[0m", "\x1b[31ma  b\x1b[0m"),
        ("\x1b[4ma\x1b[0m \x1b[4mb\x1b[0m", "\x1b[4ma\x1b[0m \x1b[4mb\x1b[0m"),
        ("\x1b[7;34m \x1b[0m", "\x1b[44m \x1b[0m"),
        # It is known where a text ends, unless terminals draw it in one or two cells.
        ("\x1b[2;3Ha云\x1b[2;6Hb", "\x1b[2;3Ha云b"),
        ("\x1b[2;3Ha“\x1b[2;5Hb\x1b[2;6Hc", "\x1b[2;3Ha“\x1b[5Gbc"),
        ("\x1b[2;3Ha\n\x1b[3;1Hb", "\x1b[2;3Ha\r\nb"),
        ("\x1b[2;3Ha·\n\x1b[3;1Hb", "\x1b[2;3Ha·\x1b[3;1Hb"),
        ("\x1b[2;3Ha\n\x1b[4;1Hb", "\x1b[2;3Ha\x1b[4;1Hb"),
    ],
)
def test_nothing_is_told_twice(sent: str, less: str) -> None:
    assert slim(sent) == less
    assert shown(sent) == shown(less)


CODES = st.lists(
    st.sampled_from(
        ["1", "2", "3", "4", "7", "31", "39", "97", "40", "49", "107", GROUND, INK, "38;5;9"]
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda code: "bg" if re.match("4.|10", code) else "fg" if len(code) > 1 else code,
)
PIECES = st.tuples(
    st.sampled_from(["", "\n", "\x1b[3;4H", "\x1b[3;6H", "\x1b[4;1H", "\n\x1b[2;1H"]),
    st.text("ab 云", max_size=3),
    st.one_of(st.none(), CODES),
)


@given(st.lists(PIECES, max_size=9))
def test_it_shows_the_same(pieces: list[tuple[str, str, list[str] | None]]) -> None:
    sent = "\x1b[1;1H" + "".join(
        move + (f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if codes else text)
        for move, text, codes in pieces
    )
    assert shown(slim(sent)) == shown(sent)
    assert len(slim(sent)) <= len(sent) + 2 * len(pieces)
    assert shown(slim(slim(sent))) == shown(sent)
