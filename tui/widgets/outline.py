"""The headings of a report as a tree."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from qa.model import Sentence
from qa.render import clean
from tui.content.outlines import Heading, outline_of, path_to
from tui.content.wording import say


class Outline(Tree[int]):
    """Shows the headings; choosing one brings the text there into view."""

    # Triangles and guide lines are of ambiguous width.
    ICON_NODE = "+ "
    ICON_NODE_EXPANDED = "- "
    HELP = say("help-outline")

    @dataclass
    class Chosen(Message):
        """The reader wants to see a place of the report, as an offset into its text."""

        start: int

    def __init__(self) -> None:
        super().__init__("", classes="outline")
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self.auto_expand = False
        self._headings: list[Heading] = []
        self._by_start: dict[int, TreeNode[int]] = {}

    def show(self, pieces: Sequence[Sentence]) -> None:
        """Show the headings of these pieces."""
        self.clear()
        self._by_start = {}
        self._headings = outline_of(pieces)
        self._add(self.root, self._headings)
        self.refresh(layout=True)

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002
        viewport: Size,  # noqa: ARG002
        width: int,  # noqa: ARG002
    ) -> int:
        """The lines to be seen; Textual would go by those of the last paint."""
        return self.last_line + 1

    def follow(self, offset: int) -> None:
        """Put the cursor on the heading above an offset."""
        path = path_to(self._headings, offset)
        if path:
            self.call_after_refresh(self.move_cursor, self._by_start[path[-1].start])

    def _add(self, parent: TreeNode[int], headings: Sequence[Heading]) -> None:
        for heading in headings:
            label = Text(clean(heading.text), no_wrap=True)
            if heading.below:
                node = parent.add(label, heading.start, expand=True)
                self._add(node, heading.below)
            else:
                node = parent.add_leaf(label, heading.start)
            self._by_start[heading.start] = node

    def heading_of(self, start: int | None) -> str:
        """The heading that begins at an offset, whole."""
        path = path_to(self._headings, start) if start is not None else []
        return path[-1].text if path else ""

    def on_tree_node_selected(self, event: Tree.NodeSelected[int]) -> None:
        """Say which place is wanted."""
        event.stop()
        if event.node.data is not None:
            self.post_message(self.Chosen(event.node.data))
