"""Pick a file with a report, or a folder or archive of them."""

from collections.abc import Iterable
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DirectoryTree, Input

from qa.adding import accepts
from tui.content.wording import say
from tui.dialogs.base import Dialog
from tui.widgets.passage import Passage


class ReportFiles(DirectoryTree):
    """Folders, and files that may hold reports."""

    ICON_NODE = "+ "
    ICON_NODE_EXPANDED = "- "
    ICON_FILE = "  "

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Nothing hidden, and of the files only those that may be added."""
        shown = (path for path in paths if not path.name.startswith("."))
        return (path for path in shown if path.is_dir() or accepts(path.name))


class FileDialog(Dialog[Path]):
    """Gives the file or folder, or None; a path may be typed as well."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path.cwd()

    def compose(self) -> ComposeResult:
        """The line above the tree."""
        with Vertical(classes="dialog -large"):
            yield Passage(say("add-title"), classes="title")
            yield Input(placeholder=say("add-path"))
            tree = ReportFiles(self._folder)
            tree.show_guides = False
            yield tree
            yield Passage(say("dialog-hint"), classes="remark")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The path that was typed."""
        event.stop()
        value = event.value.strip()
        self.dismiss((self._folder / Path(value).expanduser()) if value else None)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """The file that was picked."""
        event.stop()
        self.dismiss(event.path)
