"""`yinju watch`: the corpus and its index kept up to date while files come, change and go."""

import os
import time
from argparse import Namespace
from errno import ENOENT
from pathlib import Path

from qa.adding import files_in, take_in
from qa.cli import diagnostics, outcomes
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.errors import CorpusError, SettingsError
from qa.settings import Settings
from qa.wording import lang_of_locale, say, tell

Seen = dict[Path, tuple[int, int]]


def run(arguments: Namespace, settings: Settings) -> int:
    """Look again and again, until interrupted; what has not changed is not read again."""
    lang = settings.lang or lang_of_locale(os.environ)
    paths = [Path(name) for name in arguments.paths]
    for path in paths:
        if not path.exists():
            why = os.strerror(ENOENT)
            raise SettingsError("{path}: cannot be read: {why}", path=path, why=why)
    seen: Seen = {}
    before: Seen = {}
    while True:
        seen = _add_new(settings, paths, seen, lang)
        now = _look([settings.corpus])
        if now != before:
            _bring_up_to_date(settings, before, now, lang)
            before = _look([settings.corpus])
        if arguments.once:
            return Exit.DONE
        time.sleep(arguments.every)


def _add_new(settings: Settings, paths: list[Path], seen: Seen, lang: str) -> Seen:
    """Add the files that were not seen as they are now; return what there is."""
    now = _look(paths)
    new = [path for path in sorted(now) if seen.get(path) != now[path]]
    if new:
        found = list(take_in(settings, files_in(new), replace=True))
        for line in outcomes.tell([one for one in found if one.status != "there"], lang):
            print(line, flush=True)
    return now


def _bring_up_to_date(settings: Settings, before: Seen, now: Seen, lang: str) -> None:
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


def _look(paths: list[Path]) -> Seen:
    """What stands there now, each file with its time and size; hidden ones left out."""
    found: Seen = {}
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and not any(part.startswith(".") for part in file.parts[-2:]):
                state = file.stat()
                found[file] = state.st_mtime_ns, state.st_size
    return found
