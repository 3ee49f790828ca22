"""`yinju search`: the sentences that speak of something, without an answer."""

import sys
from argparse import Namespace

from qa.cli.diagnostics import in_color, note
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.cli.writing import show, write_table
from qa.errors import QuestionError
from qa.model import Question
from qa.render.rows import citation_table
from qa.render.texts import passage
from qa.settings import Settings
from qa.wording import lang_of, say


def run(arguments: Namespace, settings: Settings) -> int:
    """List the best sentences, for a person or as rows."""
    words = " ".join(arguments.words)
    if not words.strip():
        raise QuestionError("no words: write what the sentences should speak of")
    lang = settings.lang or lang_of(words)
    question = Question(words, places=tuple(arguments.place), years=tuple(arguments.year))
    with open_engine(settings) as engine:
        found = engine.search(question, arguments.limit)
    if not found:
        note(say("no-sentences", lang))
    if arguments.format == "text":
        color = in_color(settings.color, sys.stdout)
        show(passage(one, lang, color) + "\n" for one in found)
    else:
        write_table(citation_table(found, lang), arguments.format)
    return Exit.DONE
