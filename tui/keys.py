"""Every key in one table: bindings, footer, help and the command palette are made from it.

The words of a key stand in content/wording.toml under do-CODE and about-CODE. Its id is GROUP.CODE,
or CODE alone for the whole screen; a keymap of the reader's own goes by it.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.content.wording import say


class Key(NamedTuple):
    """A key and what it does."""

    key: str
    action: str
    code: str
    shown: str = ""
    footer: bool = False
    last: bool = False
    """Whether a find bar or a dialog may want the key first."""


KEYS = (
    Key("f1", "let('main', 'toggle', 'help')", "help", "F1", footer=True),
    Key("ctrl+p", "app.command_palette", "palette", "^p", footer=True),
    Key("f2", "let('main', 'toggle', 'sidebar')", "sidebar", "F2", footer=True),
    Key("f9", "let('main', 'toggle', 'source')", "source", "F9", footer=True),
    Key("ctrl+q,alt+q", "app.quit", "quit", "^q", footer=True),
    Key("f3,ctrl+f", "let('main', 'find')", "find", "F3", footer=True),
    Key("f4", "let('talk', 'correct')", "correct", "F4", footer=True),
    Key("ctrl+up,alt+up", "turn(-1)", "turn-before", "^up", footer=True),
    Key("ctrl+down,alt+down", "turn(1)", "turn-after", "^down"),
    Key("ctrl+y", "let('talk', 'copy')", "copy", "^y", footer=True),
    Key("ctrl+n,alt+n", "new", "new", "^n", footer=True),
    Key("ctrl+o,alt+o", "conversations", "conversations", "^o", footer=True),
    Key("f5", "let('source', 'action_outline')", "outline", "F5"),
    Key("f6", "let('talk', 'widen')", "widen", "F6"),
    Key("f7", "let('source', 'same', -1)", "same-before", "F7"),
    Key("f8", "let('source', 'same', 1)", "same-after", "F8"),
    Key("f10", "let('main', 'spread')", "full", "F10"),
    Key("ctrl+r", "rename", "rename", "^r"),
    Key("ctrl+s", "export", "export", "^s"),
    Key("ctrl+t,alt+t", "let('loader', 'add')", "add", "^t"),
    Key("alt+r", "let('loader', 'take_out')", "remove", "alt r"),
    Key("alt+z", "let('loader', 'put_back')", "put-back", "alt z"),
    Key("ctrl+g", "let('talk', 'rate', 1)", "good", "^g"),
    Key("ctrl+b", "let('talk', 'rate', -1)", "bad", "^b"),
    Key("alt+a", "find_all", "find-all", "alt a"),
    Key("alt+v", "let('source', 'run_outside', 'PAGER')", "pager", "alt v"),
    Key("alt+e", "let('source', 'run_outside', 'EDITOR')", "editor", "alt e"),
    Key("alt+left", "let('main', 'resize', 5)", "source-wider", "alt left"),
    Key("alt+right", "let('main', 'resize', -5)", "source-slimmer", "alt right"),
    *(Key(f"alt+{n}", f"let('talk', 'cite', {n})", "cite", f"alt {n}") for n in range(1, 10)),
    Key("escape", "prompt", "prompt", "Esc", last=True),
)
"""For the whole screen, wherever the focus is; in the order of the line at the bottom."""

_WALK = (
    Key("down,j", "app.focus_next", "next", "j"),
    Key("up,k", "app.focus_previous", "before", "k"),
)
EDGE_KEYS = (Key("enter", "pick", "more-turns", "Enter"), *_WALK)
"""For the line that stands for more turns."""
READING_KEYS = (Key("enter", "pick", "correct", "Enter"), *_WALK)
"""For the reading that has the focus."""
EXAMPLE_KEYS = (Key("enter", "pick", "ask-this", "Enter"), *_WALK)
"""For a line of the first screen that has the focus."""

CITATION_KEYS = (
    Key("enter", "pick", "open", "Enter"),
    Key("w", "screen.let('talk', 'widen')", "widen"),
    Key("y", "screen.let('talk', 'copy')", "copy"),
    Key("e", "screen.let('talk', 'correct')", "correct"),
    Key("plus", "screen.let('talk', 'rate', 1)", "good", "+"),
    Key("minus", "screen.let('talk', 'rate', -1)", "bad", "-"),
    Key("n", "screen.let('source', 'same', 1)", "same-after"),
    Key("p", "screen.let('source', 'same', -1)", "same-before"),
    *_WALK,
)
"""For the citation that has the focus."""

SOURCE_KEYS = (
    Key("slash", "find", "find", "/"),
    Key("n", "next(1)", "match-after"),
    Key("N", "next(-1)", "match-before"),
    Key("o", "outline", "outline"),
    Key("y", "copy", "copy-quote"),
)
"""For the report that has the focus."""

PAGE_KEYS = (
    Key("home", "scroll_home", "top", "Home"),
    Key("end", "scroll_end", "bottom", "End"),
    Key("pageup", "page_up", "page-up", "PgUp"),
    Key("pagedown", "page_down", "page-down", "PgDn"),
)
"""For the text of the report."""

REPORT_KEYS = (
    Key("space", "narrow", "narrow", "Space"),
    Key("delete", "screen.let('loader', 'take_out')", "remove", "Del"),
)
"""For the list of reports."""

PROMPT_KEYS = (
    Key("enter", "submit", "ask", "Enter"),
    Key("shift+enter,ctrl+j,alt+enter", "newline", "newline", "^j"),
    Key("tab", "complete", "complete", "Tab"),
    Key("up", "recall(-1)", "recall-before", "Up"),
    Key("down", "recall(1)", "recall-after", "Down"),
    Key("ctrl+w,alt+backspace", "delete_unit", "delete-unit", "^w"),
    Key("ctrl+u", "clear", "clear", "^u"),
    Key("pageup", "screen.let('main', 'page', -1)", "page-up", "PgUp"),
    Key("pagedown", "screen.let('main', 'page', 1)", "page-down", "PgDn"),
    Key("ctrl+home", "screen.turn(-999999)", "first-turn", "^Home"),
    Key("ctrl+end", "screen.turn(999999)", "last-turn", "^End"),
)
"""For the prompt."""

NO_KEY = "<none>"
"""What a keymap gives to what shall have no key; no terminal sends it."""
GROUPS = {
    "": KEYS,
    "prompt": PROMPT_KEYS,
    "citation": CITATION_KEYS,
    "reading": READING_KEYS,
    "edge": EDGE_KEYS,
    "example": EXAMPLE_KEYS,
    "source": SOURCE_KEYS,
    "page": PAGE_KEYS,
    "reports": REPORT_KEYS,
}
"""All keys, by the group that begins their ids."""


def bind(group: str, *, strong: bool = False) -> list[BindingType]:
    """The bindings of a group, for the body of a class.

    Args:
        group: One of `GROUPS`.
        strong: Whether they win over those of the widget in focus.
    """
    return [_bound(key, group, strong) for key in GROUPS[group]]


def _bound(key: Key, group: str, strong: bool) -> Binding:
    return Binding(
        key.key,
        key.action,
        say(f"do-{key.code}"),
        show=key.footer,
        key_display=key.shown or None,
        tooltip=say(f"about-{key.code}"),
        id=ids(key, group),
        priority=strong and not key.last,
    )


def ids(key: Key, group: str) -> str:
    """What a keymap calls the key."""
    number = key.action[-2] if key.code == "cite" else ""
    return ".".join(filter(None, (group, key.code, number)))


def in_force(screen: Screen[Any]) -> dict[str, Binding]:
    """The bindings that a key leads to, by their ids."""
    bindings = (active.binding for active in screen.active_bindings.values())
    return {one.id: one for one in bindings if one.id and one.key != NO_KEY}


def all_ids() -> Sequence[str]:
    """All that a keymap can move."""
    return [ids(key, group) for group, keys in GROUPS.items() for key in keys]
