"""Files: the report files of a folder, their bytes, their text and their fingerprint.

Opening an index needs the fingerprint only, so nothing here knows how reports are read.
"""

import codecs
import hashlib
import os
import stat
from pathlib import Path

from qa.errors import CorpusError

LARGEST = 64 * 2**20
"""Bytes of the largest file that is read."""
MANIFEST = "manifest.toml"
"""Name of the optional file that corrects what reports say about themselves."""

_BAD_SHARE = 0.02


def fingerprint(folder: Path) -> str:
    """Return a hash over the names and bytes of a folder's reports and manifest, in hex.

    Raises:
        CorpusError: the folder or a file in it cannot be read.
    """
    paths = sorted(find_files(folder).items())
    manifest = folder / MANIFEST
    digest = hashlib.sha256()
    for name, path in [*paths, *([(MANIFEST, manifest)] if manifest.exists() else [])]:
        data = read_bytes(path)
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def find_files(folder: Path) -> dict[str, Path]:
    """Return the report files of a folder by id."""
    found = _list(folder)
    if not found and (folder / "reports").is_dir():
        found = _list(folder / "reports")
    if not found:
        raise CorpusError(f"{_full(folder)!r} holds no .txt file; put plain text reports there")
    paths = {name_of(path): path for path in found}
    if len(paths) < len(found):
        raise CorpusError(
            f"two reports in {_full(folder)!r} have the same name; rename one of them"
        )
    return paths


def _list(folder: Path) -> list[Path]:
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() == ".txt" and not path.name.startswith(".")
        )
    except FileNotFoundError:
        raise CorpusError(f"there is no folder {_full(folder)!r}; name another") from None
    except NotADirectoryError:
        raise CorpusError(f"{_full(folder)!r} is a file; name the folder that holds it") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CorpusError(f"{_full(folder)!r} cannot be read ({why}); check the folder") from None


def _full(folder: Path) -> str:
    """The folder as a person finds it, wherever the program was started."""
    return str(folder.absolute())


def name_of(path: Path) -> str:
    """Return the id of the report in a file: its stem, bytes that are no UTF-8 replaced."""
    return os.fsencode(path.stem).decode("utf-8", "replace")


def read_bytes(path: Path) -> bytes:
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
