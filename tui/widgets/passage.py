"""A piece of text in the conversation, wrapped for Chinese and free of markup."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.strip import Strip

from tui.widgets.sheet import Copyable, Mark, Sheet


class Passage(Copyable):
    """Shows a text as it is; a copied selection is the original text."""

    DEFAULT_CSS = "Passage { height: auto; width: 1fr; }"

    def __init__(
        self,
        text: str = "",
        marks: Sequence[Mark] = (),
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._sheet = Sheet(text, marks)

    @property
    def text(self) -> str:
        """The text shown."""
        return self._sheet.text

    def update(self, text: str, marks: Sequence[Mark] = ()) -> None:
        """Show another text."""
        if (text, tuple(marks)) == (self.text, self._sheet.marks):
            return
        self._sheet = Sheet(text, marks)
        self.clear_cached_dimensions()
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """All the width there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The number of lines at a width in cells."""
        return len(self._sheet.wrap(width))

    def render_line(self, y: int) -> Strip:
        """One line of the content."""
        width = self.content_size.width
        self._sheet.wrap(width)
        return self._sheet.strip(y, width, self)


class Marked(Passage):
    """A text of which parts stand out; most texts need no styles for these."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"mark--strong", "mark--dim", "mark--number"}
    DEFAULT_CSS = """
    Marked > .mark--strong { text-style: bold; }
    Marked > .mark--dim { color: $text-muted; }
    Marked > .mark--number { text-style: bold; }
    """


class Line(Passage, can_focus=True):
    """A line that a click picks, as Enter does."""

    async def on_click(self, event: events.Click) -> None:
        """As Enter."""
        event.stop()
        await self.run_action("pick")
