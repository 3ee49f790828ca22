"""What terminals send for keys, and what arrives."""

from collections.abc import Iterable

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from tui import textual_fixes
from tui.keys import GROUPS

_CURSOR = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
_MODIFIED = {"alt": 3, "ctrl": 5}
_SENT = {
    **{f"f{n}": f"\x1bO{letter}" for n, letter in enumerate("PQRS", 1)},
    **{f"f{n}": f"\x1b[{n + 10 + (n > 5)}~" for n in range(5, 11)},
    **{name: f"\x1b[{letter}" for name, letter in _CURSOR.items()},
    "delete": "\x1b[3~",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "escape": "\x1b",
    "enter": "\r",
    "tab": "\t",
    "space": " ",
    "alt+enter": "\x1b\r",
    "alt+backspace": "\x1b\x7f",
    "slash": "/",
    "plus": "+",
    "minus": "-",
}


def sent(key: str) -> str:
    """What terminals send for a key that have no protocol of their own for it."""
    modifier, _, name = key.rpartition("+")
    if key in _SENT or not modifier:
        return _SENT.get(key, key)
    if name in _CURSOR:
        return f"\x1b[1;{_MODIFIED[modifier]}{_CURSOR[name]}"
    return f"\x1b{name}" if modifier == "alt" else chr(ord(name) & 31)


def arriving(data: str) -> Iterable[events.Key]:
    """The keys of what a terminal sends."""
    textual_fixes.apply()
    parser = XTermParser()
    tokens = [*parser.feed(data), *parser.feed("")]
    return [token for token in tokens if isinstance(token, events.Key)]


def test_every_key_arrives_as_plain_terminals_send_it() -> None:
    for key in (key for keys in GROUPS.values() for key in keys):
        names = [name for name in key.key.split(",") if name != "shift+enter"]
        for name in names:
            first = next(iter(arriving(sent(name))))
            assert first.key in names, f"{key.code}: {name} came as {first.key}"


@pytest.mark.parametrize("words", ["石桥镇调处", "石桥镇调处矛盾纠纷多少件" * 10])
def test_an_input_method_may_commit_many_characters_at_once(words: str) -> None:
    codes = ":".join(str(ord(char)) for char in words)
    assert "".join(key.character or "" for key in arriving(f"\x1b[0;;{codes}u")) == words
