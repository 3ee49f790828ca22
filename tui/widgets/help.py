"""What can be done with what has the focus, in the reader's language.

Textual's own panel would list the keys of its widgets in English, with arrows of ambiguous width.
"""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.content.wording import say
from tui.keys import Key
from tui.widgets.passage import Passage
from tui.widgets.sheet import Mark

_SIGNS = re.compile(r"^# (?P<title>.*)$|`(?P<key>[^`]*)`", re.MULTILINE)
_KEY_WIDTH = 11


class Help(VerticalScroll, can_focus=False):
    """Follows the focus: the help of the nearest widget that has one, then all keys in force."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def compose(self) -> ComposeResult:
        """The help above the keys."""
        yield Passage(classes="help-text")
        yield Passage(classes="help-keys")

    def on_mount(self) -> None:
        """Follow the focus from now on."""
        self.watch(self.screen, "focused", self._follow)

    def _follow(self, focused: Widget | None) -> None:
        nodes = focused.ancestors_with_self if focused else [self.screen]
        texts = (node.HELP for node in nodes if isinstance(node, Widget) and node.HELP)
        self.query_one(".help-text", Passage).update(*laid_out(next(texts, "")))
        keys = [key for node in nodes for key in node.__dict__.get("taught", ())]
        self.query_one(".help-keys", Passage).update(*listed(keys, self._lang))
        self.scroll_home(animate=False)


def laid_out(text: str) -> tuple[str, list[Mark]]:
    """A help without its signs of markup, and what they mark."""
    plain, marks, at = "", [], 0
    for match in _SIGNS.finditer(text):
        plain += text[at : match.start()]
        words = match["title"] or match["key"]
        style = "mark--strong" if match["title"] else "mark--number"
        marks.append(Mark(len(plain), len(plain) + len(words), style))
        plain, at = plain + words, match.end()
    return plain + text[at:], marks


def listed(keys: list[Key], lang: str) -> tuple[str, list[Mark]]:
    """One line a key, and where the keys stand."""
    lines, marks, at = [], [], 0
    for name, about in _rows(keys, lang):
        line = name + " " * (_KEY_WIDTH - cell_len(name)) + about
        marks.append(Mark(at, at + len(name), "mark--number"))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), marks


def _rows(keys: list[Key], lang: str) -> Iterator[tuple[str, str]]:
    for key in keys:
        yield key.shown or key.key.partition(",")[0], say(f"about-{key.code}", lang)
