"""The command `yinju`: its grammar, one module a command, and what becomes of errors."""

import gc
import os
import re
import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path

from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.errors import CorpusError, IndexFault, QuestionError, SettingsError, YinjuError
from qa.settings import settle, surroundings
from qa.wording import lang_of_locale, say, tell

_LANG = re.compile(r"(?:^|\0)--lang[\0=](zh|en)(?:\0|$)")
_KEEPING = frozenset(("add", "index", "remove", "reports", "watch"))
_MADE = 20_000
"""Objects after which garbage is looked for: a start makes many, and throws none away."""
_EXITS: dict[type[YinjuError], Exit] = {
    SettingsError: Exit.USAGE,
    QuestionError: Exit.USAGE,
    CorpusError: Exit.UNREADABLE,
    IndexFault: Exit.UNREADABLE,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit code, one of `Exit`.
    """
    gc.set_threshold(_MADE)
    _open_streams()
    arguments = (sys.argv[1:] if argv is None else list(argv)) or ["--help"]
    named = _named_language(arguments)
    lang = named or lang_of_locale(os.environ)
    try:
        folder = _working_folder()
        around = surroundings(os.environ, folder)
        lang = named or str(around.get("lang") or lang)
        code = _run(arguments, around, folder, lang)
        sys.stdout.flush()
    except KeyboardInterrupt:
        diagnostics.clear()
        diagnostics.note(say("interrupted", lang))
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        return Exit.DONE
    except YinjuError as error:
        return _fail(error, tell(error, lang), _exit(error), arguments)
    except OSError as error:
        fault = YinjuError(
            "the output cannot be written ({why}); make room or write elsewhere", why=error
        )
        return _fail(error, tell(fault, lang), Exit.FAILED, arguments)
    except Exception as error:
        detail = f"{type(error).__name__}: {error}".splitlines()[0]
        return _fail(error, say("broken", lang, detail=detail), Exit.FAILED, arguments)
    return code


def _working_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise SettingsError("the folder you are in is gone; change to another") from error


def _run(argv: Sequence[str], around: Mapping[str, object], folder: Path, lang: str) -> int:
    from importlib import import_module

    from qa.cli.parser import parse

    arguments = parse(argv, lang)
    room = "qa.cli.commands.corpus" if arguments.command in _KEEPING else "qa.cli.commands"
    run = import_module(f"{room}.{arguments.command}").run
    code: int = run(arguments, settle(vars(arguments), around, folder))
    return code


def _named_language(argv: Sequence[str]) -> str:
    """What `--lang` says, which help and messages follow even if the rest makes no sense."""
    # batch has a --lang of its own: the language of the questions.
    named = None if "batch" in argv else _LANG.search("\0".join(argv))
    return named[1] if named else ""


def _exit(error: YinjuError) -> Exit:
    return next((code for kind, code in _EXITS.items() if isinstance(error, kind)), Exit.FAILED)


def _fail(error: Exception, message: str, code: Exit, argv: Sequence[str]) -> Exit:
    if "--debug" in argv:
        import traceback

        traceback.print_exception(error)
    diagnostics.note(" ".join(message.split()))
    return code


def _open_streams() -> None:
    """Make every stream UTF-8, and stand in for a closed one."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # stays open
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A lone surrogate from the command line stays legible, in JSON as its own escape.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _close_stdout() -> None:
    # The reader has gone; Python must not find out again when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
