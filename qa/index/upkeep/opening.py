"""Opening: the index of a corpus as it is, brought up to date, or built anew."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from qa import __version__
from qa.errors import ClusterFault, IndexFault, OutdatedIndex, YinjuError
from qa.files import is_folder, is_there, states
from qa.index.engines import OPENSEARCH
from qa.index.parts.part import Recipe
from qa.index.sqlite import Index
from qa.index.sqlite_writing import is_other
from qa.ingestion.folders import Contents, read_contents
from qa.language import resources
from qa.settings import Settings, default_index

Progress = Callable[[int, int], None] | None
Notify = Callable[[YinjuError], None] | None
MakeRecipe = Callable[[bool], Recipe]
"""Makes the recipe of every corpus, told whether sentences get vectors; only building needs it."""
_RESTS_ON = ("ingestion", "analysis", "index", "query", "language")
"""The rooms an index is made in."""


_TRIES = 8
"""To bring an index up to date that others change too; whoever fails has seen another succeed."""


class Task(NamedTuple):
    """An index to be made: of what, how, and who is told."""

    settings: Settings
    """Name the corpus, the index and the engine."""
    contents: Contents
    """Of the corpus."""
    make_recipe: MakeRecipe
    """Makes what the stages of a report give to the index."""
    stamp: Mapping[str, str]
    """What the index depends on."""
    progress: Progress
    """Told how many reports of how many are read."""
    notify: Notify
    """Told of files that are no reports; without it the first one is an error."""

    def recipe(self) -> Recipe:
        """What the stages of a report give, with vectors where the index depends on an encoder."""
        return self.make_recipe("encoder" in self.stamp)


def open_index(
    settings: Settings,
    make_recipe: MakeRecipe,
    encoder: str | None,
    progress: Progress = None,
    notify: Notify = None,
) -> Index:
    """The index of a corpus, built first if there is none or what it depends on has changed.

    Args:
        settings: Name the corpus and the index.
        make_recipe: Makes what the stages of a report give to the index.
        encoder: The version of what gives sentences their vectors; None if they get none.
        progress: Told how much of how much is done while documents are read or the index is built.
        notify: Told of what is built anew, and of files that are no reports.

    Raises:
        CorpusError: The reports cannot be read.
        IndexFault: The index cannot be written.
    """
    _read_documents(settings.corpus, progress)
    contents = read_contents(settings.corpus)
    stamp = {"corpus": contents.fingerprint, "program": _program()}
    if encoder:
        stamp["encoder"] = encoder
    task = Task(settings, contents, make_recipe, stamp, progress, notify)
    path = settings.index
    is_cache = path == default_index(settings.corpus)
    if found := _find(task, is_cache):
        return found
    _read_documents(settings.corpus, progress, thoroughly=True)
    # What only building needs costs a question that finds its index a tenth of its time.
    from qa.index.upkeep.indexing import build_index

    try:
        return build_index(task)
    except IndexFault as fault:
        # No cluster is loaded anew for each run.
        if not is_cache or settings.engine == OPENSEARCH:
            raise
        if notify:
            notify(IndexFault("{fault}; until then it is built for each run", fault=fault))
    return _build_elsewhere(task)


def _find(task: Task, is_cache: bool) -> Index | None:
    """The index that is there, brought up to date; None if it has to be built anew.

    Another process may put another one in its place, and remove what the old one had beside it,
    while this one opens or changes it: then that one is looked at.
    """
    settings = task.settings
    for _ in range(_TRIES):
        before = _state(settings.index)
        try:
            return Index.open(settings.index, task.stamp, settings.engine, settings.cluster)
        except OutdatedIndex:
            if changed := _change(task):
                return changed
        except ClusterFault:
            raise  # the index may be sound
        except IndexFault as fault:
            if _state(settings.index) == before:
                _make_way(settings.index, is_cache, fault, task.notify)
        if _state(settings.index) == before:
            break
    return None


def _state(path: Path) -> tuple[int, int, int] | None:
    """What tells a file from the one that takes its place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _change(task: Task) -> Index | None:
    """The index with what has changed in its corpus; None if it has to be built anew."""
    from qa.index.upkeep.indexing import change_index

    if task.notify:
        task.notify(OutdatedIndex("the reports have changed: bringing the index up to date"))
    try:
        return change_index(task)
    except IndexFault:
        return None


def _build_elsewhere(task: Task) -> Index:
    """The index in a folder that is gone when it is open, which it can be read without."""
    from tempfile import TemporaryDirectory

    from qa.index.upkeep.indexing import build_index

    with TemporaryDirectory(prefix="yinju-", ignore_cleanup_errors=True) as folder:
        elsewhere = replace(task.settings, index=Path(folder) / task.settings.index.name)
        return build_index(task._replace(settings=elsewhere, notify=lambda _: None))


def _make_way(path: Path, is_cache: bool, fault: IndexFault, notify: Notify) -> None:
    """Tells that an index is built anew; IndexFault if something else stands there."""
    if not is_cache and is_folder(path):
        raise IndexFault("{path} is a folder; name a file with --index", path=path)
    if not is_cache and is_other(path):
        raise IndexFault(
            "{path} is not an index and stays as it is;"
            " name another with --index, or replace it: yinju index --force",
            path=path,
        )
    if notify and is_there(path):
        notify(IndexFault("{fault}; building it anew", fault=fault))


def _read_documents(corpus: Path, progress: Progress, thoroughly: bool = False) -> None:
    """Reads the documents that are new or have changed; where there are none, nothing is loaded.

    Those that readers of before have read are among them only where all are looked at thoroughly.
    """
    from qa.ingestion.folders import documents_in, unread

    if documents_in(corpus) if thoroughly else unread(corpus):
        from qa.ingestion.intake.catching_up import catch_up

        catch_up(corpus, progress, thoroughly)


def _program() -> str:
    """Version of the program and hash of its data and code that the index depends on."""
    root = Path(__file__).parents[2]
    rooms = [states(root / room, ".py") for room in _RESTS_ON]
    wired = (root / "building.py").stat()
    code = rooms, wired.st_size, wired.st_mtime_ns
    return sha256(repr((__version__, resources.stamp(), code)).encode()).hexdigest()[:16]
