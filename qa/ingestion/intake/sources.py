"""Sources: the files that paths lead to, in folders and archives too, each with its bytes."""

import stat
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qa.errors import CorpusError, SettingsError
from qa.ingestion.documents import Unreadable
from qa.ingestion.folders import LARGEST, is_named_like_a_report, read_bytes
from qa.ingestion.readers.parts.packages import ENTRIES, SIGNATURE, SIZE, Package

DEPTH = 2
"""Archives inside archives."""
_OFFICE = (b"[Content_Types].xml", b"OFD.xml", b"mimetype")
_UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may be a report."""

    path: PurePosixPath
    """Its name as people know it, with the folders below the path that led to it."""
    data: bytes = b""
    refused: CorpusError | None = None
    """Why it was not even opened."""
    passed: bool = False
    """Whether it lay in a folder or archive and is no report by its name."""


def find_sources(paths: Sequence[Path]) -> Iterator[Source]:
    """Yield the files in the order of the paths, those of a folder by name.

    Raises:
        SettingsError: a path leads nowhere.
    """
    for path in paths:
        if not path.exists():
            raise SettingsError("{path}: there is no such file", path=path)
    for path in paths:
        if path.is_dir():
            yield from _from_folder(path)
        else:
            yield from _from_file(path, PurePosixPath(path.name))


def _from_folder(folder: Path) -> Iterator[Source]:
    for path in sorted(folder.rglob("*")):
        name = PurePosixPath(path.relative_to(folder).as_posix())
        if path.is_dir() or any(part.startswith(".") for part in name.parts[:-1]):
            continue
        if path.is_symlink() or not is_named_like_a_report(path):
            yield Source(name, passed=True)
        else:
            yield from _from_file(path, name)


def _from_file(path: Path, name: PurePosixPath) -> Iterator[Source]:
    try:
        data = read_bytes(path)
    except CorpusError as error:
        yield Source(name, refused=error)
        return
    yield from unfold(name, data)


def is_archive(data: bytes) -> bool:
    """Return whether bytes are a ZIP of files and no document in the form of a ZIP."""
    return data.startswith(SIGNATURE) and not any(name in data for name in _OFFICE)


def unfold(name: PurePosixPath, data: bytes, depth: int = DEPTH) -> Iterator[Source]:
    """Yield a file, or the files in it if it is an archive, `depth` archives deep."""
    if not is_archive(data):
        yield Source(name, data)
        return
    try:
        for inner, content in _entries(data):
            if depth == 1 and is_archive(content):
                raise Unreadable("nests-too-deep")
            if is_named_like_a_report(Path(inner.name)):
                yield from unfold(name / inner, content, depth - 1)
            else:
                yield Source(name / inner, passed=True)
    except CorpusError as error:
        yield Source(name, refused=error)


def _entries(data: bytes) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the files of an archive; their names serve as names only, nothing is unpacked."""
    package = Package(data)
    left = SIZE
    for entry in sorted(package.entries, key=_name)[:ENTRIES]:
        name = PurePosixPath(
            *(p for p in PurePosixPath(_name(entry)).parts if p not in ("/", ".."))
        )
        if entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16) or not name.parts:
            continue
        if entry.file_size > LARGEST:
            raise Unreadable("too-large", limit=LARGEST // 2**20)
        content = package.read(entry.filename)
        left -= len(content)
        if left < 0:
            raise Unreadable("unfolds-too-large")
        yield name, content


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; Chinese Windows writes GBK and does not say so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return name.replace("\\", "/")
