"""`yinju ask`: an answer for a person, a record, or rows."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from qa.cli.diagnostics import in_color, note
from qa.cli.opening import open_engine
from qa.cli.questions import asked, exit_of
from qa.model import Answer
from qa.render import text, to_json
from qa.settings import Settings
from qa.wording import lang_of_locale


def run(arguments: Namespace, settings: Settings) -> int:
    """Answer each question on stdout; a blank line sets answers for a person apart.

    What is no question gets its answer too, and the exit code says so.
    """
    if arguments.chart:
        from qa.cli.writing import check_outputs

        check_outputs(arguments)
    questions = asked(arguments, settings.lang)
    with open_engine(settings) as engine:
        answers = (engine.ask(question, settings.top) for question in questions)
        if arguments.chart or arguments.format not in ("text", "json"):
            found = list(answers)
            _tabulate(found, arguments, settings)
        else:
            found = list(_tell(answers, arguments, settings))
    return exit_of(found)


def _tell(answers: Iterable[Answer], arguments: Namespace, settings: Settings) -> Iterator[Answer]:
    """The answers, each written when it is known."""
    as_record = arguments.json or arguments.format == "json"
    color = in_color(settings.color, sys.stdout)
    for number, answer in enumerate(answers):
        if as_record:
            print(to_json(answer), flush=True)
        else:
            gap = "\n" if number else ""
            print(gap + text(answer, lang=settings.lang, color=color), flush=True)
        yield answer


def _tabulate(answers: list[Answer], arguments: Namespace, settings: Settings) -> None:
    """Write the answers as rows, and their bars into a file."""
    from qa.cli.writing import write_chart, write_table
    from qa.render.rows import answer_table, bars_of

    lang = settings.lang or lang_of_locale(os.environ)
    for answer in answers:
        if answer.reason:
            note(answer.reason.message)
    if arguments.chart:
        title = "；".join(answer.question.text for answer in answers)
        bars = list(chain(*(bars_of(answer, lang) for answer in answers)))
        write_chart(Path(arguments.chart), title, bars, lang)
    if arguments.format in ("text", "json"):
        list(_tell(answers, arguments, settings))
    else:
        write_table(answer_table(answers, lang), arguments.format)
