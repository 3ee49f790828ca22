"""`yinju add`: reports copied into a corpus folder of one's own."""

from argparse import Namespace
from pathlib import Path

from qa.adding import add_files
from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.settings import Settings


def run(arguments: Namespace, settings: Settings) -> int:
    """Copy each report under its own name, after checking that it can be read; all or none."""
    for report, is_new in add_files(settings, [Path(name) for name in arguments.paths]).items():
        diagnostics.note(f"added {report}" if is_new else f"{report} is there already")
    return Exit.DONE
