"""`yinju index`: documents read and the index built, or all found to be right."""

from argparse import Namespace
from collections.abc import Iterator

from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.index.sqlite import Index
from qa.ingestion.intake.catching_up import catch_up
from qa.settings import Settings


def run(arguments: Namespace, settings: Settings) -> int:
    """Build what is missing or out of date; the engine notes on stderr when it does."""
    if arguments.force and settings.index.is_file():
        settings.index.unlink()
    catch_up(settings.corpus, diagnostics.progress, thoroughly=True)
    with open_engine(settings) as engine:
        if arguments.check:
            engine.index.check()
        print(f"{settings.index}: {len(engine.reports)} reports", flush=True)
        if arguments.stats:
            print(*_stats(engine.index), sep="\n", flush=True)
    return Exit.DONE


def _stats(index: Index) -> Iterator[str]:
    """What an index holds, a line each."""
    yield f"engine: {index.engine}"
    yield f"sentences: {len(index.postings)}"
    yield f"tokens: {sum(1 for _ in index.postings.vocabulary())}"
    yield f"bytes: {index.size()}"
