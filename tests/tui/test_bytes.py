"""What is sent to a terminal: a move of the focus paints what it changes, not the screen."""

import sys
from pathlib import Path

import pytest

from bench.pseudo_terminal import QUESTION, Chat

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
MOST = 10_000
"""Bytes of a move of the focus."""
MOVES = {
    "Tab": "\t",
    "j": "j",
    "k": "k",
    "Esc": "\x1b",
    "^up": "\x1b[1;5A",
    "F9": "\x1b[20~",
    "Tab in the source": "\t",
    "Esc from the source": "\x1b",
    "F9 again": "\x1b[20~",
}
PANES = {
    "F2": "\x1bOQ",
    "F2 again": "\x1bOQ",
    "F1": "\x1bOP",
    "F1 again": "\x1bOP",
    "F10": "\x1b[21~",
    "F10 again": "\x1b[21~",
    "wider": "\x1b[1;3D",
    "Esc": "\x1b",
}
A_CELL = MOST / (120 * 36)
"""Bytes of a cell, on average, where all panes are laid out anew: each is painted once."""


@pytest.mark.parametrize("size", [(120, 36), (180, 50)])
@pytest.mark.parametrize("theme", ["textual-dark", "ansi-dark"])
def test_a_move_of_the_focus_sends_little(
    size: tuple[int, int], theme: str, tmp_path: Path
) -> None:
    with Chat(tmp_path, "--new", "--theme", theme, size=size) as chat:
        chat.paint("份报告")
        chat.type(QUESTION, "问")
        chat.type("\r", "[1]")
        chat.quiet(2)  # the source comes after the answer
        sent = {}
        for name, keys in MOVES.items():
            chat.send(keys)
            sent[name] = len(chat.quiet())
        assert {name: count for name, count in sent.items() if not 0 < count <= MOST} == {}
        chat.send("\x1b")
        chat.quiet()
        sent = {}
        for name, keys in PANES.items():
            chat.send(keys)
            sent[name] = len(chat.quiet())
        most = A_CELL * size[0] * size[1]
        assert {name: count for name, count in sent.items() if not 0 < count <= most} == {}
        chat.send("x")
        assert 0 < len(chat.quiet()) <= MOST / 10
        assert chat.quiet(1) == b""  # nothing while nothing is done
