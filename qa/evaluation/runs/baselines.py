"""Baselines: the outcomes of a run that is good enough, kept to tell what later runs break.

A baseline is JSON lines. The first says what it rests on: version, reports and word lists.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from qa import __version__
from qa.errors import SettingsError
from qa.evaluation.judging import Outcome
from qa.evaluation.runs.results import Before, Entry
from qa.ingestion.folders import fingerprint
from qa.language import resources
from qa.retrieval import reranking
from qa.settings import Settings

_FORMAT = 1
_PASSED = frozenset((Outcome.RIGHT, Outcome.UNCHECKED))


def stamp(settings: Settings) -> dict[str, object]:
    """What answers rest on: version, encoder, and hashes of the reports and of all word lists."""
    encoder = reranking.version() if settings.semantic else None
    return {
        "baseline": _FORMAT,
        "version": __version__,
        "corpus": fingerprint(settings.corpus),
        "lexicon": _hash_lexicon(settings.lexicons),
        **({"encoder": encoder} if encoder else {}),
    }


def read_baseline(path: Path) -> Iterator[Before]:
    """The outcomes in a baseline.

    Raises:
        SettingsError: It cannot be read.
    """
    _, lines = _open(path)
    for number, line in lines:
        try:
            item = json.loads(line)
            cited = " ".join(item["cited"])
            yield Before(str(item["id"]), Outcome(item["outcome"]), item["answer"], cited)
        except (ValueError, KeyError, TypeError) as error:
            raise SettingsError(
                "{path}: not a line of a baseline", path=f"{path}:{number}"
            ) from error


def read_failed(path: Path) -> frozenset[str]:
    """The ids of the questions that failed in a baseline.

    Raises:
        SettingsError: It cannot be read.
    """
    return frozenset(one.id for one in read_baseline(path) if one.outcome not in _PASSED)


def differences(path: Path, now: Mapping[str, object]) -> list[str]:
    """In what a baseline rests on something else than a run does now.

    Raises:
        SettingsError: It cannot be read.
    """
    head, _ = _open(path)
    return [key for key in {**now, **head} if head.get(key) != now.get(key)]


def write_lines(now: Mapping[str, object], entries: Iterable[Entry]) -> Iterator[str]:
    """The lines of a baseline, each with its line end."""
    yield json.dumps(now, ensure_ascii=False) + "\n"
    for one in entries:
        item = {
            "id": one.id,
            "outcome": str(one.outcome),
            "answer": one.answer,
            "cited": one.cited.split(" ") if one.cited else [],
        }
        yield json.dumps(item, ensure_ascii=False) + "\n"


def _open(path: Path) -> tuple[Mapping[str, Any], Iterator[tuple[int, str]]]:
    """The head of a baseline, and its other lines with their numbers."""
    lines = _numbered(path)
    try:
        head = json.loads(next(lines, (1, ""))[1])
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("baseline") != _FORMAT:
        raise SettingsError("{path}: not a baseline; make one with --update-baseline", path=path)
    return head, lines


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from enumerate(file, 1)
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        raise SettingsError(
            "{path}: cannot be read: {why}; --update-baseline makes a baseline", path=path, why=why
        ) from error


def _hash_lexicon(own: Iterable[Path]) -> str:
    """Over the shipped data and the user's own word lists; names count, folders do not."""
    digest = sha256()
    for path in (*resources.find_files(), *own):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SettingsError("{path}: cannot be read: {why}", path=path, why=error) from error
        digest.update(f"{path.name}\0{len(data)}\0".encode("utf-8", "replace"))
        digest.update(data)
    return digest.hexdigest()
