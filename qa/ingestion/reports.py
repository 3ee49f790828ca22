"""Reading reports: files of plain text become `Report` records."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

from qa.errors import CorpusError
from qa.ingestion.folders import MANIFEST, decode, find_files, name_of, read_bytes
from qa.ingestion.metadata import find_level, read_metadata
from qa.ingestion.sentences import split
from qa.model import Report

KEYS: Mapping[str, type] = {"place": str, "level": str, "year": int, "title": str, "issuer": str}
"""What a manifest may set, and the type of each."""


def read_reports(folder: Path) -> tuple[Report, ...]:
    """Return the reports of a folder, sorted by id.

    The folder holds *.txt files, or a folder `reports` that does, and may hold a `manifest.toml`.

    Raises:
        CorpusError: the folder, a file in it or the manifest cannot be read.
    """
    paths = find_files(folder)
    overrides = _read_manifest(folder, set(paths))
    return tuple(read_report(path, overrides.get(key)) for key, path in sorted(paths.items()))


def read_report(path: Path, overrides: Mapping[str, object] | None = None) -> Report:
    """Return the report in a file; `overrides` win over what its text says about itself.

    Raises:
        CorpusError: the file cannot be read, is too large, is no text or holds no sentence.
    """
    return parse_report(path, read_bytes(path), overrides)


def parse_report(path: Path, data: bytes, overrides: Mapping[str, object] | None = None) -> Report:
    """Return the report in a file's bytes, which `path` names and need not hold.

    Raises:
        CorpusError: they are no text or hold no sentence.
    """
    text = decode(data, path.name)
    said = read_metadata(text)
    chosen: dict[str, object] = {key: getattr(said, key) for key in KEYS} | dict(overrides or {})
    if overrides and "place" in overrides and "level" not in overrides:
        chosen["level"] = find_level(str(chosen["place"]))
    report = Report(
        id=name_of(path),
        place=str(chosen["place"]),
        level=str(chosen["level"]),
        year=chosen["year"] if isinstance(chosen["year"], int) else None,
        title=str(chosen["title"]),
        issuer=str(chosen["issuer"]),
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    if not any(piece.role == "body" for piece in split(report)):
        raise CorpusError(f"{path.name!r} holds no sentence; put the report's text in or remove it")
    return report


def _read_manifest(folder: Path, ids: set[str]) -> dict[str, dict[str, object]]:
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(read_bytes(path).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        why = str(error).splitlines()[0]
        raise CorpusError(f"{MANIFEST} is not valid TOML ({why}); mend it") from None
    return {key: _check_entry(key, entry, ids) for key, entry in found.items()}


def _check_entry(key: str, entry: object, ids: set[str]) -> dict[str, object]:
    if key not in ids:
        raise CorpusError(f"{MANIFEST} names {key!r}, which no file is called; mend or remove it")
    if not isinstance(entry, dict):
        raise CorpusError(f"{MANIFEST}: {key!r} must be a table; write [{key}] above its keys")
    for name, value in entry.items():
        if name not in KEYS:
            raise CorpusError(f"{MANIFEST}: {key!r} has {name!r}; known are {', '.join(KEYS)}")
        if not isinstance(value, KEYS[name]) or isinstance(value, bool):
            raise CorpusError(
                f"{MANIFEST}: {name!r} of {key!r} must be of type {KEYS[name].__name__}"
            )
    return dict(entry)
