"""`yinju chat`: question after question, on a terminal or through a pipe."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

from qa.cli.diagnostics import in_color, is_terminal, note
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.cli.questions import piped_lines, question
from qa.language import resources
from qa.render import text
from qa.settings import Settings
from qa.wording import lang_of_locale, say

_REMEMBERED = 8
"""Earlier questions that go along with the next."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Answer until :q or the end of the input."""
    lang = settings.lang or lang_of_locale(os.environ)
    color = in_color(settings.color, sys.stdout)
    history: tuple[str, ...] = ()
    with open_engine(settings) as engine:
        for line in _lines(say("chat-greeting", lang)):
            command = _command(line)
            if command == "quit":
                break
            if command == "new":
                history = ()
                note(say("chat-new", lang))
            elif command:
                note(say(f"chat-{command}", lang, command=line))
            else:
                asked = question(line, arguments, history, settings.lang)
                answer = engine.ask(asked, settings.top)
                print(text(answer, lang=settings.lang, color=color), end="\n\n", flush=True)
                history = (*history, line)[-_REMEMBERED:]
    return Exit.DONE


def _command(line: str) -> str:
    """What a line orders: quit, new, help or unknown; empty if it is a question."""
    marked = line[0] in ":/"
    known = _commands().get(line[marked:].strip().lower(), "")
    return known or ("unknown" if marked else "")


@cache
def _commands() -> dict[str, str]:
    """The command that each word orders."""
    rows = resources.read_rows("wording/chat-commands.tsv", 2)
    return {word: command for command, words in rows for word in words.split()}


def _lines(greeting: str) -> Iterator[str]:
    """The lines that say something; on a terminal behind a prompt, with line editing."""
    if is_terminal(sys.stdin):
        note(greeting)
        lines = _prompted()
    else:
        lines = piped_lines()
    return (line.strip() for line in lines if line.strip())


def _prompted() -> Iterator[str]:
    with suppress(ImportError):
        import readline  # noqa: F401  # gives input() its line editing
    with suppress(EOFError):
        while True:
            yield input("> ")
