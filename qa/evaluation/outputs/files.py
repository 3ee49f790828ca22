"""Outputs: the files that a run leaves beside its records, whole or not at all."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TextIO

from qa.errors import SettingsError
from qa.evaluation.outputs import html_page, trec
from qa.evaluation.outputs.junit import write_junit
from qa.evaluation.outputs.summary import Result, markdown
from qa.evaluation.runs.runner import Checked
from qa.files import drafted
from qa.render.tables import write_row

_CITED = ("number", "report", "place", "year", "start", "end", "text")
_COLUMNS = ("id", "question", "outcome", "status", "reason", "confidence", "answer", *_CITED)


def _nothing(_: object) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Output:
    """A file and what goes into it: first, for each question, and last."""

    path: str
    first: str = ""
    each: Callable[[Checked], Iterable[str]] = _nothing
    last: Callable[[Result], Iterable[str]] = _nothing


def junit(path: str) -> Output:
    """JUnit XML."""
    return Output(path, last=lambda result: write_junit(result.suite, result.ledger))


def summary(path: str, lang: str) -> Output:
    """Markdown."""
    return Output(path, last=lambda result: markdown(result, lang))


def html(path: str, title: str, lang: str) -> Output:
    """A page to look at."""
    return Output(
        path,
        html_page.begin_page(title, lang),
        lambda one: (html_page.article(one.case, one.entry, one.record, lang),),
        lambda result: html_page.end_page(result, lang),
    )


def rows(path: str) -> Output:
    """A row of CSV for each citation, one without for an answer that has none."""
    return Output(path, write_row(_COLUMNS), lambda one: map(write_row, _rows(one)))


def _rows(one: Checked) -> Iterator[tuple[object, ...]]:
    record, reason = one.record, one.record["reason"] or {"code": None}
    head = (one.case.id, one.case.question, str(one.entry.outcome), record["status"])
    told = (*head, reason["code"], record["confidence"], record["answer"])
    for cited in record["citations"] or [dict.fromkeys(_CITED)]:
        yield (*told, *(cited[key] for key in _CITED))


def trec_run(path: str) -> Output:
    """What was cited, as TREC has it."""
    return Output(path, each=lambda one: trec.run_lines(one.case.id, one.cited))


def qrels(path: str) -> Output:
    """What should be cited, as TREC has it."""
    return Output(path, each=lambda one: trec.qrels_lines(one.case.id, one.relevant))


def timings(path: str) -> Output:
    """How long each question took, as JSON lines; the last one sums up."""
    return Output(path, each=_time, last=_sum_times)


def _time(one: Checked) -> Iterator[str]:
    if not one.kept:
        milliseconds = round(one.reply.seconds * 1000, 3)
        line = {"id": one.case.id, "ms": milliseconds}
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _sum_times(result: Result) -> Iterator[str]:
    seconds = result.seconds
    rate = round(result.timed / seconds, 1) if seconds else 0
    line = {"questions": result.timed, "seconds": round(seconds, 3), "per_second": rate}
    yield json.dumps(line) + "\n"


class Outputs:
    """Several outputs, written as a run goes. A context manager: what fails leaves no file."""

    def __init__(self, outputs: Iterable[Output]) -> None:
        self._outputs = tuple(outputs)
        self._stack = ExitStack()
        self._files: list[TextIO] = []

    def __enter__(self) -> Self:
        with self._stack:
            for output in self._outputs:
                file = self._stack.enter_context(create(Path(output.path)))
                self._files.append(file)
                file.write(output.first)
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.__exit__(*error)  # type: ignore[arg-type]  # handed on as it comes

    def add(self, one: Checked) -> None:
        """Write what there is to say of a question."""
        for output, file in zip(self._outputs, self._files, strict=True):
            file.writelines(output.each(one))

    def finish(self, result: Result) -> None:
        """Write what is known in the end."""
        for output, file in zip(self._outputs, self._files, strict=True):
            file.writelines(output.last(result))


@contextmanager
def create(path: Path) -> Iterator[TextIO]:
    """A text file that takes its name only when all of it is written.

    Raises:
        SettingsError: It cannot be written.
    """
    with ExitStack() as stack:
        try:
            draft = stack.enter_context(drafted(path))
        except OSError as error:
            raise _unwritable(path, error) from error
        yield stack.enter_context(open_text(draft))


def open_text(path: Path, mode: str = "w") -> TextIO:
    """A text file to be written, the same bytes on every system.

    Raises:
        SettingsError: It cannot be written.
    """
    try:
        return path.open(mode, encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[return-value]
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> SettingsError:
    named = path if path.is_dir() else path.parent
    return SettingsError("{path}: cannot be written: {why}", path=named, why=error)
