"""`yinju watch`: the corpus and its index kept up to date while files come, change and go."""

import os
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from qa.adding import files_in, take_in
from qa.cli import diagnostics, outcomes
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.errors import CorpusError, SettingsError
from qa.files import is_folder
from qa.ingestion.folders import list_files
from qa.ingestion.intake.sources import Source
from qa.settings import Settings
from qa.wording import lang_of_locale, say, tell

Seen = dict[Path, tuple[int, int]]


def run(arguments: Namespace, settings: Settings) -> int:
    """Look again and again, until interrupted; what has not changed is not read again."""
    lang = settings.lang or lang_of_locale(os.environ)
    paths = [Path(name) for name in arguments.paths]
    for path in paths:
        try:
            _ = list(path.iterdir()) if is_folder(path) else path.stat()
        except OSError as error:
            raise SettingsError("{path}: cannot be read: {why}", path=path, why=error) from error
    seen: Seen = {}
    before: Seen = {}
    if not paths:
        list_files(settings.corpus)  # says why, if there is nothing to watch
    while True:
        seen, whole = _add_new(settings, paths, seen, lang)
        now = _look([settings.corpus])
        if now != before:
            whole = _bring_up_to_date(settings, before, now, lang) and whole
            before = _look([settings.corpus])
        if arguments.once:
            return Exit.DONE if whole else Exit.UNREADABLE
        time.sleep(arguments.every)


def _add_new(settings: Settings, paths: list[Path], seen: Seen, lang: str) -> tuple[Seen, bool]:
    """Add the files that were not seen as they are now; return what there is, and whether it went.

    What the corpus does not take now is tried again at the next look.
    """
    now = _look(paths)
    new = [path for path in sorted(now) if seen.get(path) != now[path]]
    try:
        found = list(take_in(settings, _sources(new), replace=True)) if new else []
    except CorpusError as error:
        diagnostics.note(tell(error, lang))
        return seen, False
    for line in outcomes.tell([one for one in found if one.status != "there"], lang):
        print(line, flush=True)
    return now, True


def _sources(paths: Sequence[Path]) -> Iterator[Source]:
    """Yield what the files hold that are still there."""
    for path in paths:
        with suppress(SettingsError):
            yield from files_in([path])


def _bring_up_to_date(settings: Settings, before: Seen, now: Seen, lang: str) -> bool:
    counts = {
        "added": len(now.keys() - before.keys()),
        "changed": sum(before[path] != now[path] for path in before.keys() & now.keys()),
        "gone": len(before.keys() - now.keys()),
    }
    diagnostics.note(say("watched", lang, **counts))
    try:
        with open_engine(settings) as engine:
            diagnostics.note(say("watch-ready", lang, count=len(engine.reports)))
    except CorpusError as error:
        diagnostics.note(tell(error, lang))
        return False
    return True


def _look(paths: list[Path]) -> Seen:
    """What stands there now, each file with its time and size; hidden ones left out."""
    found: Seen = {}
    for path in paths:
        for file in _files_in(path) if is_folder(path) else [path]:
            with suppress(OSError):  # it went while we looked, or is closed to us
                state = file.stat()
                if S_ISREG(state.st_mode):
                    found[file] = state.st_mtime_ns, state.st_size
    return found


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and those in it; what is closed to us or hidden is left out."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))
