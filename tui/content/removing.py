"""Reports taken out of the corpus: their files are set aside, so that they can be put back."""

from pathlib import Path

from qa import adding
from qa.errors import YinjuError
from qa.render import clean
from qa.settings import Settings
from tui.content import labels
from tui.content.wording import say


class Removed:
    """The folder of the files that were taken out, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: list[tuple[Settings, Path]] = []
        """Those of this run, the last one at the end, and the corpus each was in."""

    @property
    def last(self) -> str:
        """The name of the file that would be put back; empty if there is none."""
        return self._files[-1][1].name if self._files else ""

    def take_out(self, settings: Settings, id: str) -> tuple[bool, tuple[str, ...]]:
        """Whether a report was taken out of its corpus, and lines that say so."""
        aside = self._free()
        try:
            adding.remove(settings, [id], aside)
        except (YinjuError, OSError) as error:
            return False, (labels.error(error),)
        (path,) = aside.iterdir()
        self._files.append((settings, path))
        return True, (say("was-removed", id=id, path=clean(str(path))),)

    def put_back(self) -> tuple[bool, tuple[str, ...]]:
        """Whether the report that was taken out last is back, and lines that say so."""
        settings, path = self._files[-1]
        try:
            id = adding.put_back(settings, path)
        except (YinjuError, OSError) as error:
            return False, (labels.error(error),)
        self._files.pop()
        path.parent.rmdir()
        return True, (say("was-put-back", id=id),)

    def _free(self) -> Path:
        """A folder that is not there yet."""
        taken = [int(one.name) for one in self.folder.glob("*") if one.name.isdecimal()]
        return self.folder / f"{max(taken, default=0) + 1:04}"
