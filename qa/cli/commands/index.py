"""`yinju index`: documents read and the index built, or all found to be right."""

from argparse import Namespace

from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.ingestion.intake.catching_up import catch_up
from qa.settings import Settings


def run(arguments: Namespace, settings: Settings) -> int:
    """Build what is missing or out of date; the engine notes on stderr when it does."""
    if arguments.force and settings.index.is_file():
        settings.index.unlink()
    catch_up(settings.corpus, diagnostics.progress, thoroughly=True)
    with open_engine(settings) as engine:
        print(f"{settings.index}: {len(engine.reports)} reports", flush=True)
    return Exit.DONE
