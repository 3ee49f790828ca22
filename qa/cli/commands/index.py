"""`yinju index`: the index built, or found to be right."""

from argparse import Namespace

from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.settings import Settings


def run(_arguments: Namespace, settings: Settings) -> int:
    """Build what is missing or out of date; the engine notes on stderr when it does."""
    with open_engine(settings) as engine:
        print(f"{settings.index}: {len(engine.reports)} reports", flush=True)
    return Exit.DONE
