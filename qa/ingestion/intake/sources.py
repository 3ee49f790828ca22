"""Sources: the files that paths lead to, in folders and archives too, each with its bytes."""

import stat
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qa.errors import CorpusError, SettingsError
from qa.files import is_folder, is_link
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
        if not _leads_somewhere(path):
            raise SettingsError("{path}: there is no such file", path=path)
    for path in paths:
        if is_folder(path):
            yield from _from_folder(path)
        else:
            yield from _from_file(path, PurePosixPath(path.name))


def _leads_somewhere(path: Path) -> bool:
    """Return whether a path may lead to a file; why it cannot be read is told when it is."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _from_folder(folder: Path) -> Iterator[Source]:
    """Yield what lies in a folder, its own folders in their places; one may be closed to us."""
    waiting = [PurePosixPath()]
    while waiting:
        name = waiting.pop()
        path = folder / name
        if name.name and (is_link(path) or not is_folder(path)):
            yield from _from_entry(path, name)
            continue
        try:
            inside = sorted(path.iterdir(), reverse=True)
        except OSError as error:
            yield Source(
                name if name.name else PurePosixPath(path.name), refused=_closed(path, error)
            )
            continue
        waiting += [name / one.name for one in inside if _is_looked_at(one)]


def _is_looked_at(path: Path) -> bool:
    """Return whether something in a folder is no hidden folder and no link to one."""
    return not (is_folder(path) and (path.name.startswith(".") or is_link(path)))


def _from_entry(path: Path, name: PurePosixPath) -> Iterator[Source]:
    if is_link(path) or not is_named_like_a_report(path):
        yield Source(name, passed=True)
    else:
        yield from _from_file(path, name)


def _closed(folder: Path, error: OSError) -> CorpusError:
    return CorpusError(
        "{path!r} cannot be read ({why}); check the folder", path=folder.name, why=error
    )


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
