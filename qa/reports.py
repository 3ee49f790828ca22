"""Reading reports: files of plain text become `Report` records."""

import codecs
import hashlib
import os
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path

from qa.errors import CorpusError
from qa.metadata import find_level, read_metadata
from qa.model import Report
from qa.sentences import split

LARGEST = 64 * 2**20
"""Bytes of the largest file that is read."""
MANIFEST = "manifest.toml"
"""Name of the optional file that corrects what reports say about themselves."""
KEYS: Mapping[str, type] = {"place": str, "level": str, "year": int, "title": str, "issuer": str}
"""What a manifest may set, and the type of each."""

_BAD_SHARE = 0.02


def read_reports(folder: Path) -> tuple[Report, ...]:
    """Return the reports of a folder, sorted by id.

    The folder holds *.txt files, or a folder `reports` that does, and may hold a `manifest.toml`.

    Raises:
        CorpusError: the folder, a file in it or the manifest cannot be read.
    """
    paths = _find_files(folder)
    overrides = _read_manifest(folder, set(paths))
    return tuple(read_report(path, overrides.get(key)) for key, path in sorted(paths.items()))


def read_report(path: Path, overrides: Mapping[str, object] | None = None) -> Report:
    """Return the report in a file; `overrides` win over what its text says about itself.

    Raises:
        CorpusError: the file cannot be read, is too large, is no text or holds no sentence.
    """
    data = _read_bytes(path)
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


def fingerprint(folder: Path) -> str:
    """Return a hash over the names and bytes of a folder's reports and manifest, in hex.

    Raises:
        CorpusError: the folder or a file in it cannot be read.
    """
    paths = sorted(_find_files(folder).items())
    manifest = folder / MANIFEST
    digest = hashlib.sha256()
    for name, path in [*paths, *([(MANIFEST, manifest)] if manifest.exists() else [])]:
        data = _read_bytes(path)
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def name_of(path: Path) -> str:
    """Return the id of the report in a file: its stem, bytes that are no UTF-8 replaced."""
    return os.fsencode(path.stem).decode("utf-8", "replace")


def decode(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8, UTF-16 with a byte order mark, or GB18030.

    Raises:
        CorpusError: the bytes are no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    elif b"\0" in data:
        raise CorpusError(f"{name!r} is not text; save the report as plain text in UTF-8")
    else:
        text = _decode_bytes(data)
    text = text.removeprefix("\ufeff")
    if sum(map(_is_bad, text)) > len(text) * _BAD_SHARE:
        raise CorpusError(f"{name!r} is not readable text; save the report as UTF-8")
    return text


def _decode_bytes(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", "replace")
    # A few broken bytes in a UTF-8 file are damage; many mean another encoding.
    if text.count("\ufffd") <= len(text) * _BAD_SHARE:
        return text
    return data.decode("gb18030", "replace")


def _is_bad(char: str) -> bool:
    return char == "\ufffd" or (char < " " and char not in "\t\n\r\f\v") or "\x7f" <= char < "\xa0"


def _read_bytes(path: Path) -> bytes:
    """Return a file's bytes; what is not a plain file is refused before it is opened."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise CorpusError(f"{path.name!r} is a folder; reports are files, move or rename it")
        if not stat.S_ISREG(found.st_mode):
            raise CorpusError(f"{path.name!r} is not a plain file; remove it from the corpus")
        if found.st_size > LARGEST:
            raise CorpusError(
                f"{path.name!r} is larger than {LARGEST // 2**20} MB; split it into several files"
            )
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CorpusError(f"{path.name!r} cannot be read ({why}); check it or remove it") from None


def _find_files(folder: Path) -> dict[str, Path]:
    """Return the report files of a folder by id."""
    found = _list(folder)
    if not found and (folder / "reports").is_dir():
        found = _list(folder / "reports")
    if not found:
        raise CorpusError(f"{folder.name!r} holds no .txt file; put plain text reports there")
    paths = {name_of(path): path for path in found}
    if len(paths) < len(found):
        raise CorpusError(f"two reports in {folder.name!r} have the same name; rename one of them")
    return paths


def _list(folder: Path) -> list[Path]:
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() == ".txt" and not path.name.startswith(".")
        )
    except FileNotFoundError:
        raise CorpusError(f"there is no folder {folder.name!r}; name another") from None
    except NotADirectoryError:
        raise CorpusError(f"{folder.name!r} is a file; name the folder that holds it") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CorpusError(f"{folder.name!r} cannot be read ({why}); check the folder") from None


def _read_manifest(folder: Path, ids: set[str]) -> dict[str, dict[str, object]]:
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(_read_bytes(path).decode("utf-8-sig"))
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
