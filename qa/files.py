"""Files written whole or not at all: a draft beside a file takes its name when all is written.

What fails, as on a full disk, leaves the file as it was and no draft. A process that is killed
leaves its draft, a hidden file that names the process; `sweep` removes it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST
from glob import escape
from itertools import count
from pathlib import Path
from stat import S_IMODE

_NAMED = 40
"""Characters of a file's name that stand in its draft's: a name has at most 255 bytes."""
_ENDING = ".part"

_numbers = count(1)


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder, as far as we may see."""
    return _seen(path.is_dir)


def is_file(path: Path) -> bool:
    """Whether a path leads to a plain file, as far as we may see."""
    return _seen(path.is_file)


def is_link(path: Path) -> bool:
    """Whether a path is a link, as far as we may see."""
    return _seen(path.is_symlink)


def is_there(path: Path) -> bool:
    """Whether a path leads to something, as far as we may see, or is a link to nothing."""
    return _seen(path.exists) or _seen(path.is_symlink)


def _seen(look: Callable[[], bool]) -> bool:
    try:
        return look()
    except OSError:  # before Python 3.14 a closed folder above is an error
        return False


@contextmanager
def drafted(path: Path, *, private: bool = False, replaces: bool = True) -> Iterator[Path]:
    """Where to write what a file is to hold: an empty file, which takes its name in the end.

    What was written is on the disk before that. A link stays: the file is where it leads. A pipe
    or a device is written to at once, as nothing can take its place. The folder must be there.

    Args:
        path: Of the file. One that is replaced hands on who may read it.
        private: Only its owner may read it.
        replaces: Whether a file that is there may be replaced, even one that comes meanwhile.

    Raises:
        FileExistsError: There is one, and it may not be replaced.
        OSError: It cannot be written.
    """
    if not replaces and path.exists():
        raise FileExistsError(EEXIST, os.strerror(EEXIST), str(path))
    if path.exists() and not path.is_file():
        yield path
        return
    path = path.resolve()
    draft = _begin(path, private)
    try:
        yield draft
        _finish(draft, path, private)
        if replaces:
            draft.replace(path)
        else:
            _claim(draft, path)
    except BaseException:
        _remove(draft)
        raise


def write(path: Path, data: bytes, *, private: bool = False, replaces: bool = True) -> None:
    """Write all that a file is to hold; as `drafted`.

    Raises:
        FileExistsError: There is one, and it may not be replaced.
        OSError: It cannot be written.
    """
    with drafted(path, private=private, replaces=replaces) as draft:
        draft.write_bytes(data)


def states(folder: Path, ending: str = "") -> list[tuple[str, int, int]]:
    """Each file below a folder with its size and time of change, in order; others tell a change.

    Args:
        folder: May be missing.
        ending: Of the files' names.
    """
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # gone meanwhile
                if name.endswith(ending):
                    state = Path(place, name).stat()
                    here = f"{place[len(str(folder)) :]}/{name}"
                    found.append((here, state.st_size, state.st_mtime_ns))
    return sorted(found)


def sweep(folder: Path, name: str = "", *, alone: bool = False) -> None:
    """Remove the drafts in a folder that were left by processes which are gone.

    Args:
        folder: May be missing.
        name: Of the file that they are drafts of; of any file, if left out.
        alone: Nobody else writes to the folder now, so that every draft was left.
    """
    wanted = escape(name[:_NAMED]) if name else "*"
    for draft in folder.glob(f".{wanted}.*-*{_ENDING}*"):  # SQLite has files beside its own
        process = draft.name.rpartition(_ENDING)[0].rpartition(".")[2].partition("-")[0]
        if process.isdecimal() and (alone or not is_alive(int(process))):
            with suppress(OSError):
                draft.unlink()


def is_alive(process: int) -> bool:
    """Whether a process with this number may still run."""
    if os.name == "nt":
        return False  # Windows itself keeps a file that is open from being removed
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _begin(path: Path, private: bool) -> Path:
    """A new empty draft."""
    while True:
        name = f".{path.name[:_NAMED]}.{os.getpid()}-{next(_numbers)}{_ENDING}"
        draft = path.with_name(name)
        with suppress(FileExistsError):  # left by a process that had the same number
            mode = 0o600 if private else 0o666
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
            return draft


def _finish(draft: Path, path: Path, private: bool) -> None:
    """Puts the draft on the disk, and the permissions of the file it replaces on the draft."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    if not private:
        with suppress(FileNotFoundError):
            draft.chmod(S_IMODE(path.stat().st_mode))


def _claim(draft: Path, path: Path) -> None:
    """Gives the draft its name if nothing has it by now."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no links
        if path.exists():
            raise FileExistsError(EEXIST, os.strerror(EEXIST), str(path)) from None
        draft.replace(path)
    else:
        draft.unlink()


def _remove(draft: Path) -> None:
    for path in draft.parent.glob(f"{escape(draft.name)}*"):
        with suppress(OSError):
            path.unlink()
