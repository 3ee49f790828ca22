"""Every key in one table: bindings, footer, help and the command palette are made from it.

The words of a key stand in content/wording.toml under do-CODE and about-CODE.
"""

from collections.abc import Sequence
from typing import NamedTuple

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from tui.content.wording import say


class Key(NamedTuple):
    """A key and what it does."""

    key: str
    action: str
    code: str
    shown: str = ""
    footer: bool = False


KEYS = (
    Key("f1", "help", "help", "F1", footer=True),
    Key("ctrl+p", "app.command_palette", "palette", "^p", footer=True),
    Key("f2", "sidebar", "sidebar", "F2", footer=True),
    Key("f3,ctrl+f", "find", "find", "F3", footer=True),
    Key("f4", "correct", "correct", "F4", footer=True),
    Key("f5", "outline", "outline", "F5"),
    Key("f6", "widen", "widen", "F6"),
    Key("f7", "same(-1)", "same-before", "F7"),
    Key("f8", "same(1)", "same-after", "F8"),
    Key("f9", "source", "source", "F9"),
    Key("f10", "full", "full", "F10"),
    Key("ctrl+y", "copy_answer", "copy", "^y", footer=True),
    Key("ctrl+n", "new", "new", "^n", footer=True),
    Key("ctrl+o", "conversations", "conversations", "^o", footer=True),
    Key("ctrl+r", "rename", "rename", "^r"),
    Key("ctrl+s", "export", "export", "^s"),
    Key("ctrl+t", "add", "add", "^t"),
    Key("ctrl+g", "rate(1)", "good", "^g"),
    Key("ctrl+b", "rate(-1)", "bad", "^b"),
    Key("ctrl+up,alt+up", "turn(-1)", "turn-before", "^up"),
    Key("ctrl+down,alt+down", "turn(1)", "turn-after", "^down"),
    Key("alt+left", "resize(5)", "source-wider", "alt left"),
    Key("alt+right", "resize(-5)", "source-slimmer", "alt right"),
)
"""For the whole screen, wherever the focus is."""

_WALK = (
    Key("down,j", "app.focus_next", "next", "j"),
    Key("up,k", "app.focus_previous", "before", "k"),
)
EDGE_KEYS = (Key("enter", "slide", "more-turns", "Enter"), *_WALK)
"""For the line that stands for more turns."""
READING_KEYS = (Key("enter", "mend", "correct", "Enter"), *_WALK)
"""For the reading that has the focus."""
EXAMPLE_KEYS = (Key("enter", "pick", "ask-this", "Enter"), *_WALK)
"""For a question to begin with that has the focus."""

CITATION_KEYS = (
    Key("enter", "pick", "open", "Enter"),
    Key("w", "screen.widen", "widen"),
    Key("y", "screen.copy_answer", "copy"),
    Key("e", "screen.correct", "correct"),
    Key("plus", "screen.rate(1)", "good", "+"),
    Key("minus", "screen.rate(-1)", "bad", "-"),
    Key("n", "screen.same(1)", "same-after"),
    Key("p", "screen.same(-1)", "same-before"),
    *_WALK,
)
"""For the citation that has the focus."""

SOURCE_KEYS = (
    Key("slash", "find", "find", "/"),
    Key("n", "next(1)", "match-after"),
    Key("N", "next(-1)", "match-before"),
    Key("o", "headings", "outline"),
    Key("y", "copy", "copy-quote"),
)
"""For the report that has the focus."""


def teach(
    node: DOMNode, lang: str, about: str, keys: Sequence[Key], *, strong: bool = False
) -> None:
    """Give a node its keys and its help in the reader's language.

    Args:
        node: A widget or screen.
        lang: zh or en.
        about: The code of its help; empty for none.
        keys: Its keys.
        strong: Whether they win over those of the widget in focus.
    """
    # Textual reads both from the class, where no language is known yet.
    node._bindings = BindingsMap.merge([node._bindings, BindingsMap(_bind(keys, lang, strong))])
    node.__dict__["taught"] = (*node.__dict__.get("taught", ()), *keys)
    if about:
        node.__dict__["HELP"] = say(about, lang)


def _bind(keys: Sequence[Key], lang: str, strong: bool) -> list[Binding]:
    return [
        Binding(
            key.key,
            key.action,
            say(f"do-{key.code}", lang),
            show=key.footer,
            key_display=key.shown or None,
            tooltip=say(f"about-{key.code}", lang),
            id=key.code if strong else None,
            priority=strong,
        )
        for key in keys
    ]
