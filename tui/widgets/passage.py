"""A piece of text in the conversation, wrapped for Chinese and free of markup."""

from collections.abc import Sequence
from typing import ClassVar

from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.sheet import Mark, Sheet


class Passage(Widget):
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

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002
        viewport: Size,  # noqa: ARG002
        width: int,
    ) -> int:
        """The number of lines at a width in cells."""
        return len(self._sheet.wrap(width))

    def render_line(self, y: int) -> Strip:
        """One line of the content."""
        width = self.content_size.width
        self._sheet.wrap(width)
        return self._sheet.strip(y, width, self)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The original text under the selection."""
        return self._sheet.extract(selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Repaint what is selected."""
        self.refresh()


class Marked(Passage):
    """A text of which parts stand out; most texts need no styles for these."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"mark--strong", "mark--dim", "mark--number"}
    DEFAULT_CSS = """
    Marked > .mark--strong { text-style: bold; }
    Marked > .mark--dim { color: $text-muted; }
    Marked > .mark--number { text-style: bold; }
    """
