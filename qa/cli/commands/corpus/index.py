"""`yinju index`: documents read and the index built, or all found to be right."""

import os
from argparse import Namespace
from collections.abc import Iterator

from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.index.sqlite import Index
from qa.ingestion.intake.catching_up import catch_up
from qa.settings import Settings
from qa.wording import lang_of_locale, say


def run(arguments: Namespace, settings: Settings) -> int:
    """Build what is missing or out of date; the engine notes on stderr when it does."""
    if arguments.force and settings.index.is_file():
        settings.index.unlink()
    catch_up(settings.corpus, diagnostics.progress, thoroughly=True)
    with open_engine(settings) as engine:
        if arguments.check:
            engine.index.check()
        lang = settings.lang or lang_of_locale(os.environ)
        print(say("index-is", lang, path=settings.index, count=len(engine.reports)), flush=True)
        if arguments.stats:
            print(*_stats(engine.index, lang), sep="\n", flush=True)
    return Exit.DONE


def _stats(index: Index, lang: str) -> Iterator[str]:
    """What an index holds, a line each."""
    yield say("index-engine", lang, name=index.engine)
    yield say("index-sentences", lang, count=len(index.postings))
    yield say("index-tokens", lang, count=sum(1 for _ in index.postings.vocabulary()))
    yield say("index-bytes", lang, count=index.size())
