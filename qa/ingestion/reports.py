"""Reading reports: the files of a folder become `Report` records and their sentences."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

from qa.errors import CorpusError
from qa.ingestion.charsets import decode
from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.folders import MANIFEST, find_files, is_plain, name_of, read_bytes
from qa.ingestion.intake import keeping
from qa.ingestion.metadata.report_metadata import read_metadata
from qa.ingestion.metadata.reporters import find_level
from qa.ingestion.sentences import split
from qa.model import Report, Sentence

KEYS: Mapping[str, type] = {"place": str, "level": str, "year": int, "title": str, "issuer": str}
"""What a manifest may set, and the type of each."""


def read_reports(folder: Path) -> tuple[Report, ...]:
    """Return the reports of a folder, sorted by id.

    The folder holds files of reports, or a folder `reports` that does, and may hold a
    `manifest.toml`. Documents must have been read before: see `catch_up`.

    Raises:
        CorpusError: the folder, the manifest or a file cannot be read.
    """
    paths = find_files(folder)
    overrides = read_manifest(folder, set(paths))
    return tuple(read_report(path, overrides.get(key)) for key, path in sorted(paths.items()))


def cut_report(report: Report) -> tuple[Sentence, ...]:
    """Return the pieces of a report.

    Raises:
        CorpusError: none of them is a sentence.
    """
    pieces = split(report)
    if not any(piece.is_quotable for piece in pieces):
        raise CorpusError(
            "{path!r}: {why}, or remove it", path=report.id, why=Unreadable("no-sentence")
        )
    return pieces


def read_report(path: Path, overrides: Mapping[str, object] | None = None) -> Report:
    """Return the report in a file; `overrides` win over what its text says about itself.

    Raises:
        CorpusError: the file cannot be read, is too large or holds no text.
    """
    try:
        if is_plain(path):
            data = read_bytes(path)
            return make_report(
                name_of(path), Document(decode(data)), hashlib.sha256(data).hexdigest(), overrides
            )
        document = keeping.recall(path)
        return make_report(name_of(path), document, keeping.sha256_of(path), overrides)
    except Unreadable as error:
        raise CorpusError("{path!r}: {why}, or remove it", path=path.name, why=error) from error
    except KeyError:
        raise CorpusError("{file!r} was not read yet; run yinju index", file=path.name) from None


def make_report(
    id: str, document: Document, sha256: str, overrides: Mapping[str, object] | None = None
) -> Report:
    """Return the report that a document is.

    Args:
        id: Of the report.
        document: What was read from its file.
        sha256: Of the file, in hex.
        overrides: What the manifest says of it.
    """
    said = read_metadata(document.text, document.title, document.date, document.issuer)
    chosen: dict[str, object] = {key: getattr(said, key) for key in KEYS} | dict(overrides or {})
    if overrides and "place" in overrides and "level" not in overrides:
        chosen["level"] = find_level(str(chosen["place"]))
    return Report(
        id=id,
        place=str(chosen["place"]),
        level=str(chosen["level"]),
        year=chosen["year"] if isinstance(chosen["year"], int) else None,
        title=str(chosen["title"]),
        issuer=str(chosen["issuer"]),
        text=document.text,
        sha256=sha256,
        pages=document.pages,
    )


def read_manifest(folder: Path, ids: set[str]) -> dict[str, dict[str, object]]:
    """Return what the manifest of a folder sets, by id.

    Raises:
        CorpusError: it is malformed or names a report that is not there.
    """
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(read_bytes(path).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        why = str(error).splitlines()[0]
        raise CorpusError(
            "{file} is not valid TOML ({why}); mend it", file=MANIFEST, why=why
        ) from None
    return {key: _check_entry(key, entry, ids) for key, entry in found.items()}


def _check_entry(key: str, entry: object, ids: set[str]) -> dict[str, object]:
    if key not in ids:
        raise CorpusError(
            "{file} names {key!r}, which no file is called; mend or remove it",
            file=MANIFEST,
            key=key,
        )
    if not isinstance(entry, dict):
        raise CorpusError(
            "{file}: {key!r} must be a table; write {head} above its keys",
            file=MANIFEST,
            key=key,
            head=f"[{key}]",
        )
    for name, value in entry.items():
        _check_value(key, name, value)
    return dict(entry)


def _check_value(key: str, name: str, value: object) -> None:
    if name not in KEYS:
        raise CorpusError(
            "{file}: {key!r} has {name!r}; known are {known}",
            file=MANIFEST,
            key=key,
            name=name,
            known=", ".join(KEYS),
        )
    if not isinstance(value, KEYS[name]) or isinstance(value, bool):
        raise CorpusError(
            "{file}: {name!r} of {key!r} must be of type {type}",
            file=MANIFEST,
            name=name,
            key=key,
            type=KEYS[name].__name__,
        )
