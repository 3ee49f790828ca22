"""Suites read: JSON lines, CSV, or plain text with a question a line.

A suite is read as often as it is needed and never held: what comes out are its cases one by one,
and a fault for what cannot be read.
"""

import csv
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from qa.errors import SettingsError, SuiteError
from qa.evaluation.judging import Expectation, read_expectation
from qa.model import Question

FORMATS = ("jsonl", "csv", "txt")
FIELDS = frozenset(("id", "question", "lang", "kind", "history", "expect"))
COLUMNS = FIELDS - {"expect"} | {"answer", "evidence", "reports", "abstain"}
NO_KIND = "other"
"""The kind of a question whose suite names none."""
_GROUP, _ALTERNATIVE = ";", "|"
"""What sets groups and alternatives apart in a cell of CSV."""
_YES = frozenset(("true", "yes", "1", "x"))


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a suite."""

    line: int
    """Where it stands, from 1; for CSV where it ends."""
    id: str
    question: str
    lang: str = ""
    kind: str = NO_KIND
    history: tuple[str, ...] = ()
    expect: Expectation | None = None
    unknown: tuple[str, ...] = ()
    """Fields that nobody reads."""

    @property
    def asked(self) -> Question:
        """The question as the engine takes it."""
        return Question(self.question, self.id, self.history)


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of a suite that cannot be read, and why."""

    line: int
    detail: SuiteError


class Suite:
    """A suite that is open; iterating reads it from the start."""

    def __init__(self, name: str, file: IO[bytes], form: str) -> None:
        self.name = name
        self._file = file
        self._read = {"jsonl": _read_json, "csv": _read_csv, "txt": _read_text}[form]

    def __iter__(self) -> Iterator[Case | Fault]:
        self._file.seek(0)
        return self._read(self._file)

    def cases(self) -> Iterator[Case]:
        """The cases alone."""
        return (one for one in self if isinstance(one, Case))


@contextmanager
def open_suite(name: str, form: str | None = None) -> Iterator[Suite]:
    """The suite of a file, or of stdin for -, which is set down in a file first.

    Args:
        name: The file; its ending tells the format.
        form: One of FORMATS, whatever the ending says.

    Raises:
        SettingsError: The file cannot be read.
    """
    form = form or {".txt": "txt", ".csv": "csv"}.get(Path(name).suffix.lower(), "jsonl")
    with open_lines(name) as file:
        if file.seekable() and name != "-":
            yield Suite(name, file, form)
        else:
            with tempfile.TemporaryFile() as copy:
                shutil.copyfileobj(file, copy)
                yield Suite("stdin" if name == "-" else name, copy, form)


@contextmanager
def open_lines(name: str) -> Iterator[IO[bytes]]:
    """The bytes of a file, or of stdin for -.

    Raises:
        SettingsError: The file cannot be read.
    """
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115  # closed below
    except OSError as error:
        raise SettingsError("{path}: cannot be read: {why}", path=name, why=error) from error
    with file:
        yield file


def _read_json(file: IO[bytes]) -> Iterator[Case | Fault]:
    for number, line in enumerate(file, 1):
        try:
            if text := _decode(line):
                yield _case(_parse(text), number, FIELDS)
        except SuiteError as error:
            yield Fault(number, error)


def _read_text(file: IO[bytes]) -> Iterator[Case | Fault]:
    for number, line in enumerate(file, 1):
        try:
            if text := _decode(line):
                yield Case(number, str(number), text)
        except SuiteError as error:
            yield Fault(number, error)


def _read_csv(file: IO[bytes]) -> Iterator[Case | Fault]:
    reader = csv.DictReader(line.decode("utf-8-sig") for line in file)
    try:
        if "question" not in (reader.fieldnames or ()):
            yield Fault(
                1, SuiteError('the first line must name the columns, "question" among them')
            )
            return
        for row in reader:
            try:
                yield _case(_fields(row), reader.line_num, FIELDS)
            except SuiteError as error:
                yield Fault(reader.line_num, error)
    except UnicodeDecodeError:
        yield Fault(reader.line_num + 1, SuiteError("not UTF-8; save it as CSV in UTF-8"))
    except csv.Error as error:
        yield Fault(reader.line_num, SuiteError("not CSV: {why}", why=error))


def _decode(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise SuiteError("not UTF-8") from error


def _parse(text: str) -> Mapping[str, Any]:
    try:
        item = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise SuiteError("not a JSON object") from error
    if not isinstance(item, dict):
        raise SuiteError("not a JSON object")
    return item


def _fields(row: Mapping[str | None, Any]) -> dict[str, Any]:
    """A row of CSV as the fields that JSON has."""
    filled = {key or "": value for key, value in row.items() if value}
    expect: dict[str, Any] = {}
    for key in ("answer", "evidence"):
        if key in filled:
            expect[key] = [group.split(_ALTERNATIVE) for group in _split(filled.pop(key))]
    if "reports" in filled:
        expect["reports"] = _split(filled.pop("reports"))
    if filled.pop("abstain", "").strip().lower() in _YES:
        expect["abstain"] = True
    if "history" in filled:
        filled["history"] = _split(filled["history"])
    return filled | ({"expect": expect} if expect else {})


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_GROUP) if part.strip()]


def _case(item: Mapping[str, Any], line: int, known: frozenset[str]) -> Case:
    expect = item.get("expect")
    if expect is not None and not isinstance(expect, dict):
        raise SuiteError('"{key}" must be an object', key="expect")
    return Case(
        line,
        _id(item, line),
        _text(item, "question", None),
        _text(item, "lang", ""),
        _text(item, "kind", "") or NO_KIND,
        _history(item),
        None if expect is None else read_expectation(expect),
        tuple(sorted(item.keys() - known)),
    )


def _text(item: Mapping[str, Any], key: str, default: str | None) -> str:
    value = item.get(key, default)
    if not isinstance(value, str):
        raise SuiteError('"{key}" must be a text', key=key)
    return value


def _id(item: Mapping[str, Any], line: int) -> str:
    value = item.get("id", str(line))
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise SuiteError('"{key}" must be a text or a whole number', key="id")
    return str(value)


def _history(item: Mapping[str, Any]) -> tuple[str, ...]:
    value = item.get("history") or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise SuiteError('"{key}" must be a list of texts', key="history")
    return tuple(value)
