"""`yinju reports`: what is loaded."""

import os
from argparse import Namespace

from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.cli.writing import write_table
from qa.render.rows import report_table
from qa.settings import Settings
from qa.wording import lang_of_locale


def run(arguments: Namespace, settings: Settings) -> int:
    """Write a row a report."""
    lang = settings.lang or lang_of_locale(os.environ)
    with open_engine(settings) as engine:
        table = report_table(engine.reports, lang)
    write_table(table, "jsonl" if arguments.json else arguments.format)
    return Exit.DONE
