"""`yinju figures`: the figures of the reports with their sources, or how they change."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from qa.cli.diagnostics import is_terminal, note
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.cli.writing import check_outputs, write_chart, write_table
from qa.errors import SettingsError
from qa.model import FigureFilter
from qa.render.rows import bar_of, change_table, figure_table
from qa.settings import Settings
from qa.wording import lang_of_locale, say


def run(arguments: Namespace, settings: Settings) -> int:
    """Write a row a figure, or with --compare a row for each step from year to year."""
    from qa.answering.figure_list import list_changes

    lang = settings.lang or lang_of_locale(os.environ)
    check_outputs(arguments)
    with open_engine(settings) as engine:
        known = {report.id: report for report in engine.reports}
        for id in arguments.report:
            if id not in known:
                raise SettingsError(
                    "no report {id}; there are {known}", id=id, known=", ".join(sorted(known))
                )
        found = list(engine.figures(_wanted(arguments)))
    if arguments.compare:
        changes = list(list_changes(found))
        table = change_table(changes, lang)
        found = [one for change in changes for one in (change.earlier, change.later)]
    else:
        table = figure_table(found, lang)
    if not table.rows:
        note(say("no-rows", lang))
    if arguments.chart:
        bars = [bar_of(one.figure, one.source, lang) for one in found]
        write_chart(Path(arguments.chart), say("chart-figures", lang), bars, lang)
    form = arguments.format or ("table" if _is_seen(arguments) else "csv")
    write_table(table, form, arguments.output)
    return Exit.DONE


def _wanted(arguments: Namespace) -> FigureFilter:
    return FigureFilter(
        tuple(arguments.place),
        tuple(arguments.year),
        tuple(arguments.unit),
        tuple(arguments.of),
        tuple(arguments.report),
        tuple(arguments.section),
    )


def _is_seen(arguments: Namespace) -> bool:
    return arguments.output == "-" and is_terminal(sys.stdout)
