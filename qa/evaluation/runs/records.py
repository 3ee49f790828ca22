"""The records of a run as a file: whole lines, each there as soon as its question is answered."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qa.errors import SettingsError
from qa.evaluation.suites.cases import Case


def keep_whole_lines(path: Path) -> None:
    """Cut off what a run that was killed left of a line.

    Raises:
        SettingsError: The file cannot be read or written.
    """
    try:
        with path.open("r+b") as file:
            whole = sum(len(line) for line in file if line.endswith(b"\n"))
            file.truncate(whole)
    except FileNotFoundError:
        return
    except OSError as error:
        raise SettingsError("{path}: cannot be read: {why}", path=path, why=error) from error


def kept_lines(path: Path) -> Iterator[str]:
    """The lines that a run before has left, without their ends."""
    if path.exists():
        with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            yield from (line.rstrip("\n") for line in file)


def is_record_of(line: str, case: Case) -> bool:
    """Whether a line is the record of this question."""
    record = read_record(line)
    return record is not None and (record.get("id"), record.get("question")) == (
        case.id,
        case.question,
    )


def read_record(line: str) -> Mapping[str, Any] | None:
    """The record on a line; None if it is not a JSON object."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
