"""What can be done with what has the focus, in the reader's language.

Textual's own panel lists the keys of its widgets too, in English, and draws lines of ambiguous
width.
"""

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from tui.content.wrapping import wrap_cells
from tui.keys import all_ids, in_force
from tui.widgets.passage import Marked
from tui.widgets.sheet import Mark

_SIGNS = re.compile(r"^# (?P<title>.*)$|`(?P<key>[^`]*)`", re.MULTILINE)


class Help(VerticalScroll):
    """Follows the focus: the help of the nearest widget that has one, then all keys in force.

    If it has the focus itself, it goes on about what had it before.
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._text = ""
        self._keys: Sequence[tuple[str, str]] = ()

    def compose(self) -> ComposeResult:
        """The help above the keys."""
        yield Marked(classes="help-text")
        yield Marked(classes="help-keys")

    def on_mount(self) -> None:
        """Follow the keys in force from now on."""
        self.screen.bindings_updated_signal.subscribe(self, self.follow)

    def on_resize(self, _: events.Resize) -> None:
        """Lay the keys out anew."""
        self._say()

    def follow(self, screen: Screen[object]) -> None:
        """Say what can be done, if that is wanted."""
        focused = screen.focused
        if focused is self:
            return
        nodes = focused.ancestors_with_self if focused else [screen]
        texts = (node.HELP for node in nodes if isinstance(node, Widget) and node.HELP)
        before = self._text, self._keys
        self._text, self._keys = next(texts, ""), tuple(self._rows())
        if before != (self._text, self._keys):
            self.scroll_home(animate=False)
        self._say()

    def _say(self) -> None:
        if not self.has_class("-shown"):
            return
        width = self.scrollable_content_region.width
        self.query_one(".help-text", Marked).update(*laid_out(self._text))
        self.query_one(".help-keys", Marked).update(*listed(self._keys, width))

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


def listed(rows: Sequence[tuple[str, str]], cells: int) -> tuple[str, list[Mark]]:
    """The keys below each other, what each does beside it, and where the keys stand."""
    column = max((cell_len(name) for name, _ in rows), default=0) + 1
    text, marks = "", []
    for name, about in rows:
        marks.append(Mark(len(text), len(text) + len(name), "mark--number"))
        lines = [about[line.start : line.end] for line in wrap_cells(about, cells - column)]
        beside = ("\n" + " " * column).join(line.rstrip() for line in lines)
        text += f"{set_cell_size(name, column)}{beside}\n"
    return text.rstrip("\n"), marks
