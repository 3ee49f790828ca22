"""Pick a file with a report, or a folder or archive of them."""

from collections.abc import Iterable
from pathlib import Path

from textual.widgets import DirectoryTree, Input

from qa.adding import accepts
from tui.content.wording import say
from tui.dialogs.base import Dialog
from tui.widgets.field import Field


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

    def __init__(self, named: str = "") -> None:
        self._folder = Path.cwd()
        line, tree = Field(named, placeholder=say("add-path")), ReportFiles(self._folder)
        tree.show_guides = False
        super().__init__(say("add-title"), line, tree, large=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The path that was typed."""
        event.stop()
        value = event.value.strip()
        self.dismiss((self._folder / Path(value).expanduser()) if value else None)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """The file that was picked."""
        event.stop()
        self.dismiss(event.path)
