"""What Textual 8.2.8, which is pinned, does wrong, set right until it is so there.

- It takes alt and a digit, as most terminals send them, for the mark that a Mac would type so, as ¡
  for alt 1, and alt and Enter for Enter, which would ask what is half typed.
- Its parser of keys gives up on a sequence of more than 32 characters. An input method that commits
  five Chinese characters at once in the kitty protocol sends more.
- Its compositor cuts every line at the borders of all widgets, those under others too; a character
  of two cells that lies across such a border is lost (Textualize/textual#6357).
- It sends the colours of each piece of a line, though the piece before has the same.
- Its driver reads on for ever, at full load, from a terminal that is gone and sent no signal.
"""

import select
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from string import digits

from rich.console import Console
from textual import _xterm_parser
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.keys import Keys
from textual.strip import Strip

from tui.colours import slim

LONGEST_SEQUENCE = 2048
"""Characters of one key sequence: some three hundred Chinese ones in a single commit."""


def apply() -> None:
    """Set it right for all of this process."""
    _xterm_parser._MAX_SEQUENCE_SEARCH_THRESHOLD = LONGEST_SEQUENCE
    wrong = {f"\x1b{digit}" for digit in digits}
    right = {sent: key for sent, key in ANSI_SEQUENCES_KEYS.items() if sent not in wrong}
    right["\x1b\r"] = (Keys.ControlJ,)
    _xterm_parser.ANSI_SEQUENCES_KEYS = right  # type: ignore[attr-defined]
    Compositor.cuts = property(_cuts)  # type: ignore[assignment]
    Compositor._render_chops = _render_chops  # type: ignore[method-assign, assignment]
    for kind in (ChopsUpdate, LayoutUpdate):
        _slim(kind)


def _slim(kind: type[CompositorUpdate]) -> None:
    """Let updates of a kind tell no colour twice."""
    before = kind.render_segments

    def render_segments(self: CompositorUpdate, console: Console) -> str:
        return slim(before(self, console))

    kind.render_segments = render_segments  # type: ignore[method-assign]


def is_hung_up() -> bool:
    """Whether the terminal that keys come from is gone; never where that cannot be told."""
    if sys.__stdin__ is None or not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)  # what is gone is told without being asked for
    return bool(poll.poll(0))


def _cuts(self: Compositor) -> list[list[int]]:
    """Where each line is cut: at the borders of widgets that nothing above them covers."""
    if self._cuts is None:
        width, height = self.size
        covered: list[list[tuple[int, int]]] = [[] for _ in range(height)]
        cuts = [{0, width} for _ in range(height)]
        for region, clip in self.visible_widgets.values():  # the topmost first
            x, y, wide, high = region.intersection(clip)
            for line in range(y, y + high) if wide else ():
                spans = covered[line]
                for cut in (x, x + wide):
                    if not any(start < cut < end for start, end in spans):
                        cuts[line].add(cut)
                spans.append((x, x + wide))
        self._cuts = [sorted(line) for line in cuts]
    return self._cuts


def _render_chops(
    self: Compositor, crop: Region, is_rendered_line: Callable[[int], bool]
) -> Sequence[Mapping[int, Strip | None]]:
    """Each line in pieces from cut to cut, each piece of the topmost widget there."""
    cuts = self.cuts
    chops: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
    for region, clip, strips in self._get_renders(crop):
        seen = region.intersection(clip)
        first, last = seen.column_span
        for y, strip in zip(seen.line_range, strips, strict=False):
            if not is_rendered_line(y):
                continue
            line = chops[y]
            inside = [cut for cut in cuts[y] if first <= cut <= last]
            for start, end in pairwise(inside):
                if line[start] is None:
                    line[start] = strip.crop(start - first, end - first)
    return chops
