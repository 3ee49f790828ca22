"""`yinju batch`: a question suite in, records out."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

from qa.batch import run as answers
from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.errors import SettingsError
from qa.render import to_json
from qa.settings import Settings


def run(arguments: Namespace, settings: Settings) -> int:
    """Write one record a line, in the suite's order, each as soon as it is there."""
    plain = arguments.suite.endswith(".txt")
    with (
        _suite(arguments.suite) as lines,
        open_engine(settings) as engine,
        _output(arguments.output) as out,
    ):
        for done, answer in enumerate(answers(engine, lines, plain=plain, top=settings.top), 1):
            print(to_json(answer), file=out, flush=True)
            diagnostics.progress(done, 0)
        diagnostics.clear()
    return Exit.DONE


@contextmanager
def _suite(name: str) -> Iterator[IO[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115  # closed below
    except OSError as error:
        raise SettingsError(f"{name}: cannot be read: {error.strerror}") from error
    with file:
        yield file


@contextmanager
def _output(name: str) -> Iterator[TextIO]:
    """stdout, or a file that takes its name only when all of it is written."""
    path = Path(name)
    if name == "-":
        yield sys.stdout
    elif path.exists() and not path.is_file():
        with _create(path) as file:  # a pipe or a device cannot be replaced
            yield file
    else:
        path = path.resolve()
        temporary = path.with_name(f".{path.name}.part")
        try:
            with _create(temporary) as file:
                yield file
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def _create(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise SettingsError(f"{path.parent}: cannot be written: {error.strerror}") from error
