"""`yinju ask`: an answer for a person, or a record."""

import sys
from argparse import Namespace

from qa.cli.diagnostics import in_color
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.cli.questions import asked
from qa.render import text, to_json
from qa.settings import Settings


def run(arguments: Namespace, settings: Settings) -> int:
    """Answer each question on stdout; a blank line sets answers for a person apart."""
    color = in_color(settings.color, sys.stdout)
    questions = asked(arguments, settings.lang)
    with open_engine(settings) as engine:
        for number, question in enumerate(questions):
            answer = engine.ask(question, settings.top)
            if arguments.json:
                print(to_json(answer), flush=True)
            else:
                gap = "\n" if number else ""
                print(gap + text(answer, lang=settings.lang, color=color), flush=True)
    return Exit.DONE
