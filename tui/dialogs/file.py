"""Pick a file with a report, or a folder or archive of them."""

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path

from textual.widget import Widget
from textual.widgets import DirectoryTree, Input

from qa.adding import accepts
from qa.errors import YinjuError
from tui.content import labels
from tui.content.paths import is_there, paths_of
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


def all_there(shower: Widget, paths: Iterable[Path]) -> bool:
    """Whether there are such files; says which is the first that is not."""
    gone = next((path for path in paths if not is_there(path)), None)
    if gone:
        shower.notify(labels.error(YinjuError("{path}: there is no such file", path=gone)))
    return gone is None


class FileDialog(Dialog[Sequence[Path]]):
    """Gives the files or folders, or None; paths may be typed as well."""

    def __init__(self, named: Sequence[Path] = ()) -> None:
        self._folder = Path.cwd()
        told = str(named[0]) if len(named) == 1 else shlex.join(map(str, named))
        line, tree = Field(told, placeholder=say("add-path")), ReportFiles(self._folder)
        tree.show_guides = False
        super().__init__(say("add-title"), line, tree, large=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The paths that were typed; the line stays if there are no such files."""
        event.stop()
        value = event.value.strip()
        paths = [self._folder / path for path in paths_of(value)] if value else None
        if paths is None or all_there(self, paths):
            self.dismiss(paths)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """The file that was picked."""
        event.stop()
        self.dismiss([event.path])
