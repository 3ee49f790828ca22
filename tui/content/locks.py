"""Holding a file against other programs; the system lets go of it however a program ends."""

import os
import sys
from contextlib import suppress
from pathlib import Path


class Hold:
    """Holds a file until it is forgotten.

    Raises:
        FileExistsError: The file was to be made and is there.
        BlockingIOError: Another program, or another hold of this one, has it.
        OSError: The file cannot be opened.
    """

    def __init__(self, path: Path, *, make: bool = False) -> None:
        self._file = os.open(path, os.O_RDWR | (os.O_CREAT | os.O_EXCL if make else 0), 0o600)
        try:
            _lock(self._file)
        except BlockingIOError:
            raise
        except OSError:
            pass  # a file system without locks: nobody is kept out

    def __del__(self) -> None:
        with suppress(OSError, AttributeError):
            os.close(self._file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        # Others could not read what is locked there, so it is a byte far beyond the end.
        os.lseek(file, 0x7FFF0000, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(*error.args) from error

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
