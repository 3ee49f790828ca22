"""Folders: the report files of a folder, their bytes and their fingerprint.

Opening an index needs the fingerprint only, so nothing here knows how reports are read.
"""

import hashlib
import os
import re
import stat
from functools import cache
from pathlib import Path
from typing import NamedTuple

from qa.errors import CorpusError
from qa.files import is_there
from qa.ingestion import recognition
from qa.ingestion.intake import keeping
from qa.language.patterns import lazy_pattern
from qa.language.resources import read_toml

LARGEST = 64 * 2**20
"""Bytes of the largest file that is read."""
MANIFEST = "manifest.toml"
"""Name of the optional file that corrects what reports say about themselves."""
PLAIN = ".txt"
"""Ending of the files that are text themselves; of others the text is kept beside them."""


class Contents(NamedTuple):
    """What a folder's reports hold, as hashes in hex."""

    fingerprint: str
    """Of all of it and of the manifest."""
    digests: dict[str, str]
    """Of each report, by its id, in order."""


def fingerprint(folder: Path) -> str:
    """Return a hash over what a folder's reports hold and its manifest, in hex.

    Raises:
        CorpusError: the folder or a file in it cannot be read.
    """
    return read_contents(folder).fingerprint


def read_contents(folder: Path) -> Contents:
    """Return the hashes of a folder.

    Raises:
        CorpusError: the folder or a file in it cannot be read.
    """
    whole, digests = hashlib.sha256(), dict[str, str]()
    manifest = folder / MANIFEST
    named = [(MANIFEST, manifest)] if is_there(manifest) else []
    files = sorted(find_files(folder).items())
    for at, (name, path) in enumerate([*files, *named]):
        kept = None if is_plain(path) or path == manifest else keeping.path_of(path)
        try:
            data = read_bytes(kept if kept and is_there(kept) else path)
        except CorpusError:
            if is_there(path):
                raise
            continue  # it went while we looked
        whole.update(f"{name}\0{len(data)}\0".encode())
        whole.update(data)
        if at < len(files):
            digests[name] = hashlib.sha256(data).hexdigest()
    return Contents(whole.hexdigest(), digests)


def documents_in(folder: Path) -> list[Path]:
    """Return the report files of a folder that are no plain text."""
    return [path for path in find_files(folder).values() if not is_plain(path)]


def unread(folder: Path) -> list[Path]:
    """Return the documents that were not read, or not since they changed, as their times tell."""
    return [path for path in documents_in(folder) if not keeping.is_fresh(path)]


def is_plain(path: Path) -> bool:
    """Return whether a file is a report's text itself."""
    return path.suffix.lower() == PLAIN


def find_files(folder: Path) -> dict[str, Path]:
    """Return the report files of a folder by id."""
    found = list_files(folder)
    if not found and (folder / "reports").is_dir():
        found = list_files(folder / "reports")
    if not found:
        raise CorpusError(
            "{folder!r} holds no report; put text, PDF, DOCX or the like there",
            folder=_full(folder),
        )
    paths = {name_of(path): path for path in found}
    if len(paths) < len(found):
        raise CorpusError(
            "two reports in {folder!r} have the same name; rename one of them", folder=_full(folder)
        )
    return paths


def list_files(folder: Path) -> list[Path]:
    """Return the files of a folder whose names are those of reports, sorted."""
    try:
        # By their names alone: ten thousand paths take as long to compare as to read.
        found = filter(is_named_like_a_report, folder.iterdir())
        return sorted(found, key=lambda path: os.path.normcase(path.name))
    except FileNotFoundError:
        raise CorpusError(
            "there is no folder {folder!r}; name another", folder=_full(folder)
        ) from None
    except NotADirectoryError:
        raise CorpusError(
            "{folder!r} is a file; name the folder that holds it", folder=_full(folder)
        ) from None
    except OSError as error:
        raise CorpusError(
            "{path!r} cannot be read ({why}); check the folder", path=_full(folder), why=error
        ) from None


def _full(folder: Path) -> str:
    """The folder as a person finds it, wherever the program was started."""
    return str(folder.absolute())


def is_named_like_a_report(path: Path) -> bool:
    """Return whether a file's name has the ending of a format that is read, and is no litter."""
    endings, pictures, litter = _names()
    ending = path.suffix.lower().removeprefix(".")
    if not ending or litter.fullmatch(path.name):
        return False
    if ending in pictures:
        return recognition.is_there()
    return ending in endings or ending in _endings_of_others()


@cache
def _names() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    table = read_toml("ingestion/files.toml")
    endings, pictures = (frozenset(table[name].split()) for name in ("endings", "pictures"))
    return endings, pictures, lazy_pattern("|".join(table["litter"]))


@cache
def _endings_of_others() -> frozenset[str]:
    from importlib.metadata import entry_points  # 10 ms, which known endings need not pay

    return frozenset(entry_points(group="yinju.readers").names)


def name_of(path: Path) -> str:
    """Return the id of the report in a file: its stem, bytes that are no UTF-8 replaced."""
    return os.fsencode(path.stem).decode("utf-8", "replace")


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; what is not a plain file is refused before it is opened."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise CorpusError(
                "{path!r} is a folder; reports are files, move or rename it", path=path.name
            )
        if not stat.S_ISREG(found.st_mode):
            raise CorpusError(
                "{path!r} is not a plain file; put a plain file in its place", path=path.name
            )
        if found.st_size > LARGEST:
            raise CorpusError(
                "{path!r} is larger than {size} MB; split it into several files",
                path=path.name,
                size=LARGEST // 2**20,
            )
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(
            "{path!r} cannot be read ({why}); check it or remove it", path=path.name, why=error
        ) from None
