"""A text in a list, on one line.

Textual's own sign of what is left out, an ellipsis, is of ambiguous width.
"""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from tui.content.labels import DOTS

FAINT = "$text-muted"
"""What steps back; Textual's own "dim" is mixed with the ground until it can hardly be read."""


class OneLine(Visual):
    """Shows a text; where there is no room for all of it, it ends in dots."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The line."""
        shown = self._content
        if style.foreground and style.foreground.ansi is not None:
            # The terminal's own colors: what the cursor stands on has others than the rest.
            spans = [s._replace(style="dim") if s.style == FAINT else s for s in shown.spans]
            shown = Content(shown.plain, spans)
        if shown.cell_length > width:
            shown = shown.truncate(max(0, width - len(DOTS))) + DOTS
        return shown.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """What all of the text takes, in cells."""
        return self._content.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """One line."""
        return 1
