"""The questions of a command line or of stdin."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator

from qa.cli.diagnostics import is_terminal
from qa.cli.exits import Exit
from qa.errors import CorpusError, QuestionError
from qa.model import Answer, Kind, Question, ReasonCode
from qa.wording import lang_of_locale

_SENSELESS = frozenset((ReasonCode.NOT_A_QUESTION, ReasonCode.TOO_LONG))
"""Reasons that lie with the question, not with the reports."""


def asked(arguments: Namespace, lang: str | None) -> tuple[Question, ...]:
    """The questions asked: the words given, or for - and for none at all the lines of stdin.

    Raises:
        QuestionError: There is no question.
    """
    words: list[str] = arguments.question
    if words and words != ["-"]:
        return (question(" ".join(words), arguments, tuple(arguments.history), lang),)
    if not words and is_terminal(sys.stdin):
        raise QuestionError('no question: write it after the command, as in yinju ask "…"')
    lines = [line for line in piped_lines() if line]
    if not lines:
        raise QuestionError("no question on stdin: give one a line")
    return tuple(question(line, arguments, tuple(arguments.history), lang) for line in lines)


def piped_lines() -> Iterator[str]:
    """The lines of stdin as they come, stripped, in UTF-8 or GB18030.

    Raises:
        QuestionError: They are no text.
    """
    from qa.ingestion.charsets import decode

    for line in sys.stdin.buffer:
        try:
            yield decode(line).strip()
        except CorpusError as error:
            raise QuestionError("stdin: not readable text; send UTF-8 or GB18030") from error


def question(
    text: str, arguments: Namespace, history: tuple[str, ...], lang: str | None
) -> Question:
    """One question with the places, years and language chosen by option.

    What holds no letter tells no language, so the locale does.
    """
    if not any(map(str.isalpha, text)):
        lang = lang or lang_of_locale(os.environ)
    return Question(
        text,
        history=history,
        places=tuple(arguments.place),
        years=tuple(arguments.year),
        kind=Kind(arguments.kind) if arguments.kind else None,
        lang=lang or "",
    )


def exit_of(answers: Iterable[Answer]) -> Exit:
    """How a command ends that gave these: by USAGE if one says that its question is none."""
    codes = {answer.reason.code for answer in answers if answer.reason}
    return Exit.USAGE if codes & _SENSELESS else Exit.DONE
