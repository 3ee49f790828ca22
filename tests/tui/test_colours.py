"""Fewer characters are sent to the terminal, and it shows the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.colours import slim

TOKEN = re.compile(r"\x1b\[([0-9;]*)([mH])|(.)", re.DOTALL)
GROUND, INK = "48;2;18;18;18", "38;2;224;224;224"


def shown(sent: str) -> dict[tuple[int, int], tuple[str, frozenset[str]]]:
    """What a terminal makes of it: a character and its colours at each place."""
    row = column = 1
    style: dict[str, str] = {}
    cells = {}
    for codes, kind, char in TOKEN.findall(sent):
        if kind == "H":
            row, column = map(int, codes.split(";"))
        elif kind:
            for code in re.findall(r"[34]8;(?:2;\d+;\d+;\d+|5;\d+)|\d+", codes) or ["0"]:
                if code == "0":
                    style = {}
                    continue
                number = int(code.partition(";")[0])
                ink = number == 38 or 30 <= number < 38 or 90 <= number < 98
                ground = number == 48 or 40 <= number < 48 or 100 <= number < 108
                style["ink" if ink else "ground" if ground else code] = code
        elif char == "\n":
            row, column = row + 1, 1
        else:
            cells[row, column] = char, frozenset(style.values())
            column += 1
    assert not style, "the next frame begins without colours"
    return cells


@pytest.mark.parametrize(
    ("sent", "less"),
    [
        ("", ""),
        ("words", "words"),
        ("\x1b[1ma\x1b[0m\x1b[1mb\x1b[0m", "\x1b[1mab\x1b[0m"),
        ("\x1b[1ma\x1b[0m\x1b[2;3H\x1b[1mb\x1b[0m", "\x1b[1ma\x1b[2;3Hb\x1b[0m"),
        ("\x1b[1ma\x1b[0m\n\x1b[2;1Hb", "\x1b[1ma\x1b[0m\n\x1b[2;1Hb"),
        (
            f"\x1b[{GROUND}ma\x1b[0m\x1b[{INK};{GROUND}mb\x1b[0m",
            f"\x1b[{GROUND}ma\x1b[{INK}mb\x1b[0m",
        ),
        ("\x1b[31;40ma\x1b[0m\x1b[40mb\x1b[0m", "\x1b[31;40ma\x1b[0;40mb\x1b[0m"),
        ("\x1b[1;31ma\x1b[0m\x1b[31mb\x1b[0m", "\x1b[1;31ma\x1b[0;31mb\x1b[0m"),
        ("\x1b[31ma\x1b[0m\x1b[1;31mb\x1b[0m", "\x1b[31ma\x1b[0;1;31mb\x1b[0m"),
    ],
)
def test_no_colour_is_told_twice(sent: str, less: str) -> None:
    assert slim(sent) == less


CODES = st.lists(
    st.sampled_from(["1", "2", "7", "31", "97", "40", "107", GROUND, INK, "38;5;9", "48;5;130"]),
    min_size=1,
    max_size=3,
    unique_by=lambda code: "bg" if re.match("4|10", code) else "fg" if len(code) > 1 else code,
)
PIECES = st.tuples(
    st.sampled_from(["", "\n", "\x1b[3;4H", "\n\x1b[2;1H"]),
    st.text("ab 云", max_size=3),
    st.one_of(st.none(), CODES),
)


@given(st.lists(PIECES, max_size=9))
def test_it_shows_the_same(pieces: list[tuple[str, str, list[str] | None]]) -> None:
    sent = "".join(
        move + (f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if codes else text)
        for move, text, codes in pieces
    )
    assert shown(slim(sent)) == shown(sent)
    assert len(slim(sent)) <= len(sent) + 2 * len(pieces)
    assert slim(slim(sent)) == slim(sent)
