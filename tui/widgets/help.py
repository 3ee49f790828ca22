"""What can be done with what has the focus, in the reader's language.

Textual's own panel lists the keys of its widgets too, in English, and draws lines of ambiguous
width.
"""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from tui.keys import all_ids, in_force
from tui.widgets.passage import Marked
from tui.widgets.sheet import Mark

_SIGNS = re.compile(r"^# (?P<title>.*)$|`(?P<key>[^`]*)`", re.MULTILINE)
_KEY_WIDTH = 9


class Help(VerticalScroll, can_focus=False):
    """Follows the focus: the help of the nearest widget that has one, then all keys in force."""

    def compose(self) -> ComposeResult:
        """The help above the keys."""
        yield Marked(classes="help-text")
        yield Marked(classes="help-keys")

    def on_mount(self) -> None:
        """Follow the keys in force from now on."""
        self.screen.bindings_updated_signal.subscribe(self, self.follow)

    def follow(self, _screen: Screen[object]) -> None:
        """Say what can be done, if that is wanted."""
        if not self.has_class("-shown"):
            return
        focused = self.screen.focused
        nodes = focused.ancestors_with_self if focused else [self.screen]
        texts = (node.HELP for node in nodes if isinstance(node, Widget) and node.HELP)
        self.query_one(".help-text", Marked).update(*laid_out(next(texts, "")))
        self.query_one(".help-keys", Marked).update(*listed(self._rows()))
        self.scroll_home(animate=False)

    def _rows(self) -> Iterator[tuple[str, str]]:
        """The keys in force that are ours: those of what has the focus first."""
        ids, active = all_ids(), in_force(self.screen)
        found = [active[id_] for id_ in ids if id_ in active and not id_.startswith("cite.")]
        for binding in sorted(found, key=lambda binding: "." not in (binding.id or "")):
            yield self.app.get_key_display(binding), binding.tooltip


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


def listed(rows: Iterator[tuple[str, str]]) -> tuple[str, list[Mark]]:
    """One line a key, and where the keys stand."""
    lines, marks, at = [], [], 0
    for name, about in rows:
        line = name + " " * (_KEY_WIDTH - cell_len(name)) + about
        marks.append(Mark(at, at + len(name), "mark--number"))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), marks
